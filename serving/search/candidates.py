"""The SQL of a search: which passages come into question, and their two scores.

Candidates by keyword: passages with one of the query's rarest terms (a budget keeps common words from dragging in
the whole corpus), best inner product first. Candidates by meaning: nearest vectors. How many articles a query
matches is `counting.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from models.store.passages import statistics
from models.store.vectors import StoredModel
from pipelines.bm25 import inverse_frequency, rarest_within, sparse_literal
from pipelines.concepts import concept_id
from pipelines.stems import stems, term_id
from serving.search.conditions import Condition

CANDIDATES = 200
"""By keyword."""
NEIGHBOURS = 100
"""By meaning: with twice as many, 98 of 100 hits among the best ten are the same."""
BUDGET = 0.03
"""Share of the passages the rarest terms may add up to. Of 100,000, with 5 %: the same best ten but for 4 of 1,000;
of 475,000, with 2 % and with all terms: but for 8 of 1,000."""
MOST_BUDGET = 10_000
"""However large the corpus; where even the rarest term is in more passages, the newest articles alone are looked at."""
NEWEST = 2_000
"""So many of them."""
COVERED_WEIGHT = 0.4
"""Of "smart" and "city" beside the concept "smart city"."""
LEAST_BUDGET = 2_000
"""So many passages cost next to nothing: in a small corpus every term chooses."""


@dataclass(frozen=True)
class Scored:
    """One passage that comes into question. `bm25` 0 and `cosine` 0 where the side was not asked."""

    passage_id: int
    article_id: int
    bm25: float
    cosine: float
    is_there: bool
    """In a regency that was asked for."""
    is_relevant: bool
    published_at: datetime | None


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


def weigh_terms(connection: Connection, asked: Mapping[int, float], most: int | None = None) -> KeywordQuery | None:
    """Term ids with how often each is asked for, weighed by idf; with `most`, only the heaviest so many."""
    rows = connection.execute(
        text("SELECT id, passage_count FROM term WHERE id = ANY(:ids) AND passage_count > 0"), {"ids": list(asked)}
    )
    containing: dict[int, int] = {row.id: row.passage_count for row in rows}
    if not containing:
        return None
    total = statistics(connection).passage_count
    weights = {term: asked[term] * inverse_frequency(total, count) for term, count in containing.items()}
    kept = sorted(weights, key=lambda term: (-weights[term], term))[:most]
    budget = min(max(int(total * BUDGET), LEAST_BUDGET), MOST_BUDGET)
    rarest = rarest_within({term: containing[term] for term in kept}, budget)
    reach = sum(containing[term] for term in rarest)
    return KeywordQuery(sparse_literal({term: weights[term] for term in kept}), kept, rarest, reach, total)


def find_candidates(
    connection: Connection,
    keyword: KeywordQuery | None,
    vector: str | None,
    model: StoredModel | None,
    condition: Condition,
    places: Sequence[str] = (),
) -> list[Scored]:
    """Passages by keyword, by meaning or both, each with every score that can be asked for."""
    parts = []
    parameters: dict[str, Any] = {"candidates": CANDIDATES, "neighbours": NEIGHBOURS, "places": list(places)}
    if keyword:
        parts.append((_by_keyword_in_newest if keyword.is_common else _by_keyword)(condition.sql))
        parameters |= {"terms": keyword.rarest, "weights": keyword.vector}
    if vector and model:
        parts.append(_by_meaning(condition.sql, model))
        parameters |= {"vector": vector}
    if not parts:
        return []
    connection.execute(_SETTINGS)
    found = " UNION ".join(f"({part})" for part in parts)
    bm25 = "-(p.weights <#> CAST(:weights AS sparsevec))" if keyword else "0"
    cosine = "1 - (v.embedding <=> CAST(:vector AS halfvec))" if vector and model else "0"
    join = f'JOIN "{model.vector_table}" v ON v.passage_id = p.id' if vector and model else ""
    rows = connection.execute(
        text(
            f"WITH found AS ({found}) SELECT p.id, p.article_id, {bm25} AS bm25, {cosine} AS cosine,"
            " a.regencies && CAST(:places AS text[]) AS is_there, a.is_relevant, a.published_at"
            f" FROM found JOIN passage p ON p.id = found.id JOIN article a ON a.id = p.article_id {join}"
        ),
        parameters | condition.parameters,
    ).all()
    return [Scored(*row) for row in rows]


def newest_articles(connection: Connection, condition: Condition, limit: int, offset: int = 0) -> list[int]:
    """Ids of the newest articles that meet the condition."""
    query = (
        f"SELECT a.id FROM article a WHERE {condition.sql}"
        " ORDER BY a.published_at DESC NULLS LAST, a.id LIMIT :limit OFFSET :offset"
    )
    return list(connection.execute(text(query), condition.parameters | {"limit": limit, "offset": offset}).scalars())


def load_articles(connection: Connection, ids: list[int]) -> Mapping[int, Any]:
    """What a hit shows of its article, by id."""
    rows = connection.execute(
        text(
            "SELECT id, url, title, body, published_at, source_id, outlet, rights, regencies, pillars, scope,"
            " relevance, story_id FROM article WHERE id = ANY(:ids)"
        ),
        {"ids": ids},
    )
    return {row.id: row for row in rows}


def load_indexed_texts(connection: Connection, passage_ids: list[int]) -> dict[int, str]:
    """Title and text of passages, as they were indexed, by id."""
    rows = connection.execute(
        text(
            "SELECT p.id, a.title || ' ' || p.text AS indexed FROM passage p JOIN article a ON a.id = p.article_id"
            " WHERE p.id = ANY(:ids)"
        ),
        {"ids": passage_ids},
    )
    return {row.id: row.indexed for row in rows}


def load_stories(connection: Connection, ids: list[int]) -> dict[int, int]:
    """Story by article, of those that have one."""
    rows = connection.execute(
        text("SELECT id, story_id FROM article WHERE id = ANY(:ids) AND story_id IS NOT NULL"), {"ids": ids}
    )
    return {row.id: row.story_id for row in rows}


def load_passages(connection: Connection, ids: list[int]) -> dict[int, str]:
    """Texts of passages by id."""
    rows = connection.execute(text("SELECT id, text FROM passage WHERE id = ANY(:ids)"), {"ids": ids})
    return {row.id: row.text for row in rows}


def _by_keyword(where: str) -> str:
    return (
        f"SELECT p.id FROM passage p {_with_article(where)} p.terms && CAST(:terms AS int[])"
        f" ORDER BY p.weights <#> CAST(:weights AS sparsevec) LIMIT :candidates"
    )


def _by_keyword_in_newest(where: str) -> str:
    newest = (
        f"SELECT a.id FROM article a WHERE a.published_at IS NOT NULL AND {where}"
        f" ORDER BY a.published_at DESC LIMIT {NEWEST}"
    )
    return (
        f"SELECT p.id FROM ({newest}) n JOIN passage p ON p.article_id = n.id WHERE p.terms && CAST(:terms AS int[])"
        f" ORDER BY p.weights <#> CAST(:weights AS sparsevec) LIMIT :candidates"
    )


def _by_meaning(where: str, model: StoredModel) -> str:
    joined = "" if where == "true" else f"JOIN passage p ON p.id = v.passage_id {_with_article(where)} true"
    return (
        f'SELECT v.passage_id AS id FROM "{model.vector_table}" v {joined}'
        f" ORDER BY v.embedding <=> CAST(:vector AS halfvec) LIMIT :neighbours"
    )


def _with_article(where: str) -> str:
    """The join a condition needs, up to the AND before another one."""
    return "WHERE" if where == "true" else f"JOIN article a ON a.id = p.article_id WHERE {where} AND"


_SETTINGS = text(
    "SELECT set_config('hnsw.iterative_scan', 'relaxed_order', true),"
    f" set_config('hnsw.ef_search', '{NEIGHBOURS}', true),"
    " set_config('max_parallel_workers_per_gather', '0', true),"
    " set_config('plan_cache_mode', 'force_custom_plan', true)"
)
"""For the transaction. Starting parallel workers takes longer than a search, and a plan that knows its words is worth
planning anew."""
