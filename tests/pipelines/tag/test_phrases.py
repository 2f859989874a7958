from __future__ import annotations

import pytest

from models.errors import CatalogError
from pipelines.tag.matcher import Matcher
from pipelines.tag.phrases import PhraseBook, PhraseIndex, SentenceWords

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
        ("{launch} .. {app}", "dinas meluncurkan sebuah aplikasi", "meluncurkan sebuah aplikasi"),
        ("quick win", "memilih quick win daerah", "quick win"),
        ("tahap {app}", "tahap portal", "tahap portal"),
    ],
)
def test_follows_words_in_order(phrase: str, text: str, expected: str | None) -> None:
    assert _find(phrase, text) == expected


def test_a_gap_is_not_endless() -> None:
    assert _find("{launch} ... {app}", "meluncurkan " + "kata " * 40 + "aplikasi") is None


def test_two_dots_are_a_shorter_gap_than_three() -> None:
    text = "meluncurkan " + "kata " * 12 + "aplikasi"
    assert _find("{launch} ... {app}", text) == text
    assert _find("{launch} .. {app}", text) is None


def test_a_root_stands_for_its_forms() -> None:
    book = PhraseBook({"launch": ("+luncur",)})
    phrase = book.compile("{launch}")
    hits = Matcher(book.entries()).find("peluncuran itu")["word"]
    assert SentenceWords(hits).find(phrase) == (0, 10)


def test_an_index_gives_each_owner_its_phrases() -> None:
    book = PhraseBook(WORDS)
    owners = {
        "step": (book.compile("{launch} ... {app}"), book.compile("{launch}")),
        "other": (book.compile("{app} {app}"),),
    }
    index = PhraseIndex(owners)
    words = SentenceWords(Matcher(book.entries()).find("rilis sebuah portal")["word"])
    assert dict(index.find(words)) == {"step": [(0, 19), (0, 5)]}


def test_an_unknown_list_is_named() -> None:
    with pytest.raises(CatalogError, match="no list of words is called 'lunch'"):
        PhraseBook(WORDS).compile("{lunch} ... {app}")
