"""What Pantau's search is measured beside: a BM25 library and PostgreSQL's own ts_rank, over whole documents."""

from __future__ import annotations

from collections.abc import Mapping

import bm25s  # type: ignore[import-untyped]
from sqlalchemy import Engine, text

from pipelines.stems import stems
from serving.evaluation import DEPTH

Run = dict[str, dict[str, float]]
"""Query -> document -> score."""


def rank_bm25s(documents: Mapping[str, str], queries: Mapping[str, str], depth: int = DEPTH) -> Run:
    """The `depth` best documents for each query, both by id, with Pantau's own stems."""
    names = list(documents)
    index = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
    index.index([stems(document) for document in documents.values()], show_progress=False)
    asked = [stems(query) for query in queries.values()]
    found, scores = index.retrieve(asked, k=min(depth, len(names)), show_progress=False)
    return {
        query: {names[i]: float(score) for i, score in zip(found[row], scores[row], strict=True) if score > 0}
        for row, query in enumerate(queries)
    }


def rank_ts(engine: Engine, documents: Mapping[str, str], queries: Mapping[str, str]) -> Run:
    """ts_rank over the whole text, any word of the query (AND would find next to nothing)."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TEMPORARY TABLE d (id text, v tsvector) ON COMMIT DROP"))
        connection.execute(
            text("INSERT INTO d VALUES (:id, to_tsvector('indonesian', :body))"),
            [{"id": name, "body": body} for name, body in documents.items()],
        )
        connection.execute(text("CREATE INDEX ON d USING gin (v)"))
        statement = text(
            "SELECT id, ts_rank(v, q) AS score FROM d, to_tsquery('indonesian', :q) AS q WHERE v @@ q"
            f" ORDER BY score DESC LIMIT {DEPTH}"
        )
        words = {name: " | ".join(stems(query)) for name, query in queries.items() if stems(query)}
        return {
            name: {row.id: float(row.score) for row in connection.execute(statement, {"q": query})}
            for name, query in words.items()
        }
