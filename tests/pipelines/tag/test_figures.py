from __future__ import annotations

from typing import Any

import pytest

CASES = [
    ("Indeks SPBE Bangka Barat naik menjadi 3,21 pada tahun 2023, kata Diskominfo.", {"value": "3.21", "year": "2023"}),
    (
        "Nilai SPBE Bangka Barat mencapai 2,9 dengan predikat baik, kata Diskominfo.",
        {"value": "2.9", "predicate": "baik"},
    ),
    (
        "DPRD Pangkalpinang mengesahkan Perda Nomor 4 Tahun 2022 tentang SPBE.",
        {"decree": "Perda Nomor 4 Tahun 2022"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_reads_the_numbers_of_a_sentence(tag: Any, text: str, expected: dict[str, str]) -> None:
    figures = dict(tag(text).milestones[0].figures)
    assert {name: figures.get(name) for name in expected} == expected


def test_other_milestones_carry_no_figures(tag: Any) -> None:
    milestone = tag("Pemkab Bangka meluncurkan aplikasi dengan nilai 2,9 miliar.").milestones[0]
    assert milestone.figures == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Pemkab Bangka meluncurkan aplikasi Sepintu Rapi bagi warga.", "Sepintu Rapi"),
        ("Pemkab Bangka meluncurkan kanal aduan bernama Dengar Kite.", "Dengar Kite"),
        ("Pemkab Belitung meluncurkan BeSadu berbasis aplikasi.", "BeSadu"),
        ("Pemkab Bangka meluncurkan aplikasi Android.", None),
        ("Pemkab Bangka meluncurkan aplikasi baru.", None),
    ],
)
def test_reads_the_name_of_the_application(tag: Any, text: str, name: str | None) -> None:
    assert tag(text).milestones[0].programme == name
