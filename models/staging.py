"""Readings that wait in a file until all pages are read and it is decided whether they are published.

One line a page, appended batch by batch, so that what was read before a kill is not read again. A file made by other
readers is of no use and begun anew; a line that was cut off is dropped. What a reading says is not known here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from models.errors import StorageError
from models.store.documents import UnreadPage

_INSTANTS = ("published_at", "modified_at")


class StagedReadings:
    """Document rows by page in the file at `path`; `fingerprint` names the readers that made them.

    To be used in a `with` block by one process at a time. StorageError where the file cannot be written.
    """

    def __init__(self, path: Path, fingerprint: str) -> None:
        self._path = path
        self._header = _line({"readers": fingerprint})
        self._places: dict[int, tuple[str, int]] = {}
        """By page: where in the archive it was read, and where its line begins."""

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch()
            self._file = self._path.open("r+b")
        except OSError as error:
            raise StorageError(f"{self._path}: cannot be written: {error.strerror or error}") from error
        self._take_over()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __contains__(self, page: UnreadPage) -> bool:
        found = self._places.get(page.id)
        return found is not None and found[0] == _origin(page)

    def add(self, readings: Iterable[tuple[UnreadPage, Mapping[str, Any]]]) -> None:
        """Keep the document rows of these pages."""
        self._file.seek(0, 2)
        for page, row in readings:
            at = self._file.tell()
            self._file.write(_line({"page": page.id, "origin": _origin(page), "row": row}))
            self._places[page.id] = (_origin(page), at)
        self._file.flush()

    def load(self, page: UnreadPage) -> dict[str, Any] | None:
        """The document row of a page; None where it is not here."""
        if page not in self:
            return None
        self._file.seek(self._places[page.id][1])
        row: dict[str, Any] = json.loads(self._file.readline())["row"]
        return row | {name: datetime.fromisoformat(row[name]) for name in _INSTANTS if row[name]}

    def remove(self) -> None:
        """Take the file away: what it held is published."""
        with suppress(FileNotFoundError):
            self._path.unlink()

    def _take_over(self) -> None:
        """Find what is there already; the end of the last whole line is the end of the file."""
        if self._file.readline() != self._header:
            self._file.seek(0)
            self._file.truncate()
            self._file.write(self._header)
            return
        at = self._file.tell()
        for line in self._file:
            try:
                found = json.loads(line) if line.endswith(b"\n") else None
            except ValueError:
                found = None
            if found is None:
                break
            self._places[found["page"]] = (found["origin"], at)
            at += len(line)
        self._file.truncate(at)


def _origin(page: UnreadPage) -> str:
    """Page ids belong to one database; a restored or another one gives them to other pages."""
    return f"{page.warc_file} {page.warc_offset} {page.fragment or ''} {page.url}"


def _line(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=_as_text).encode() + b"\n"


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be staged")
