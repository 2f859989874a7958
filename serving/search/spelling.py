"""Misspelt words of a query: the closest word of the corpus for a word it does not know.

Distance is the number of letters missing, too many, changed or swapped with their neighbour (optimal string alignment,
as in rapidfuzz). What counts as known is decided by `understanding.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import Connection, text

from models.store.passages import Statistics, statistics

SHORTEST = 4
"""Shorter words are abbreviations, and any of them is one letter away from others."""
_LONG = 7
"""From this length on two mistakes are forgiven."""


class WordLists:
    """The words of the corpus by their length: read when first asked for, and again when the corpus has changed."""

    def __init__(self) -> None:
        self._read: tuple[Statistics | None, dict[int, list[str]]] = (None, {})

    def of_length(self, connection: Connection, shortest: int, longest: int) -> Iterator[list[str]]:
        """A list for each length."""
        corpus = statistics(connection)
        if self._read[0] != corpus:
            self._read = (corpus, {})
        lists = self._read[1]
        for length in range(shortest, longest + 1):
            if length not in lists:
                lists[length] = _load_words(connection, length)
            yield lists[length]


def correct_words(connection: Connection, unknown: Sequence[str], words: WordLists) -> dict[str, str]:
    """The closest word for each unknown one that has any; of several as close, the same first letter, then the more
    frequent wins."""
    corrected = {}
    for word in dict.fromkeys(unknown):
        if word.isalpha() and len(word) >= SHORTEST:
            best = _closest(connection, word, words)
            if best:
                corrected[word] = best
    return corrected


def _closest(connection: Connection, word: str, words: WordLists) -> str | None:
    reach = 2 if len(word) >= _LONG else 1
    near = {
        other: distance
        for known in words.of_length(connection, len(word) - reach, len(word) + reach)
        for other, distance, _ in process.extract(word, known, scorer=OSA.distance, score_cutoff=reach, limit=None)
    }
    if not near:
        return None
    rows = connection.execute(
        text("SELECT word, passage_count FROM word WHERE word = ANY(:near)"), {"near": list(near)}
    )
    ranked = ((near[row.word], row.word[0] != word[0], -row.passage_count, row.word) for row in rows)
    best = min(ranked, default=None)
    return best[3] if best else None


def _load_words(connection: Connection, length: int) -> list[str]:
    # One long text comes many times faster than as many rows as the corpus has words.
    joined = connection.execute(
        text("SELECT string_agg(word, ' ') FROM word WHERE length(word) = :length"), {"length": length}
    ).scalar()
    return (joined or "").split()
