from __future__ import annotations

from typing import Any

import pytest


def _rules(tagging: Any, kind: str = "regency") -> dict[str, str]:
    return {item.value: item.rule for item in tagging.tags if item.kind == kind}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Pemkab Bangka Tengah menata pasar.", "institution"),
        ("Warga Bangka Tengah menata pasar.", "name"),
        ("Warga Bateng menata pasar.", "alias"),
        ("Warga di Koba menata pasar.", "capital"),
        ("Warga Namang menata pasar.", "district"),
        ("Warga Desa Penyak menata pasar.", "village"),
        ("Warga berkumpul di TPA Jongkong.", "site"),
    ],
)
def test_says_by_which_rule_a_regency_was_found(tag: Any, text: str, rule: str) -> None:
    assert _rules(tag(text)) == {"bangka-tengah": rule}


def test_shows_the_institution_with_the_name(tag: Any) -> None:
    tagging = tag("Rapat Dinas Kesehatan Kabupaten Bangka Tengah ditunda.")
    spans = [item.spans[0].text for item in tagging.tags if item.kind == "regency"]
    assert spans == ["Dinas Kesehatan Kabupaten Bangka Tengah"]


def test_a_list_passes_the_institution_on(tag: Any) -> None:
    tagging = tag("Bupati Bangka, Belitung, dan Bangka Tengah meneken perjanjian.")
    assert set(tagging.regencies) == {"bangka", "belitung", "bangka-tengah"}


def test_five_regencies_in_one_sentence_are_the_province(tag: Any) -> None:
    tagging = tag("Lampu dibagi: Bangka Barat, Bangka Tengah, Bangka Selatan, Belitung Timur, dan Pangkalpinang.")
    assert (tagging.scope, tagging.regencies, _rules(tagging, "scope")) == ("province", (), {"province": "listing"})


def test_the_province_in_an_address_is_no_actor(tag: Any) -> None:
    tagging = tag("Warga Koba, Babel, memperbaiki jalan bersama Pemkab Bangka Tengah, Provinsi Bangka Belitung.")
    assert (tagging.scope, tagging.regencies) == ("regency", ("bangka-tengah",))
