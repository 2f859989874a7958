from __future__ import annotations

import pytest

from pipelines.wording import repair, squash


@pytest.mark.parametrize(
    ("text", "repaired", "was_broken"),
    [
        ("â€œKotaâ€\x9d", '"Kota"', True),
        ("Jumâ€™at", "Jum'at", True),
        ("kata â\x80\x9chaloâ\x80\x9d ya", 'kata "halo" ya', True),
        ("ā€œhaloā€\x9d kata", '"halo" kata', True),
        ("โ€œhalo", '"halo', True),
        ("ākotaā ujar", '"kota" ujar', True),
        ("Ã©lok", "élok", True),
        ("Â  kota", "kota", True),
        ("dibuka Β oleh", "dibuka oleh", False),
        ("“Bupati” dan ‘jalan’ Jum’at", "\"Bupati\" dan 'jalan' Jum'at", False),
        ("Rp5\u00a0ribu\u200b per\u00adkilo", "Rp5 ribu perkilo", False),
        ("  dua\n\n baris\t ", "dua baris", False),
        ("Tom &amp; Jerry", "Tom & Jerry", False),
        ("Cafe\u0301 lama", "Café lama", False),
        ("naik – turun — lagi", "naik – turun — lagi", False),
        ("a\x00b", "ab", False),
    ],
)
def test_repairs_characters(text: str, repaired: str, was_broken: bool) -> None:
    assert repair(text) == (repaired, was_broken)


@pytest.mark.parametrize("text", ["Rp5.000", '"Ya," katanya.', "Kota Pangkalpinang – dua ribu", "é", "Muntok (Mentok)"])
def test_repairing_twice_changes_nothing(text: str) -> None:
    once, _ = repair(text)
    assert repair(once) == (once, False)


def test_squash_ignores_case_spaces_and_signs() -> None:
    assert squash("Kota “Cerdas” - Jum’at!") == squash("KOTA CERDAS: jumat") == "kotacerdasjumat"
