"""What was asked for in earlier nights and is asked for again: its validators, and where its bytes are.

Pages of articles are in `pages.py`: they are asked for once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text

from models.archive import Pointer
from models.store.bulk import upsert_rows
from models.tables import Visited

_COLUMNS = ("url", "source_id", "etag", "last_modified", "digest", "warc_file", "warc_offset", "seen_at")
_FORGOTTEN_AFTER = timedelta(days=30)
"""Addresses with a date in them are never asked for again."""


@dataclass(frozen=True)
class Visit:
    """The last full answer to a request. `seen_at`: when it came; being told that it still holds changes nothing."""

    url: str
    pointer: Pointer
    seen_at: datetime
    etag: str | None = None
    last_modified: str | None = None


def load_visits(connection: Connection, source_id: str) -> dict[str, Visit]:
    """The visits of a source by address."""
    query = text(f"SELECT {', '.join(_COLUMNS)} FROM visited WHERE source_id = :source")
    rows = connection.execute(query, {"source": source_id})
    return {
        row.url: Visit(
            row.url,
            Pointer(row.warc_file, row.warc_offset, row.digest),
            row.seen_at,
            etag=row.etag,
            last_modified=row.last_modified,
        )
        for row in rows
    }


def save_visits(connection: Connection, source_id: str, visits: Iterable[Visit]) -> None:
    """Keep visits, one per address, in the place of older ones; what was long not seen again is forgotten."""
    rows = [_make_row(source_id, visit) for visit in visits]
    if not rows:
        return
    upsert_rows(connection, Visited, _COLUMNS, rows, conflict="url", update=_COLUMNS[1:])
    newest = max(row["seen_at"] for row in rows)
    query = text("DELETE FROM visited WHERE source_id = :source AND seen_at < :then")
    connection.execute(query, {"source": source_id, "then": newest - _FORGOTTEN_AFTER})


def _make_row(source_id: str, visit: Visit) -> dict[str, Any]:
    return {
        "url": visit.url,
        "source_id": source_id,
        "etag": visit.etag,
        "last_modified": visit.last_modified,
        "digest": visit.pointer.digest,
        "warc_file": visit.pointer.file,
        "warc_offset": visit.pointer.offset,
        "seen_at": visit.seen_at,
    }
