from __future__ import annotations

import pytest

from pipelines.tag.matcher import Entry, Matcher, fold

MATCHER = Matcher(
    [
        Entry("place", 0, "Bangka"),
        Entry("place", 1, "Bangka Barat"),
        Entry("place", 2, "Bangka Belitung"),
        Entry("signal", 0, "aplikasi"),
        Entry("signal", 1, "e-office"),
        Entry("override", 0, "sampah"),
        Entry("override", 1, "bank sampah"),
    ]
)


def _places(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in MATCHER.find(fold(text)).get("place", [])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bangka Barat dan Bangka", ["Bangka Barat", "Bangka"]),
        ("Bangka-Belitung", ["Bangka-Belitung"]),
        ("Bangka  Barat", ["Bangka  Barat"]),
        ("Bangka\u00a0Barat", ["Bangka\u00a0Barat"]),
        ("Bangka\nBarat", ["Bangka\nBarat"]),
        ("Bangka\n\nBarat", ["Bangka"]),
        ("Bangka, Barat", ["Bangka"]),
        ("BANGKA – Barat", ["BANGKA"]),
        ("Bangkalan dan bangkai", []),
        ("Bangkanya", []),
        ("İ Bangka Barat", ["Bangka Barat"]),
    ],
)
def test_finds_whole_words_longest_first(text: str, expected: list[str]) -> None:
    assert _places(text) == expected


def test_ordinary_words_may_carry_a_clitic() -> None:
    assert [hit.number for hit in MATCHER.find(fold("aplikasinya dan e-Office"))["signal"]] == [0, 1]


def test_words_asked_about_separately_may_be_nested() -> None:
    assert [hit.number for hit in MATCHER.find("bank sampah")["override"]] == [1, 0]


@pytest.mark.parametrize("text", ["İstanbul", "Ağ – “x”", "a\tb\r\nc", "", "\u00ad\u200b"])
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)
