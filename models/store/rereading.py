"""Pages that were read before with what was read of them, and putting another reading in its place.

What is to be published is decided in `pipelines/rereading.py`; reading pages for the first time is in `documents.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from models.store.choice import Choice
from models.store.documents import UnreadPage

_READ = "FROM page p JOIN document d ON d.page_id = p.id WHERE"


class KnownPage(NamedTuple):
    """A page and its document row."""

    page: UnreadPage
    document: Mapping[str, Any]


def count_known(connection: Connection, choice: Choice, stale_for: int | None = None) -> int:
    """How many pages `known_pages` would give in all."""
    query = text(f"SELECT count(*) {_READ} {_condition(choice, stale_for)}")
    return int(connection.execute(query, {**choice.values, "version": stale_for}).scalar_one())


def known_pages(
    connection: Connection, choice: Choice, after: int, limit: int, stale_for: int | None = None
) -> list[KnownPage]:
    """The next chosen pages (by the instant they were fetched) with an id above `after` that have a document.

    `stale_for`: only those whose document was made by another version than this one.
    """
    own = ", ".join(f"p.{name} AS page_{name}" for name in UnreadPage._fields)
    query = text(
        f"SELECT {own}, d.* {_READ} {_condition(choice, stale_for)} AND p.id > :after ORDER BY p.id LIMIT :limit"
    )
    given = {**choice.values, "version": stale_for, "after": after, "limit": limit}
    rows = connection.execute(query, given).mappings()
    return [KnownPage(UnreadPage(*(row[f"page_{name}"] for name in UnreadPage._fields)), dict(row)) for row in rows]


def mark_read(connection: Connection, page_ids: Collection[int], version: int) -> None:
    """This version reads these pages as they were read before; rows that say so already are left alone."""
    query = text(
        "UPDATE document SET extract_version = :version WHERE page_id = ANY(:ids) AND extract_version <> :version"
    )
    connection.execute(query, {"ids": list(page_ids), "version": version})


def move_articles(connection: Connection, moves: Sequence[tuple[int, str, str]]) -> None:
    """Let articles follow their documents to another key, so that they stay the same article: (id, from, to).

    Only where no document is left under the old key, all moved to one new one, and nobody has that.
    """
    query = text(
        "UPDATE article SET key = moved.now FROM ("
        "  SELECT DISTINCT ON (now) id, was, now FROM ("
        "   SELECT id, min(was) AS was, min(now) AS now"
        "   FROM unnest(CAST(:ids AS bigint[]), CAST(:was AS text[]), CAST(:now AS text[])) AS given (id, was, now)"
        "   WHERE EXISTS (SELECT 1 FROM article a WHERE a.id = given.id AND a.key = given.was)"
        "   GROUP BY id HAVING count(DISTINCT (was, now)) = 1) AS single ORDER BY now, id) AS moved"
        " WHERE article.id = moved.id AND article.key = moved.was"
        " AND NOT EXISTS (SELECT 1 FROM document d WHERE d.key = moved.was AND d.state = 'read')"
        " AND NOT EXISTS (SELECT 1 FROM article other WHERE other.key = moved.now)"
    )
    ids, was, now = zip(*moves, strict=True) if moves else ((), (), ())
    connection.execute(query, {"ids": list(ids), "was": list(was), "now": list(now)})


def _condition(choice: Choice, stale_for: int | None) -> str:
    chosen = choice.condition("p.fetched_at", "p.source_id")
    return chosen if stale_for is None else f"{chosen} AND d.extract_version NOT IN (0, :version)"
