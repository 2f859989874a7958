"""BM25 (Robertson et al. 1994; idf as in Lucene) split in two, so that PostgreSQL can do the sum.

A passage keeps its term weights as a sparse vector; a query is a sparse vector of idf; their inner product is the
BM25 score. No SQL here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log

from models.tables import TERM_SPACE

K1 = 1.2
B = 0.75


def term_weights(terms: Iterable[int], mean_length: float, beside: Iterable[int] = ()) -> dict[int, float]:
    """Weight of each term id in one passage: tf (K1 + 1) / (tf + K1 (1 - B + B length / mean_length)).

    `beside`: further term ids that are no words of the text and do not make it longer.
    """
    counts = Counter(terms)
    length = counts.total()
    norm = K1 * (1 - B + B * length / mean_length) if mean_length else K1
    counts.update(beside)
    return {term: count * (K1 + 1) / (count + norm) for term, count in counts.items()}


def inverse_frequency(passage_count: int, containing: int) -> float:
    """idf = ln(1 + (N - n + 0.5) / (n + 0.5)), never negative."""
    return log(1 + (passage_count - containing + 0.5) / (containing + 0.5))


def sparse_literal(weights: Mapping[int, float]) -> str:
    """pgvector's text form of a sparse vector; its indices start at 1."""
    inner = ",".join(f"{term + 1}:{weight:.6g}" for term, weight in sorted(weights.items()))
    return f"{{{inner}}}/{TERM_SPACE}"


def rarest_within(containing: Mapping[int, int], budget: int) -> list[int]:
    """The query's rarest terms until their passage counts add up to `budget`; always at least one.

    Common terms are left out of the choice of candidates only: the score still counts them.
    """
    chosen: list[int] = []
    total = 0
    for term, count in sorted(containing.items(), key=lambda pair: pair[1]):
        if chosen and total + count > budget:
            break
        chosen.append(term)
        total += count
    return chosen
