"""Corrections: adding them, which of them count for which article, and what the machine says of corrected articles.

A correction names its article by key and so outlives it: after a new reading it counts for whatever article holds the
key's pages. It counts until a further row takes it back. How it changes tags is in `pipelines/corrections.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Connection, text

from models.corrections import Change, Correction
from models.shapes import Tagging
from models.store.bulk import copy_rows, upsert_rows
from models.tables import Correction as CorrectionRow
from models.tables import MachineTagging

_TAGGING = TypeAdapter(Tagging)
_COLUMNS = (
    "article_key", "kind", "action", "value", "details", "made_by", "made_at", "note", "machine_version", "machine",
    "undoes_id",
)  # fmt: skip


class Said(NamedTuple):
    """What the machine says of an article. `correction_ids`: those laid over it in what is shown."""

    tagging: Tagging
    version: int
    correction_ids: list[int]


def add_correction(connection: Connection, correction: Correction) -> Correction:
    """Keep a correction (its id is given here); returns it with its id."""
    query = text("SELECT nextval(pg_get_serial_sequence('correction', 'id'))")
    given = replace(correction, id=int(connection.execute(query).scalar_one()))
    values = {**vars(given), **vars(given.change), "details": dict(given.change.details)}
    copy_rows(connection, CorrectionRow, ("id", *_COLUMNS), [values])
    return given


def load_corrections(
    connection: Connection,
    *,
    article_ids: Collection[int] | None = None,
    correction_id: int | None = None,
    kinds: Collection[str] | None = None,
    is_active: bool = False,
    limit: int | None = None,
) -> list[Correction]:
    """Corrections in the order in which they were made, undoing rows among them; with `limit` the last ones.

    `is_active`: neither undone nor undoing another.
    """
    query = text(f"SELECT * FROM ({_PLACED} WHERE {_CHOSEN}) AS last ORDER BY id")
    asked = {
        "articles": None if article_ids is None else list(article_ids),
        "correction": correction_id,
        "kinds": None if kinds is None else list(kinds),
        "is_active": is_active,
        "limit": limit,
    }
    return [_make_correction(row) for row in connection.execute(query, asked).mappings()]


def active_by_article(connection: Connection, kinds: Collection[str]) -> dict[int, list[Correction]]:
    """The corrections in force of these kinds, by the article they count for; those of no article are left out."""
    found: dict[int, list[Correction]] = defaultdict(list)
    for correction in load_corrections(connection, kinds=kinds, is_active=True):
        if correction.article_id is not None:
            found[correction.article_id].append(correction)
    return dict(found)


def lock_articles(connection: Connection, article_ids: Collection[int]) -> None:
    """Nobody else writes tags of these articles until the transaction ends."""
    query = text("SELECT id FROM article WHERE id = ANY(:ids) ORDER BY id FOR UPDATE")
    connection.execute(query, {"ids": list(article_ids)})


def lock_correction(connection: Connection, correction_id: int) -> None:
    """Nobody else takes this correction back until the transaction ends."""
    connection.execute(text("SELECT id FROM correction WHERE id = :id FOR UPDATE"), {"id": correction_id})


def load_said(connection: Connection, article_ids: Collection[int] | None = None) -> dict[int, Said]:
    """What the machine says of articles (all, for None) whose shown tags are corrected; others are left out."""
    query = text(
        "SELECT article_id, tagging, tag_version, correction_ids FROM machine_tagging"
        " WHERE CAST(:ids AS bigint[]) IS NULL OR article_id = ANY(:ids)"
    )
    rows = connection.execute(query, {"ids": None if article_ids is None else list(article_ids)})
    return {row[0]: Said(_TAGGING.validate_python(row[1]), row[2], list(row[3])) for row in rows}


def save_said(connection: Connection, said: Mapping[int, Said]) -> None:
    """Keep what the machine says of these articles, by id, before their shown tags are corrected."""
    columns = ("article_id", "tag_version", "tagging", "correction_ids")
    rows = [
        {
            "article_id": article_id,
            "tag_version": found.version,
            "tagging": _TAGGING.dump_python(found.tagging, mode="json"),
            "correction_ids": found.correction_ids,
        }
        for article_id, found in said.items()
    ]
    upsert_rows(connection, MachineTagging, columns, rows, conflict="article_id", update=columns[1:])


def drop_said(connection: Connection, article_ids: Collection[int]) -> None:
    """What is shown of these articles is what the machine says."""
    connection.execute(text("DELETE FROM machine_tagging WHERE article_id = ANY(:ids)"), {"ids": list(article_ids)})


def article_titles(connection: Connection, article_ids: Collection[int]) -> dict[int, tuple[str, int]]:
    """(title, tag version) of these articles."""
    query = text("SELECT id, title, tag_version FROM article WHERE id = ANY(:ids)")
    return {row[0]: (row[1], row[2]) for row in connection.execute(query, {"ids": list(article_ids)})}


def article_keys(connection: Connection, article_ids: Collection[int]) -> dict[int, str]:
    """Keys of these articles."""
    query = text("SELECT id, key FROM article WHERE id = ANY(:ids)")
    return {row[0]: row[1] for row in connection.execute(query, {"ids": list(article_ids)})}


def article_at(connection: Connection, url: str, key: str) -> int | None:
    """The article of this address, its own or an alias, or of this key; None where there is none."""
    query = text(
        "SELECT id FROM article WHERE url = :url OR key = :key OR aliases @> ARRAY[CAST(:url AS text)]"
        " ORDER BY (url = :url) DESC, (key = :key) DESC, id LIMIT 1"
    )
    found = connection.execute(query, {"url": url, "key": key}).scalar()
    return None if found is None else int(found)


def _make_correction(row: Mapping[Any, Any]) -> Correction:
    made_at: datetime = row["made_at"]
    return Correction(
        id=row["id"],
        article_key=row["article_key"],
        change=Change(row["kind"], row["action"], row["value"], row["details"]),
        made_by=row["made_by"],
        made_at=made_at,
        note=row["note"],
        machine_version=row["machine_version"],
        machine=row["machine"],
        undoes_id=row["undoes_id"],
        undone_by_id=row["undone_by_id"],
        article_id=row["article_id"],
    )


_PLACED = """
    SELECT * FROM (
        SELECT c.*, u.id AS undone_by_id, coalesce(
            (SELECT a.id FROM article a WHERE a.key = c.article_key),
            (SELECT a.id FROM document d JOIN article a ON a.id = d.article_id WHERE d.key = c.article_key
                ORDER BY a.id LIMIT 1)) AS article_id
        FROM correction c LEFT JOIN correction u ON u.undoes_id = c.id
        WHERE CAST(:articles AS bigint[]) IS NULL OR c.article_key IN (
            SELECT key FROM article WHERE id = ANY(:articles)
            UNION SELECT key FROM document WHERE article_id = ANY(:articles))
    ) AS placed
"""
_CHOSEN = """
    (CAST(:articles AS bigint[]) IS NULL OR article_id = ANY(:articles))
        AND (CAST(:correction AS bigint) IS NULL OR id = :correction)
        AND (CAST(:kinds AS text[]) IS NULL OR kind = ANY(:kinds))
        AND (NOT CAST(:is_active AS boolean) OR (undone_by_id IS NULL AND undoes_id IS NULL))
    ORDER BY id DESC LIMIT CAST(:limit AS bigint)
"""
