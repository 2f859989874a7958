"""Misspelt words of a query: the closest word of the corpus for a word it does not know.

Distance is the number of letters missing, too many, changed or swapped with their neighbour (optimal string alignment,
as in rapidfuzz). What counts as known is decided by `understanding.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import Connection, text

SHORTEST = 4
"""Shorter words are abbreviations, and any of them is one letter away from others."""
_LONG = 7
"""From this length on two mistakes are forgiven."""


def correct_words(connection: Connection, unknown: Sequence[str]) -> dict[str, str]:
    """The closest word for each unknown one that has any; of several as close, the same first letter, then the more
    frequent wins."""
    corrected = {}
    for word in dict.fromkeys(unknown):
        if word.isalpha() and len(word) >= SHORTEST:
            best = _closest(connection, word)
            if best:
                corrected[word] = best
    return corrected


def _closest(connection: Connection, word: str) -> str | None:
    reach = 2 if len(word) >= _LONG else 1
    # One long text comes many times faster than as many rows as the corpus has words.
    known = connection.execute(
        text("SELECT string_agg(word, ' ') FROM word WHERE length(word) BETWEEN :shortest AND :longest"),
        {"shortest": len(word) - reach, "longest": len(word) + reach},
    ).scalar()
    found = process.extract(word, (known or "").split(), scorer=OSA.distance, score_cutoff=reach, limit=None)
    near = {other: distance for other, distance, _ in found}
    rows = connection.execute(
        text("SELECT word, passage_count FROM word WHERE word = ANY(:near)"), {"near": list(near)}
    )
    ranked = ((near[row.word], row.word[0] != word[0], -row.passage_count, row.word) for row in rows)
    best = min(ranked, default=None)
    return best[3] if best else None
