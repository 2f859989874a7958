"""One response back from the archive, decoded from its content encoding but not from its charset."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from warcio.bufferedreaders import ChunkedDataReader, DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from models.archive.records import Pointer
from models.archive.writer import OPEN_SUFFIX
from models.errors import ReadingError, StorageError

MAX_BODY_BYTES = 20 * 1024 * 1024
"""No article is larger; what unpacks to more is a mistake or an attack."""


@dataclass(frozen=True)
class RawRecord:
    """A record as archived; `payload` without transfer encoding, but still gzip or the like if it came so."""

    kind: str
    """`response`, `revisit`, `resource`, `metadata` ..."""
    url: str
    status: int
    """0 where there is no HTTP status."""
    headers: tuple[tuple[str, str], ...]
    payload: bytes
    fetched_at: datetime

    def header(self, name: str) -> str | None:
        """The first header of this name."""
        return _first(self.headers, name)


@dataclass(frozen=True)
class ArchivedResponse:
    """An answer as a reader wants it. `headers` are those received, content encoding included."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime

    def header(self, name: str) -> str | None:
        """The first header of this name."""
        return _first(self.headers, name)

    @property
    def content_type(self) -> str:
        """Content type with its parameters; empty if none was sent."""
        return self.header("Content-Type") or ""


def read_response(archive_dir: Path, pointer: Pointer) -> ArchivedResponse:
    """The response (or resource) a pointer leads to, also while its file is still being written.

    StorageError if file or record is missing or torn; ReadingError, naming the URL, if its body cannot be unpacked.
    """
    record = read_record(find_file(archive_dir, pointer.file), pointer.offset)
    if record.kind not in ("response", "resource"):
        raise StorageError(f"{pointer.file}, offset {pointer.offset}: a {record.kind} record, no response")
    body = decode_body(record.payload, record.header("Content-Encoding") or "", record.url)
    return ArchivedResponse(record.url, record.status, record.headers, body, record.fetched_at)


def find_file(archive_dir: Path, file: str) -> Path:
    """Path of an archive file under its final or its open name. StorageError if there is neither."""
    path = archive_dir / file
    for candidate in (path, Path(f"{path}{OPEN_SUFFIX}")):
        if candidate.is_file():
            return candidate
    raise StorageError(f"{path}: no such archive file")


def read_record(path: Path, offset: int) -> RawRecord:
    """The record at `offset` of a WARC file, compressed or not. StorageError if there is none or it is torn."""
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            # Without a known format any bytes are taken for a record of WARC's ancestor ARC, whatever they say.
            record = ArcWarcRecordLoader().parse_record_stream(DecompressingBufferedReader(stream), known_format="warc")
            payload = _read_payload(record)
    except OSError as error:
        raise StorageError(f"{path}: the archive cannot be read: {error.strerror or error}") from error
    except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError, AttributeError) as error:
        # AttributeError: the loader's answer to a response whose headers end before its address
        raise StorageError(f"{path}, offset {offset}: no WARC record: {error}") from error
    if payload is None:
        raise StorageError(f"{path}, offset {offset}: the record is torn")
    return _make_record(record, payload)


def parse_warc_date(text: str) -> datetime:
    """A WARC-Date, of whatever precision, as an aware instant. ValueError for anything else."""
    instant = datetime.fromisoformat(text)
    return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)


def status_of(record: Any) -> int:
    """HTTP status of warcio's record; 0 if it has none."""
    code = record.http_headers.get_statuscode() if record.http_headers else ""
    return int(code) if code.isdecimal() else 0


def decode_body(payload: bytes, encodings: str, url: str) -> bytes:
    """Undo the content encodings (`gzip`, `deflate`, `br`), last one first.

    A body that is not what its header says is returned as it is; one cut short, as far as it goes.
    ReadingError beyond MAX_BODY_BYTES or for an encoding unknown here.
    """
    for encoding in reversed([name.strip().lower() for name in encodings.split(",") if name.strip()]):
        payload = _decode(payload, encoding, url)
    if len(payload) > MAX_BODY_BYTES:
        raise ReadingError(f"{url}: larger than {MAX_BODY_BYTES} bytes")
    return payload


def _first(headers: Sequence[tuple[str, str]], name: str) -> str | None:
    return next((value for key, value in headers if key.lower() == name.lower()), None)


def _read_payload(record: Any) -> bytes | None:
    """Content of warcio's record; None if less is there than its headers announce."""
    is_chunked = record.http_headers and record.http_headers.get_header("Transfer-Encoding") == "chunked"
    stream = ChunkedDataReader(record.raw_stream) if is_chunked else record.raw_stream
    payload: bytes = stream.read()
    if record.length is None or (record.rec_type == "response" and not record.length):
        return None
    return payload if not record.raw_stream.read() and record.raw_stream.limit <= 0 else None


def _make_record(record: Any, payload: bytes) -> RawRecord:
    headers = record.http_headers.headers if record.http_headers else []
    if not headers and record.rec_type == "resource":
        headers = [("Content-Type", record.rec_headers.get_header("Content-Type") or "")]
    status = status_of(record)
    return RawRecord(
        kind=record.rec_type,
        url=record.rec_headers.get_header("WARC-Target-URI") or "",
        status=200 if record.rec_type == "resource" else status,
        headers=tuple((name, value) for name, value in headers),
        payload=payload,
        fetched_at=parse_warc_date(record.rec_headers.get_header("WARC-Date") or ""),
    )


def _decode(payload: bytes, encoding: str, url: str) -> bytes:
    if encoding == "identity":
        return payload
    if encoding in ("gzip", "x-gzip"):
        return _inflate(payload, 16 + zlib.MAX_WBITS, url) or payload
    if encoding == "deflate":  # some servers leave zlib's frame out
        return _inflate(payload, zlib.MAX_WBITS, url) or _inflate(payload, -zlib.MAX_WBITS, url) or payload
    if encoding == "br":
        return _unpack_brotli(payload, url)
    raise ReadingError(f"{url}: content encoding {encoding!r} is not known")


def _inflate(payload: bytes, window: int, url: str) -> bytes:
    """zlib or gzip, the members of the latter one after another, as far as they can be unpacked."""
    body = b""
    while payload:
        decompressor = zlib.decompressobj(window)
        try:
            body += decompressor.decompress(payload, MAX_BODY_BYTES + 1 - len(body))
        except zlib.error:
            break
        if len(body) > MAX_BODY_BYTES:
            raise ReadingError(f"{url}: unpacks to more than {MAX_BODY_BYTES} bytes")
        payload = decompressor.unused_data if decompressor.eof else b""
    return body


def _unpack_brotli(payload: bytes, url: str) -> bytes:
    """Our own crawler never asks for brotli; archives of others hold it."""
    try:
        brotli: Any = import_module("brotli")
    except ImportError as error:
        raise ReadingError(f"{url}: unpacking content encoding 'br' needs the package brotli") from error
    try:
        body: bytes = brotli.Decompressor().process(payload, output_buffer_limit=MAX_BODY_BYTES + 1)
    except brotli.error:
        return payload
    if len(body) > MAX_BODY_BYTES:
        raise ReadingError(f"{url}: unpacks to more than {MAX_BODY_BYTES} bytes")
    return body
