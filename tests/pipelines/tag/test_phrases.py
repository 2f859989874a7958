from __future__ import annotations

import pytest

from models.errors import CatalogError
from pipelines.tag.matcher import Matcher
from pipelines.tag.phrases import PhraseBook, SentenceWords

WORDS = {"launch": ("meluncurkan", "rilis"), "app": ("aplikasi", "portal")}


def _find(phrase: str, text: str) -> str | None:
    book = PhraseBook(WORDS)
    compiled = book.compile(phrase)
    words = SentenceWords(Matcher(book.entries()).find(text).get("word", []))
    chain = words.find(compiled)
    return text[chain[0] : chain[1]] if chain else None


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("{launch} {app}", "dinas meluncurkan aplikasi baru", "meluncurkan aplikasi"),
        ("{launch} {app}", "dinas meluncurkan sebuah aplikasi", None),
        ("{launch} ... {app}", "dinas meluncurkan sebuah aplikasi", "meluncurkan sebuah aplikasi"),
        ("{app} ... {launch}", "dinas meluncurkan sebuah aplikasi", None),
        ("quick win", "memilih quick win daerah", "quick win"),
        ("tahap {app}", "tahap portal", "tahap portal"),
    ],
)
def test_follows_words_in_order(phrase: str, text: str, expected: str | None) -> None:
    assert _find(phrase, text) == expected


def test_a_gap_is_not_endless() -> None:
    assert _find("{launch} ... {app}", "meluncurkan " + "kata " * 40 + "aplikasi") is None


def test_an_unknown_list_is_named() -> None:
    with pytest.raises(CatalogError, match="no list of words is called 'lunch'"):
        PhraseBook(WORDS).compile("{lunch} ... {app}")
