"""Embedding models and their tables of vectors: several may be kept, one is searched.

Which model is wanted and how vectors are made belongs to `pipelines/embed.py` and `pipelines/reembed.py`; passages are
in `passages.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

_MODEL = "id, name, fingerprint, dimensions, vector_table, is_active, created_at"


@dataclass(frozen=True)
class StoredModel:
    """A model whose vectors are kept. The same name with other weights (fingerprint) is another model."""

    id: int
    name: str
    fingerprint: str
    dimensions: int
    vector_table: str
    is_active: bool
    created_at: datetime


@dataclass(frozen=True)
class Unembedded:
    """A passage a model has no vector for yet."""

    id: int
    title: str
    text: str


def active_model(connection: Connection) -> StoredModel | None:
    """The model that is searched, or None before the first night."""
    return next((model for model in stored_models(connection) if model.is_active), None)


def stored_models(connection: Connection) -> list[StoredModel]:
    """All models, the active one first, then the newest."""
    rows = connection.execute(
        text(f"SELECT {_MODEL} FROM embedding_model ORDER BY is_active DESC, created_at DESC, id")
    )
    return [StoredModel(*row) for row in rows]


def add_model(connection: Connection, name: str, fingerprint: str, dimensions: int, now: datetime) -> StoredModel:
    """The model of these weights, with an empty table and no index if it is new; not active."""
    table = f"vector_{fingerprint}"
    connection.execute(
        text(
            f'CREATE TABLE IF NOT EXISTS "{table}" (passage_id bigint PRIMARY KEY REFERENCES passage (id)'
            f" ON DELETE CASCADE, embedding halfvec({int(dimensions)}) NOT NULL)"
        )
    )
    connection.execute(
        text(
            "INSERT INTO embedding_model (name, fingerprint, dimensions, vector_table, is_active, created_at)"
            " VALUES (:name, :fingerprint, :dimensions, :table, false, :now) ON CONFLICT (vector_table)"
            " DO UPDATE SET name = excluded.name"
        ),
        {"name": name, "fingerprint": fingerprint, "dimensions": dimensions, "table": table, "now": now},
    )
    return next(model for model in stored_models(connection) if model.vector_table == table)


def index_vectors(connection: Connection, model: StoredModel) -> None:
    """Build the index of nearest vectors, if it is not there; quicker over a full table than row by row."""
    name = f"ix_{model.vector_table}_embedding"
    connection.execute(
        text(f'CREATE INDEX IF NOT EXISTS "{name}" ON "{model.vector_table}" USING hnsw (embedding halfvec_cosine_ops)')
    )


def activate_model(connection: Connection, model: StoredModel) -> None:
    """From this transaction on, this model is searched; the vectors of the others stay."""
    connection.execute(text("UPDATE embedding_model SET is_active = (id = :id)"), {"id": model.id})


def drop_model(connection: Connection, model: StoredModel) -> None:
    """Forget a model and its vectors."""
    connection.execute(text("DELETE FROM embedding_model WHERE id = :id"), {"id": model.id})
    connection.execute(text(f'DROP TABLE IF EXISTS "{model.vector_table}"'))


def count_unembedded(connection: Connection, model: StoredModel) -> int:
    """How many passages the model has no vector for."""
    return int(connection.execute(text(f"SELECT count(*) {_without_vector(model)}")).scalar_one())


def unembedded_passages(connection: Connection, model: StoredModel, after: int, limit: int) -> list[Unembedded]:
    """Up to `limit` passages without a vector of this model, in order of their ids, beyond `after`."""
    rows = connection.execute(
        text(f"SELECT p.id, a.title, p.text {_without_vector(model)} AND p.id > :after ORDER BY p.id LIMIT :limit"),
        {"after": after, "limit": limit},
    )
    return [Unembedded(*row) for row in rows]


def add_vectors(
    connection: Connection, model: StoredModel, passage_ids: Iterable[int], vectors: Iterable[Sequence[float]]
) -> None:
    """Keep one vector for each passage; rows go in by COPY."""
    driver: Any = connection.connection.driver_connection
    statement = f'COPY "{model.vector_table}" (passage_id, embedding) FROM STDIN'
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for passage_id, vector in zip(passage_ids, vectors, strict=True):
            copy.write_row((passage_id, vector_literal(vector)))


def vector_literal(vector: Iterable[float]) -> str:
    """pgvector's text form."""
    return "[" + ",".join(f"{value:.5g}" for value in vector) + "]"


def _without_vector(model: StoredModel) -> str:
    return (
        f'FROM passage p JOIN article a ON a.id = p.article_id LEFT JOIN "{model.vector_table}" v'
        " ON v.passage_id = p.id WHERE v.passage_id IS NULL"
    )
