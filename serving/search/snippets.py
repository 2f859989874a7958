"""The stretch of a text that is shown for a query, and the words it shares with it."""

from __future__ import annotations

import re

from pipelines.stems import stem

_WORD = re.compile(r"[^\W_]+")


def shared_words(text: str, asked: set[str]) -> set[str]:
    """Words of a text with one of the stems, in lower case."""
    return {word for word in {written.lower() for written in _WORD.findall(text)} if stem(word) in asked}


def make_snippet(text: str, asked: set[str], length: int) -> str:
    """The stretch of about `length` characters that holds most different words of the query."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    shared = shared_words(flat, asked)
    words = ((match.start(), match[0].lower()) for match in _WORD.finditer(flat))
    places = [(start, stem(word)) for start, word in words if word in shared]
    start = max((begin for begin, _ in places), key=lambda b: _distinct(places, b, length), default=0)
    start = max(0, min(start - length // 6, len(flat) - length))
    if start:
        start = flat.find(" ", start) + 1
    end = flat.rfind(" ", start, start + length) if start + length < len(flat) else len(flat)
    return ("… " if start else "") + flat[start : max(end, start)] + ("" if end == len(flat) else " …")


def _distinct(places: list[tuple[int, str]], begin: int, length: int) -> int:
    return len({stem for start, stem in places if begin <= start < begin + length * 5 // 6})
