"""Nights and fetched pages: what a harvest did, source by source, and which articles are already here.

Two locks live here, both held by a session of the database, so that a killed process leaves none behind: one per
source (two harvests never ask one outlet at once) and one per night (a night nobody holds is over).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zlib import crc32

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from models.store.bulk import upsert_rows
from models.tables import Page

_PAGE_COLUMNS = (
    "source_id", "key", "url", "part", "kind", "fragment", "content_type", "fetched_at", "warc_file", "warc_offset",
    "digest", "hints", "night_id",
)  # fmt: skip
_NIGHT_LOCKS, _SOURCE_LOCKS = 0x6E697465, 0x73726365
"""First half of the lock numbers ("nite", "srce")."""
_FEW_FAILURES = 2
"""So many articles of an outlet that is well fail in many a night: a deleted story stays in feeds for days."""
COMPLETE_STATES = ("ok", "nothing_new")
"""The source was seen to its end: the next harvest need not look further back."""
PARTS_MISSING = "parts_missing"
"""Hint of a page whose article has later parts that could not be fetched: the article is asked for again."""
FOUND_AS = "found_as"
"""Hint: the key of the address an article was found by, where that is another than its own."""


@dataclass(frozen=True)
class SourceResult:
    """One state with a sentence, and what was counted."""

    source_id: str
    state: str
    reason: str
    channel: str | None = None
    requests: int = 0
    discovered: int = 0
    known: int = 0
    fetched: int = 0
    failed: int = 0
    skipped: int = 0
    unchanged: int = 0
    checked_by: str | None = None
    only_first: int | None = None
    only_second: int | None = None
    missed_estimate: float | None = None


@dataclass(frozen=True, kw_only=True)
class SourceOutcome(SourceResult):
    """How one source fared in a night: the values of a `source_night` row without its night."""

    started_at: datetime
    ended_at: datetime


@dataclass(frozen=True)
class PastHarvest:
    """How far a source has been harvested."""

    complete_at: datetime
    """When the newest night began in which it was seen to its end."""
    is_settled: bool
    """False if a night was broken off since then or articles failed in it: there may be gaps among what is known."""
    whole_at: datetime | None
    """When the newest such night began in which no more than a few articles failed; None if there was none."""


@contextmanager
def open_session(engine: Engine) -> Iterator[Connection]:
    """A connection that commits every statement by itself and holds locks for as long as it is open."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as session:
        try:
            yield session
        finally:
            with suppress(DBAPIError):  # a session that is gone holds nothing; a pooled one would hold on
                session.execute(text("SELECT pg_advisory_unlock_all()"))


def start_night(session: Connection, kind: str, now: datetime) -> int:
    """Open a night (`live` or `replay`) and hold it until `end_night` or the session's end. Returns its id.

    Nights that are still running although nobody holds them are marked failed first: their process died.
    """
    _fail_lost_nights(session, now)
    query = text("SELECT nextval(pg_get_serial_sequence('night', 'id'))")
    night_id = int(session.execute(query).scalar_one())
    _try_lock(session, _NIGHT_LOCKS, night_id)  # before the row is there, or another start would take it for lost
    insert = text("INSERT INTO night (id, kind, started_at, state) VALUES (:id, :kind, :now, 'running')")
    session.execute(insert, {"id": night_id, "kind": kind, "now": now})
    return night_id


def end_night(session: Connection, night_id: int, state: str, reason: str | None, now: datetime) -> None:
    """Close a night (`done` or `failed`) and let go of it."""
    query = "UPDATE night SET state = :state, reason = :reason, ended_at = :now WHERE id = :id"
    session.execute(text(query), {"state": state, "reason": reason, "now": now, "id": night_id})
    _unlock(session, _NIGHT_LOCKS, night_id)


def record_source(connection: Connection, night_id: int, outcome: SourceOutcome) -> None:
    """Keep how a source fared; a second word on the same source replaces the first."""
    values = {"night_id": night_id, **vars(outcome)}
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    changes = ", ".join(f"{name} = excluded.{name}" for name in vars(outcome))
    query = (
        f"INSERT INTO source_night ({names}) VALUES ({marks}) ON CONFLICT (night_id, source_id) DO UPDATE SET {changes}"
    )
    connection.execute(text(query), values)


