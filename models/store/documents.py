"""Documents: which pages are still to be read, and keeping what was read. Merging them is in `articles.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from models.shapes import PageKind, Reading
from models.store.bulk import upsert_rows
from models.tables import Document

_COLUMNS = (
    "page_id", "key", "state", "reason", "title", "body", "dateline", "published_at", "published_basis",
    "is_date_inferred", "modified_at", "author", "editor", "section", "outlet", "language", "tags", "links", "parts",
    "origins", "warnings", "extract_version", "article_id",
)  # fmt: skip
_UNREAD = "FROM page p LEFT JOIN document d ON d.page_id = p.id WHERE (d.page_id IS NULL OR d.extract_version = 0)"


class UnreadPage(NamedTuple):
    """A page row as a reader needs it."""

    id: int
    source_id: str
    key: str
    url: str
    part: int
    kind: PageKind
    fragment: str | None
    content_type: str
    fetched_at: Any
    warc_file: str
    warc_offset: int
    hints: Mapping[str, Any]


def count_unread(connection: Connection) -> int:
    """How many pages are still to be read: never read before, or reopened."""
    return int(connection.execute(text(f"SELECT count(*) {_UNREAD}")).scalar_one())


def unread_pages(connection: Connection, after: int, limit: int) -> list[UnreadPage]:
    """The next pages to read with an id above `after`, in the order in which they were archived."""
    columns = ", ".join(f"p.{name}" for name in UnreadPage._fields)
    query = text(f"SELECT {columns} {_UNREAD} AND p.id > :after ORDER BY p.id LIMIT :limit")
    rows = connection.execute(query, {"after": after, "limit": limit})
    return [UnreadPage(*row) for row in rows]


def pages_of(connection: Connection, page_ids: Sequence[int]) -> list[UnreadPage]:
    """These pages, whether they were read or not."""
    columns = ", ".join(UnreadPage._fields)
    rows = connection.execute(text(f"SELECT {columns} FROM page WHERE id = ANY(:ids)"), {"ids": list(page_ids)})
    return [UnreadPage(*row) for row in rows]


def reopen_documents(connection: Connection, rights: Mapping[str, str]) -> None:
    """Have the pages of articles read anew that were kept under other rights than their source (by id) has now."""
    query = text(
        "UPDATE document SET extract_version = 0 FROM article a,"
        " unnest(CAST(:sources AS text[]), CAST(:rights AS text[])) AS now (source_id, rights)"
        " WHERE a.id = document.article_id AND a.source_id = now.source_id AND a.rights <> now.rights"
        " AND document.state = 'read'"
    )
    connection.execute(query, {"sources": list(rights), "rights": list(rights.values())})


def make_read(page_id: int, key: str, reading: Reading, version: int) -> dict[str, Any]:
    """The row of a page that was read."""
    values = {name: value for name, value in asdict(reading).items() if name in _COLUMNS}
    lists = {name: list(values[name]) for name in ("tags", "links", "warnings")}
    row = {**values, **lists, "page_id": page_id, "key": key, "state": "read", "extract_version": version}
    return {name: _storable(value) for name, value in row.items()}


def make_refused(page_id: int, key: str, reason: str, version: int) -> dict[str, Any]:
    """The row of a page that is no article, with the reason."""
    nothing = Reading(url="", title="", body="")
    return {**make_read(page_id, key, nothing, version), "state": "refused", "reason": _storable(reason[:1000])}


def save_documents(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep documents; what was read of the same pages before is replaced and looked at afresh by `deduplicate`."""
    complete = [{column: row.get(column) for column in _COLUMNS} for row in rows]
    upsert_rows(connection, Document, _COLUMNS, complete, conflict="page_id", update=_COLUMNS[1:])


def _storable(value: Any) -> Any:
    """PostgreSQL takes neither NUL nor half a surrogate pair; both come out of hostile or cut-off JSON."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
    if isinstance(value, Mapping):
        return {_storable(name): _storable(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(item) for item in value]
    return value
