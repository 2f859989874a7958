"""Words to stems to term ids: the one vocabulary that indexing and searching share.

Snowball's Indonesian stemmer; no stop list (BM25's idf makes common words weigh next to nothing).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from threading import Lock
from typing import NamedTuple

import snowballstemmer

from models.tables import TERM_SPACE

_WORD = re.compile(r"[^\W_]+")
_stemmer = snowballstemmer.stemmer("indonesian")
_stemming = Lock()
"""The stemmer keeps the word it works on in itself: two threads would mix theirs, and the cache keep the mixture."""


class Word(NamedTuple):
    """A word of a text: its stem and where it stands (`text[start:end]`)."""

    stem: str
    start: int
    end: int


def split_words(text: str) -> Iterator[Word]:
    """Every word with its stem, in order."""
    for match in _WORD.finditer(_lower(text)):
        yield Word(stem(match[0]), *match.span())


def with_stems(words: Iterable[str], asked: Container[str]) -> dict[str, str]:
    """Of lower-case words the different ones that have one of the stems `asked`, each with it."""
    return {word: own for word in set(words) if (own := stem(word)) in asked}


def find_words(text: str, asked: Container[str]) -> list[Word]:
    """Every word with one of the stems `asked`, in order; ten times quicker than to look at all words of the text."""
    lowered = _lower(text)
    wanted = with_stems(_WORD.findall(lowered), asked)
    return sorted(
        (Word(own, *place) for word, own in wanted.items() for place in _find_whole(word, lowered)),
        key=lambda found: found.start,
    )


def neighbours(text: str, asked: Container[str]) -> set[tuple[str, str]]:
    """Which of the stems `asked` stand side by side in a text, in order."""
    words = lower_words(text)
    known = with_stems(words, asked)
    return {(left, right) for left, right in set(pairwise(map(known.get, words))) if left and right}


def stems(text: str) -> list[str]:
    """The stems of a text in order, repeated ones kept."""
    return [stem(word) for word in lower_words(text)]


def lower_words(text: str) -> list[str]:
    """The words of a text in order and in lower case, as they are looked up and indexed."""
    return _WORD.findall(_lower(text))


def spelt_words(text: str) -> set[str]:
    """The words of a text as written, in lower case, without numbers and what is too short or too long for a word."""
    return {word for word in lower_words(text) if word.isalpha() and 3 <= len(word) <= 30}


def _lower(text: str) -> str:
    """In lower case, letter for letter, so that places stay: "İ" alone would become two characters."""
    return text.replace("İ", "i").lower()


def _find_whole(word: str, lowered: str) -> Iterator[tuple[int, int]]:
    start = lowered.find(word)
    while start >= 0:
        end = start + len(word)
        if not lowered[start - 1 : start].isalnum() and not lowered[end : end + 1].isalnum():
            yield start, end
        start = lowered.find(word, end)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Stem of one lower-case word; words with digits are left alone."""
    if not word.isalpha():
        return word
    with _stemming:
        return str(_stemmer.stemWord(word))


@lru_cache(maxsize=200_000)
def term_id(stem_: str) -> int:
    """A stem's id in [0, TERM_SPACE): CRC-32 cut to 29 bits; two stems in a million share one."""
    return zlib.crc32(stem_.encode()) % TERM_SPACE
