"""Passages and their BM25 statistics. Weights are made by `pipelines`, vectors are kept by `vectors.py`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from models.store.bulk import copy_rows
from models.store.vectors import StoredModel, add_vectors
from models.tables import Passage


@dataclass(frozen=True)
class StaleArticle:
    """An article whose passages are missing or were made by an older version."""

    id: int
    title: str
    body: str


@dataclass(frozen=True)
class Statistics:
    """Numbers BM25 needs; `mean_length` is the one the stored weights were made with."""

    passage_count: int
    stem_count: int
    mean_length: float
    glossary: str


@dataclass(frozen=True)
class NewPassage:
    """One passage ready to be kept: `weights` in pgvector's text form."""

    article_id: int
    position: int
    text: str
    terms: list[int]
    length: int
    weights: str


def stale_articles(connection: Connection, version: int, limit: int) -> list[StaleArticle]:
    """Up to `limit` articles not yet cut into passages by this version."""
    rows = connection.execute(
        text("SELECT id, title, body FROM article WHERE embed_version <> :version ORDER BY id LIMIT :limit"),
        {"version": version, "limit": limit},
    )
    return [StaleArticle(*row) for row in rows]


def count_stale(connection: Connection, version: int) -> int:
    """How many articles `stale_articles` would give in all."""
    query = text("SELECT count(*) FROM article WHERE embed_version <> :version")
    return int(connection.execute(query, {"version": version}).scalar_one())


def mark_all_stale(connection: Connection) -> None:
    """Every article is to be cut and embedded again."""
    connection.execute(text("UPDATE article SET embed_version = 0"))


def statistics(connection: Connection) -> Statistics:
    """The corpus numbers; zeros for an empty store."""
    row = connection.execute(
        text("SELECT passage_count, stem_count, mean_length, glossary FROM corpus_statistics WHERE id = 1")
    ).one_or_none()
    return Statistics(*row) if row else Statistics(0, 0, 0.0, "")


def set_mean_length(connection: Connection, mean_length: float) -> None:
    """The mean passage length all weights written from now on are made with."""
    _set_statistic(connection, "mean_length", mean_length)


def set_glossary(connection: Connection, fingerprint: str) -> None:
    """The glossary all passages written from now on are indexed with."""
    _set_statistic(connection, "glossary", fingerprint)


def passage_texts(connection: Connection, article_ids: Sequence[int]) -> list[str]:
    """The passages of these articles."""
    query = text("SELECT text FROM passage WHERE article_id = ANY(:ids)")
    return list(connection.execute(query, {"ids": list(article_ids)}).scalars())


def count_words(connection: Connection, counts: Mapping[str, int]) -> None:
    """Add to the number of passages words occur in; take from it where negative. A word nobody uses is forgotten."""
    if not counts:
        return
    connection.execute(
        text(
            "INSERT INTO word AS w (word, passage_count) SELECT * FROM unnest(CAST(:words AS text[]),"
            " CAST(:counts AS int[])) ON CONFLICT (word) DO UPDATE SET passage_count = w.passage_count"
            " + excluded.passage_count"
        ),
        {"words": list(counts), "counts": list(counts.values())},
    )
    gone = [word for word, count in counts.items() if count < 0]
    connection.execute(text("DELETE FROM word WHERE word = ANY(:gone) AND passage_count <= 0"), {"gone": gone})


def drop_passages(connection: Connection, article_ids: Sequence[int]) -> None:
    """Take the passages (and vectors) of these articles out, and their words out of the statistics."""
    ids = {"ids": list(article_ids)}
    connection.execute(
        text(
            "UPDATE term SET passage_count = term.passage_count - gone.n FROM ("
            " SELECT unnest(terms) AS id, count(*) AS n FROM passage WHERE article_id = ANY(:ids) GROUP BY 1"
            ") AS gone WHERE term.id = gone.id"
        ),
        ids,
    )
    connection.execute(
        text(
            "UPDATE corpus_statistics SET passage_count = passage_count - gone.n, stem_count = stem_count - gone.length"
            " FROM (SELECT count(*) AS n, coalesce(sum(length), 0) AS length FROM passage"
            "       WHERE article_id = ANY(:ids)) AS gone"
        ),
        ids,
    )
    connection.execute(text("DELETE FROM passage WHERE article_id = ANY(:ids)"), ids)


def add_passages(
    connection: Connection, passages: Sequence[NewPassage], vectors: Iterable[Sequence[float]], model: StoredModel
) -> None:
    """Keep passages with their vectors and count their words; rows go in by COPY."""
    first = _reserve_ids(connection, len(passages))
    columns = ("id", "article_id", "position", "text", "length", "terms", "weights")
    copy_rows(
        connection,
        Passage,
        columns,
        (
            {
                "id": first + i,
                "article_id": passage.article_id,
                "position": passage.position,
                "text": passage.text,
                "length": passage.length,
                "terms": passage.terms,
                "weights": passage.weights,
            }
            for i, passage in enumerate(passages)
        ),
    )
    add_vectors(connection, model, range(first, first + len(passages)), vectors)
    _count_words(connection, first, passages)


def mark_embedded(connection: Connection, article_ids: Sequence[int], version: int) -> None:
    """These articles are cut and embedded by this version."""
    connection.execute(
        text("UPDATE article SET embed_version = :version WHERE id = ANY(:ids)"),
        {"version": version, "ids": list(article_ids)},
    )


def _set_statistic(connection: Connection, name: str, value: float | str) -> None:
    values = {"mean_length": 0.0, "glossary": ""} | {name: value}
    connection.execute(
        text(
            "INSERT INTO corpus_statistics (id, passage_count, stem_count, mean_length, glossary)"
            f" VALUES (1, 0, 0, :mean_length, :glossary) ON CONFLICT (id) DO UPDATE SET {name} = excluded.{name}"
        ),
        values,
    )


def _reserve_ids(connection: Connection, count: int) -> int:
    """`count` passage ids in a row; writers are serialised by the stage's lock."""
    query = text("SELECT max(nextval('passage_id_seq')) - :count + 1 FROM generate_series(1, :count)")
    return int(connection.execute(query, {"count": count}).scalar_one())


def _count_words(connection: Connection, first: int, passages: Sequence[NewPassage]) -> None:
    connection.execute(
        text(
            "INSERT INTO term (id, passage_count)"
            " SELECT unnest(terms) AS id, count(*) FROM passage WHERE id >= :first AND id < :last GROUP BY 1"
            " ON CONFLICT (id) DO UPDATE SET passage_count = term.passage_count + excluded.passage_count"
        ),
        {"first": first, "last": first + len(passages)},
    )
    connection.execute(
        text(
            "UPDATE corpus_statistics SET passage_count = passage_count + :n, stem_count = stem_count + :length"
            " WHERE id = 1"
        ),
        {"n": len(passages), "length": sum(passage.length for passage in passages)},
    )
