"""Import: articles that others collected, as JSON lines, into the archive and the page table.

Only the front door is here: a line is checked, archived unchanged and becomes a Page; the usual stages read it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Engine
from w3lib.url import safe_url_string

from models import clock
from models.address import article_key, canonical_key
from models.archive import ArchiveWriter
from models.catalogue import Catalogue
from models.errors import UsageError
from models.store.pages import add_pages, known_urls

IMPORT_SOURCE = "import"
"""Source id of articles from hosts that no source of the catalogue has."""
BATCH = 500
MOST_URL_BYTES = 2000
"""Longer addresses do not fit into the index of the page table."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_TAKEN = {"url", "title", "text", "html", "published", "outlet", "author"}

Progress = Callable[[int, int], None]


@dataclass
class ImportReport:
    """What became of a file's lines. `bad`: one sentence per line that could not be taken, with its place."""

    imported: int = 0
    known: int = 0
    bad: list[str] = field(default_factory=list)
    ignored_keys: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Line:
    url: str
    payload: bytes
    source_id: str
    key: str


def import_file(
    engine: Engine, catalogue: Catalogue, archive_dir: Path, path: Path, progress: Progress | None = None
) -> ImportReport:
    """Archive every good line of `path` (JSON objects with url and text or html; optional title, published, outlet,
    author) as a page. A bad line is reported and skipped; an address already in the store is counted as known.

    Raises UsageError when the file cannot be read, StorageError when nothing can be written.
    """
    report = ImportReport()
    lines = _load_lines(path)
    now = clock.now()
    with ArchiveWriter(archive_dir, IMPORT_SOURCE) as writer:
        for start in range(0, len(lines), BATCH):
            batch = list(_good_lines(path, lines[start : start + BATCH], start, catalogue, report))
            _keep(engine, writer, batch, now, report)
            if progress:
                progress(min(start + BATCH, len(lines)), len(lines))
    return report


def _keep(engine: Engine, writer: ArchiveWriter, batch: list[_Line], now: datetime, report: ImportReport) -> None:
    with engine.begin() as connection:
        seen = known_urls(connection, [line.url for line in batch])
        fresh: dict[str, _Line] = {}
        for line in batch:
            if line.url in seen or line.url in fresh:
                report.known += 1
            else:
                fresh[line.url] = line
        rows = [_archive(writer, line, now) for line in fresh.values()]
        writer.flush()
        add_pages(connection, rows)
    report.imported += len(rows)


def _archive(writer: ArchiveWriter, line: _Line, now: datetime) -> dict[str, Any]:
    pointer = writer.write_resource(line.url, "application/json", line.payload, now)
    return {
        "source_id": line.source_id,
        "key": line.key,
        "url": line.url,
        "part": 1,
        "kind": "import",
        "fragment": None,
        "content_type": "application/json",
        "fetched_at": now,
        "warc_file": pointer.file,
        "warc_offset": pointer.offset,
        "digest": pointer.digest,
        "hints": {},
        "night_id": None,
    }


def _good_lines(
    path: Path, lines: list[bytes], start: int, catalogue: Catalogue, report: ImportReport
) -> Iterator[_Line]:
    for number, line in enumerate(lines, start=start + 1):
        if not line.strip():
            continue
        try:
            yield _parse_line(line, catalogue, report)
        except ValueError as error:
            report.bad.append(f"{path}:{number}: {error}")


def _parse_line(line: bytes, catalogue: Catalogue, report: ImportReport) -> _Line:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"no JSON: {error}") from error
    if not isinstance(row, dict):
        raise ValueError(f"expected an object, found {type(row).__name__}")
    _check_fields(row)
    report.ignored_keys |= row.keys() - _TAKEN
    taken = {name: value for name, value in row.items() if name in _TAKEN and value is not None}
    url = safe_url_string(row["url"].strip())
    source = catalogue.source_of_host(urlsplit(url).hostname or "")
    platform = catalogue.platform_of(source) if source else None
    key = article_key(url, source, platform) if source else canonical_key(url, None)
    payload = json.dumps(taken).encode()  # escaped: half a surrogate pair has no bytes of its own
    return _Line(url, payload, source.id if source else IMPORT_SOURCE, key)


def _check_fields(row: dict[str, Any]) -> None:
    for name in sorted(_TAKEN & row.keys()):
        if row[name] is not None and not isinstance(row[name], str):
            raise ValueError(f"field {name}: expected text, found {type(row[name]).__name__}")
    _check_url((row.get("url") or "").strip())
    if not (row.get("text") or row.get("html")):
        raise ValueError("field text or html is needed")


def _check_url(url: str) -> None:
    if not _is_address(url):
        raise ValueError(f"field url: {url[:80]!r} is no http address")
    if len(url.encode()) > MOST_URL_BYTES:
        raise ValueError(f"field url: {url[:80]!r}... is longer than {MOST_URL_BYTES} bytes")


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, _, _ = parts.hostname, parts.port, url.encode()  # no such port, half a surrogate pair: ValueError
    except ValueError:
        return False
    return bool(host) and parts.scheme in ("http", "https") and not _CONTROL.search(url)


def _load_lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().split(b"\n")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
