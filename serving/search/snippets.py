"""The stretch of a text that is shown for a query, and the words it shares with it."""

from __future__ import annotations

from pipelines.stems import split_words


def shared_words(text: str, asked: set[str]) -> set[str]:
    """Words of a text with one of the stems, in lower case."""
    return {text[word.start : word.end].lower() for word in split_words(text) if word.stem in asked}


def make_snippet(text: str, asked: set[str], length: int) -> str:
    """The stretch of about `length` characters that holds most different words of the query."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    places = [(word.start, word.stem) for word in split_words(flat) if word.stem in asked]
    start = max((begin for begin, _ in places), key=lambda b: _distinct(places, b, length), default=0)
    start = max(0, min(start - length // 6, len(flat) - length))
    if start:
        start = flat.find(" ", start) + 1
    end = flat.rfind(" ", start, start + length) if start + length < len(flat) else len(flat)
    return ("… " if start else "") + flat[start : max(end, start)] + ("" if end == len(flat) else " …")


def _distinct(places: list[tuple[int, str]], begin: int, length: int) -> int:
    return len({stem for start, stem in places if begin <= start < begin + length * 5 // 6})