def known_keys(connection: Connection, source_id: str) -> set[str]:
    """Keys of the source's articles that are here with all their parts: they are never asked for again.

    An article found by an address other than its own is known by both.
    """
    query = text(
        f"SELECT key, hints ->> '{FOUND_AS}' FROM page"
        f" WHERE source_id = :source AND part = 1 AND NOT hints ? '{PARTS_MISSING}'"
    )
    rows = connection.execute(query, {"source": source_id})
    return {key for row in rows for key in row if key}


def known_urls(connection: Connection, urls: Sequence[str]) -> set[str]:
    """Those of the addresses that a page was already kept under."""
    query = text("SELECT DISTINCT url FROM page WHERE url = ANY(:urls)")
    return set(connection.execute(query, {"urls": list(urls)}).scalars())


def add_pages(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> int:
    """Keep fetched pages (mappings with the columns of `page` but id); returns how many were new.

    A page that is here already, same address and same bytes, stays as it is.
    """
    complete = [{column: row.get(column) for column in _PAGE_COLUMNS} for row in rows]
    conflict = "url, fragment, digest"
    return len(upsert_rows(connection, Page, _PAGE_COLUMNS, complete, conflict=conflict, returning="id"))


def past_harvests(connection: Connection) -> dict[str, PastHarvest]:
    """By source id, how far it has been harvested, of all sources that were ever seen to their end.

    Only live nights count: an archive that is replayed holds what somebody chose to keep.
    """
    query = text(
        "SELECT s.source_id, max(n.started_at) FILTER (WHERE s.state = ANY(:states)) AS complete_at,"
        " max(n.started_at) FILTER (WHERE s.state = ANY(:states) AND s.failed <= :few) AS whole_at,"
        " max(n.id) FILTER (WHERE s.state = ANY(:states) AND s.failed = 0) AS clean, max(n.id) AS latest,"
        " (SELECT max(id) FROM night WHERE state = 'failed' AND kind = 'live') AS broken_off"
        " FROM source_night s JOIN night n ON n.id = s.night_id WHERE n.kind = 'live' GROUP BY s.source_id"
    )
    rows = connection.execute(query, {"states": list(COMPLETE_STATES), "few": _FEW_FAILURES})
    return {
        row.source_id: PastHarvest(row.complete_at, row.clean == row.latest > (row.broken_off or 0), row.whole_at)
        for row in rows
        if row.complete_at is not None
    }


def last_checks(connection: Connection) -> dict[str, datetime]:
    """By source id, when the newest live night began in which two of its channels were compared."""
    query = text(
        "SELECT s.source_id, max(n.started_at) FROM source_night s JOIN night n ON n.id = s.night_id"
        " WHERE s.checked_by IS NOT NULL AND n.kind = 'live' GROUP BY s.source_id"
    )
    return {row.source_id: row[1] for row in connection.execute(query)}


def hold_source(session: Connection, source_id: str) -> bool:
    """Take a source for this session; False if another harvest has it. One session may hold many sources."""
    return _try_lock(session, _SOURCE_LOCKS, crc32(source_id.encode()) - 2**31)


def release_source(session: Connection, source_id: str) -> None:
    """Let go of a source held by this session."""
    _unlock(session, _SOURCE_LOCKS, crc32(source_id.encode()) - 2**31)


def _fail_lost_nights(session: Connection, now: datetime) -> None:
    for night_id in session.execute(text("SELECT id FROM night WHERE state = 'running' ORDER BY id")).scalars().all():
        if _try_lock(session, _NIGHT_LOCKS, night_id):
            end_night(session, night_id, "failed", "its process ended before the night did", now)


def _try_lock(session: Connection, space: int, number: int) -> bool:
    query = text("SELECT pg_try_advisory_lock(:space, :number)")
    return bool(session.execute(query, {"space": space, "number": number}).scalar_one())


def _unlock(session: Connection, space: int, number: int) -> None:
    session.execute(text("SELECT pg_advisory_unlock(:space, :number)"), {"space": space, "number": number})
