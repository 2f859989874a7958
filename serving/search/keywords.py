"""The words of a query as PostgreSQL weighs them: a sparse vector of idf, and the terms that choose candidates.

A budget keeps common words from dragging in the whole corpus. Which passages come into question is `candidates.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text

from pipelines.bm25 import inverse_frequency, rarest_within, sparse_literal
from pipelines.concepts import concept_id
from pipelines.stems import stems, term_id

BUDGET = 0.03
"""Share of the passages the rarest terms may add up to. Of 100,000, with 5 %: the same best ten but for 4 of 1,000;
of 475,000, with 2 % and with all terms: but for 8 of 1,000."""
MOST_BUDGET = 10_000
"""However large the corpus; where even the rarest term is in more passages, the newest articles alone are looked at."""
LEAST_BUDGET = 2_000
"""So many passages cost next to nothing: in a small corpus every term chooses."""
COVERED_WEIGHT = 0.4
"""Of "smart" and "city" beside the concept "smart city"."""


@dataclass(frozen=True)
class KeywordQuery:
    """A query ready for PostgreSQL: all its terms as a sparse vector of idf, and the terms that choose candidates."""

    vector: str
    terms: list[int]
    rarest: list[int]
    reach: int
    """Passages that hold one of `rarest`, at most."""
    passage_count: int
    """Of the whole corpus."""

    @property
    def is_common(self) -> bool:
        """Whether there are too many of these passages to look at each."""
        return self.reach > MOST_BUDGET


def keyword_query(
    connection: Connection, query: str, concepts: Iterable[str] = (), covered: Container[str] = ()
) -> KeywordQuery | None:
    """The words of a query and the concepts it names; None where the corpus has none of them.

    `covered`: stems that count less, because a concept says what they mean together.
    """
    asked: dict[int, float] = defaultdict(float)
    for own in stems(query):
        asked[term_id(own)] += COVERED_WEIGHT if own in covered else 1.0
    return weigh_terms(connection, asked | {concept_id(concept): 1.0 for concept in concepts})


def known_terms(connection: Connection, ids: Iterable[int]) -> set[int]:
    """Which of these terms stand in any passage."""
    return set(connection.execute(_COUNTS, {"ids": list(ids)}).scalars())


def weigh_terms(connection: Connection, asked: Mapping[int, float], most: int | None = None) -> KeywordQuery | None:
    """Term ids with how often each is asked for, weighed by idf; with `most`, only the heaviest so many."""
    rows = connection.execute(_COUNTS, {"ids": list(asked)}).all()
    if not rows:
        return None
    total = rows[0].total
    containing: dict[int, int] = {row.id: row.passage_count for row in rows}
    weights = {term: asked[term] * inverse_frequency(total, count) for term, count in containing.items()}
    kept = sorted(weights, key=lambda term: (-weights[term], term))[:most]
    budget = min(max(int(total * BUDGET), LEAST_BUDGET), MOST_BUDGET)
    rarest = rarest_within({term: containing[term] for term in kept}, budget)
    reach = sum(containing[term] for term in rarest)
    return KeywordQuery(sparse_literal({term: weights[term] for term in kept}), kept, rarest, reach, total)


_COUNTS = text(
    "SELECT t.id, t.passage_count, s.passage_count AS total FROM term t, corpus_statistics s WHERE s.id = 1"
    " AND t.id = ANY(:ids) AND t.passage_count > 0"
)
