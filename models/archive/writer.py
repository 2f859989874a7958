"""The archive file of one source and crawl: opened with its first record, `.open` while written, then renamed.

A file is never appended to: a torn last record would hide what follows it. What a record looks like is `records.py`.
"""

from __future__ import annotations

import fcntl
import os
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from models.archive.records import Headers, Original, Pointer, RecordWriter
from models.errors import StorageError

OPEN_SUFFIX = ".open"
NEW_SUFFIX = ".new"
"""While a file has it, its writer has not locked it yet, so that `heal` must not look at it."""


class ArchiveWriter:
    """Writes what one crawl of one source fetched, into a file of its own under `archive_dir`/YYYY/MM; a file that has
    grown to `most_bytes` is followed by another.

    Pointers name the file as it will be called once closed. Raises StorageError naming the file if it cannot write.
    Use as a context manager, or call `close`. A crawl that writes nothing leaves no file.
    """

    def __init__(
        self, archive_dir: Path, source_id: str, user_agent: str | None = None, most_bytes: int | None = None
    ) -> None:
        self._archive_dir = archive_dir
        self._most_bytes = most_bytes
        self._source_id = source_id
        self._user_agent = user_agent
        self._name: str | None = None
        self._stream: BinaryIO | None = None
        self._records: RecordWriter | None = None

    def write_response(
        self,
        url: str,
        status: int,
        headers: Headers,
        body: bytes,
        fetched_at: datetime,
        *,
        method: str = "GET",
        request_headers: Headers = (),
    ) -> Pointer:
        """Archive an answer with the request it belongs to. `body` as received, before any decoding."""
        try:
            offset, digest = self._open().write_response(
                url, status, headers, body, fetched_at, method=method, request_headers=request_headers
            )
        except OSError as error:
            raise self._explain(error) from error
        return Pointer(self._file, offset, digest)

    def write_not_modified(
        self, url: str, headers: Headers, fetched_at: datetime, original: Original, *, request_headers: Headers = ()
    ) -> Pointer:
        """Archive that an earlier answer still holds; the pointer leads to the record that says so, without a body."""
        try:
            offset = self._open().write_not_modified(
                url, headers, fetched_at, original, request_headers=request_headers
            )
        except OSError as error:
            raise self._explain(error) from error
        return Pointer(self._file, offset)

    def write_failure(self, url: str, error: str, message: str, fetched_at: datetime) -> Pointer:
        """Archive that a request got no answer: class name of the error and what it says."""
        try:
            offset = self._open().write_failure(url, error, message, fetched_at)
        except OSError as failure:
            raise self._explain(failure) from failure
        return Pointer(self._file, offset)

    def write_resource(self, url: str, content_type: str, body: bytes, fetched_at: datetime) -> Pointer:
        """Archive bytes that did not come over HTTP."""
        try:
            offset, digest = self._open().write_resource(url, content_type, body, fetched_at)
        except OSError as error:
            raise self._explain(error) from error
        return Pointer(self._file, offset, digest)

    def flush(self) -> None:
        """Put everything written so far on the disk; to be called before a pointer is stored."""
        if self._stream is None:
            return
        try:
            self._stream.flush()
            os.fsync(self._stream.fileno())
        except OSError as error:
            raise self._explain(error) from error

    def close(self) -> None:
        """Flush, close and give the file its name. May be called twice."""
        if self._stream is None:
            return
        self.flush()
        path = self._archive_dir / self._file
        try:
            Path(f"{path}{OPEN_SUFFIX}").rename(path)
            self._stream.close()
        except OSError as error:
            raise self._explain(error) from error
        self._stream = self._records = None

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def _file(self) -> str:
        if self._name is None:
            raise StorageError(f"{self._archive_dir}: no archive file was opened for {self._source_id}")
        return self._name

    def _open(self) -> RecordWriter:
        if self._stream is not None and self._most_bytes and self._stream.tell() >= self._most_bytes:
            self.close()
        if self._records is not None:
            return self._records
        self._name, self._stream = _create(self._archive_dir, self._source_id)
        self._records = RecordWriter(self._stream)
        self._records.write_info(Path(self._name).name, self._describe())
        return self._records

    def _describe(self) -> dict[str, str]:
        fields = {
            "software": f"Pantau/{software_version()}",
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "isPartOf": self._source_id,
            "robots": "obey",
        }
        return fields | ({"http-header-user-agent": self._user_agent} if self._user_agent else {})

    def _explain(self, error: OSError) -> StorageError:
        place = self._archive_dir / (self._name or "")
        return StorageError(f"{place}: the archive cannot be written: {error.strerror or error}")


def software_version() -> str:
    """Version of the installed Pantau; `0` where it runs from a folder that was never installed."""
    try:
        return version("pantau")
    except PackageNotFoundError:
        return "0"


def _create(archive_dir: Path, source_id: str) -> tuple[str, BinaryIO]:
    """A new file, locked for as long as it is open: `heal` takes the files nobody has locked."""
    now = datetime.now(UTC)
    name = f"{now:%Y/%m}/{source_id}-{now:%Y%m%dT%H%M%S%f}Z-{os.getpid()}.warc.gz"
    path = archive_dir / name
    path.parent.mkdir(parents=True, exist_ok=True)
    stream = Path(f"{path}{NEW_SUFFIX}").open("xb")  # noqa: SIM115  (closed by `close`)
    fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    Path(f"{path}{NEW_SUFFIX}").rename(f"{path}{OPEN_SUFFIX}")
    return name, stream
