"""Words to stems to term ids: the one vocabulary that indexing and searching share.

Snowball's Indonesian stemmer; no stop list (BM25's idf makes common words weigh next to nothing).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
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
    for match in _WORD.finditer(text):
        yield Word(stem(_lower(match[0])), match.start(), match.end())


def stems(text: str) -> list[str]:
    """The stems of a text in order, repeated ones kept."""
    return [stem(word) for word in _WORD.findall(_lower(text))]


def spelt_words(text: str) -> set[str]:
    """The words of a text as written, in lower case, without numbers and what is too short or too long for a word."""
    return {word for word in _WORD.findall(text.lower()) if word.isalpha() and 3 <= len(word) <= 30}


def _lower(text: str) -> str:
    """In lower case, letter for letter: "İ" alone would become two characters, and the second one ends a word."""
    return text.replace("İ", "i").lower()


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
