"""The SQL of a search: which passages come into question, with their two scores, and which articles hold its words.

Candidates by keyword: passages with one of the query's choosing terms (`keywords.py`), best inner product first.
Candidates by meaning: nearest vectors. How many articles fall on which value is `facets.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from models.store.vectors import StoredModel
from serving.search.conditions import Condition
from serving.search.keywords import KeywordQuery

CANDIDATES = 200
"""By keyword."""
NEIGHBOURS = 100
"""By meaning: with twice as many, 98 of 100 hits among the best ten are the same."""
NEIGHBOURS_OF_SOME = 60
"""The same beside words and with a condition: each entry that does not meet it has to be looked at, too."""
FEW = 1_000
"""Where no more articles than this meet the condition, each of their vectors is compared: exact, and quicker than
walking an index most of whose entries are to be left out."""
MOST_WALKED = 1_500
"""Otherwise the index is walked no further when so many entries were looked at: words find what else there is."""
MOST_WALKED_ALONE = 20_000
"""The same where there are no words."""
NEWEST = 2_000
"""So many articles are looked at for words that are everywhere."""


class Scored(NamedTuple):
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
class Found:
    """What comes into question for a query."""

    scored: list[Scored] = field(default_factory=list)
    holding: list[int] | None = None
    """Ids of all articles that hold a choosing word; None where not all were looked at."""


def find_candidates(
    connection: Connection,
    keyword: KeywordQuery | None,
    vector: str | None,
    model: StoredModel | None,
    condition: Condition,
    places: Sequence[str] = (),
) -> Found:
    """Passages by keyword, by meaning or both, each with every score that can be asked for."""
    parts, found = {}, []
    parameters: dict[str, Any] = {"candidates": CANDIDATES, "places": list(places)}
    if keyword:
        parts["matched"] = (_matched_in_newest if keyword.is_common else _matched)(condition.sql)
        found.append("(SELECT id FROM matched ORDER BY bm25 DESC, id LIMIT :candidates)")
        parameters |= {"terms": keyword.rarest, "weights": keyword.vector}
    if vector and model:
        parts |= _near(condition.sql, model, NEIGHBOURS_OF_SOME if keyword else NEIGHBOURS)
        found.append("SELECT id FROM near")
        parameters |= {"vector": vector}
    if not parts:
        return Found()
    connection.execute(_SETTINGS, {"walked": str(MOST_WALKED if keyword else MOST_WALKED_ALONE)})
    bm25 = "-(p.weights <#> CAST(:weights AS sparsevec))" if keyword else "0"
    cosine = "1 - (v.embedding <=> CAST(:vector AS halfvec))" if vector and model else "0"
    join = f'JOIN "{model.vector_table}" v ON v.passage_id = p.id' if vector and model else ""
    rows = connection.execute(
        text(
            f"WITH {', '.join(f'{name} AS MATERIALIZED ({part})' for name, part in parts.items())},"
            f" found AS ({' UNION '.join(found)})"
            f" SELECT p.id, p.article_id, {bm25} AS bm25, {cosine} AS cosine,"
            " a.regencies && CAST(:places AS text[]) AS is_there, a.is_relevant, a.published_at, NULL AS holding"
            f" FROM found JOIN passage p ON p.id = found.id JOIN article a ON a.id = p.article_id {join}"
            f"{_HOLDING if keyword else ''}"
        ),
        parameters | condition.parameters,
    ).all()
    holding = next((row[-1] for row in rows if row[0] is None), None)
    scored = [Scored._make(row[:-1]) for row in rows if row[0] is not None]
    return Found(scored, None if keyword and keyword.is_common else holding or [])


def newest_articles(connection: Connection, condition: Condition, limit: int, offset: int = 0) -> list[int]:
    """Ids of the newest articles that meet the condition."""
    query = (
        f"SELECT a.id FROM article a WHERE {condition.sql}"
        " ORDER BY a.published_at DESC NULLS LAST, a.id LIMIT :limit OFFSET :offset"
    )
    return list(connection.execute(text(query), condition.parameters | {"limit": limit, "offset": offset}).scalars())


def load_articles(connection: Connection, ids: list[int]) -> Mapping[int, Any]:
    """What a hit shows of its article, by id, and whether any article at all was ever corrected."""
    rows = connection.execute(
        text(
            "SELECT id, url, title, body, published_at, source_id, outlet, rights, regencies, pillars, scope,"
            " relevance, story_id, EXISTS (SELECT FROM correction) AS may_be_corrected FROM article"
            " WHERE id = ANY(:ids)"
        ),
        {"ids": ids},
    )
    return {row.id: row for row in rows}


def load_titles_and_texts(connection: Connection, passage_ids: list[int]) -> Mapping[int, Any]:
    """Title of the article and text of passages, by id."""
    rows = connection.execute(
        text(
            "SELECT p.id, a.title, p.text FROM passage p JOIN article a ON a.id = p.article_id WHERE p.id = ANY(:ids)"
        ),
        {"ids": passage_ids},
    )
    return {row.id: row for row in rows}


def load_stories(connection: Connection, ids: list[int]) -> dict[int, int]:
    """Story by article, of those that have one."""
    rows = connection.execute(
        text("SELECT id, story_id FROM article WHERE id = ANY(:ids) AND story_id IS NOT NULL"), {"ids": ids}
    )
    return {row.id: row.story_id for row in rows}


def load_passages(connection: Connection, ids: list[int], terms: Sequence[int] = ()) -> Mapping[int, Any]:
    """Texts of passages by id, and which of these `terms` each holds."""
    rows = connection.execute(
        text(
            "SELECT id, text, ARRAY(SELECT held FROM unnest(terms) AS held WHERE held = ANY(CAST(:terms AS int[])))"
            " AS held FROM passage WHERE id = ANY(:ids)"
        ),
        {"ids": ids, "terms": list(terms)},
    )
    return {row.id: row for row in rows}


def _matched(where: str) -> str:
    return f"SELECT p.id, p.article_id, {_BM25} FROM passage p {_with_article(where)} {_CHOSEN}"


def _matched_in_newest(where: str) -> str:
    newest = (
        f"SELECT a.id FROM article a WHERE a.published_at IS NOT NULL AND {where}"
        f" ORDER BY a.published_at DESC LIMIT {NEWEST}"
    )
    return f"SELECT p.id, p.article_id, {_BM25} FROM ({newest}) n JOIN passage p ON p.article_id = n.id WHERE {_CHOSEN}"


def _near(where: str, model: StoredModel, of_some: int) -> dict[str, str]:
    """One way or the other: PostgreSQL does not begin with a part whose constant demand does not hold."""
    nearest = "ORDER BY v.embedding <=> CAST(:vector AS halfvec) LIMIT"
    if where == "true":
        return {"near": f'SELECT v.passage_id AS id FROM "{model.vector_table}" v {nearest} {NEIGHBOURS}'}
    vectors = f'"{model.vector_table}" v JOIN passage p ON p.id = v.passage_id'
    walked = f"{vectors} JOIN article a ON a.id = p.article_id WHERE {where} AND (SELECT count(*) FROM few) > {FEW}"
    compared = f"{vectors} JOIN few ON few.id = p.article_id WHERE (SELECT count(*) FROM few) <= {FEW}"
    return {
        "few": f"SELECT a.id FROM article a WHERE {where} LIMIT {FEW + 1}",
        "near": f"(SELECT p.id FROM {walked} {nearest} {of_some})"
        f" UNION ALL (SELECT p.id FROM {compared} {nearest} {NEIGHBOURS})",
    }


def _with_article(where: str) -> str:
    """The join a condition needs, up to the AND before another one."""
    return "WHERE" if where == "true" else f"JOIN article a ON a.id = p.article_id WHERE {where} AND"


_BM25 = "-(p.weights <#> CAST(:weights AS sparsevec)) AS bm25"
_CHOSEN = "p.terms && CAST(:terms AS int[])"
_HOLDING = " UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, array_agg(DISTINCT article_id) FROM matched"
"""One more row. The words' articles are known by then; to ask for them again takes as long as the first time."""
_SETTINGS = text(
    "SELECT set_config('hnsw.iterative_scan', 'relaxed_order', true),"
    f" set_config('hnsw.ef_search', '{NEIGHBOURS}', true),"
    " set_config('hnsw.max_scan_tuples', :walked, true),"
    " set_config('max_parallel_workers_per_gather', '0', true),"
    " set_config('plan_cache_mode', 'force_custom_plan', true)"
)
"""For the transaction. Starting parallel workers takes longer than a search, and a plan that knows its words is worth
planning anew."""
