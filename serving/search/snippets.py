"""The stretch of a text that is shown for a query, and the words it shares with it."""

from __future__ import annotations

from pipelines.stems import find_words, lower_words, with_stems


def shared_words(text: str, asked: set[str]) -> set[str]:
    """Words of a text with one of the stems, in lower case."""
    return set(with_stems(lower_words(text), asked))


def make_snippet(text: str, asked: set[str], length: int) -> str:
    """The stretch of about `length` characters that holds most different words of the query."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    places = [(word.start, word.stem) for word in find_words(flat, asked)]
    start = _fullest(places, length * 5 // 6)
    start = max(0, min(start - length // 6, len(flat) - length))
    if start:
        start = flat.find(" ", start) + 1
    end = flat.rfind(" ", start, start + length) if start + length < len(flat) else len(flat)
    return ("… " if start else "") + flat[start : max(end, start)] + ("" if end == len(flat) else " …")


def _fullest(places: list[tuple[int, str]], length: int) -> int:
    """Where the first stretch of `length` characters with most different stems begins."""
    best, start, all_of_them = 0, 0, len({stem for _, stem in places})
    for number, (begin, _) in enumerate(places):
        different = len({stem for at, stem in places[number:] if at < begin + length})
        if different > best:
            best, start = different, begin
        if best == all_of_them:
            break
    return start
