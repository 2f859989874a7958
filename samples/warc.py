"""What the sample outlets answered, written as one WARC file that is the same on every run.

Knows HTTP and WARC, nothing of outlets. Times, record ids and compression are fixed; a machine whose zlib packs
differently makes other bytes with the same records, which `first_difference` looks through.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from samples.labels import format_http

NOTE = "Teks contoh fiktif untuk Pantau"
USER_AGENT = "Pantau/0.1 (contoh; +https://pantau.example)"


@dataclass(frozen=True)
class Exchange:
    """One request answered: `body` as the program behind the server wrote it, before any compression."""

    url: str
    body: bytes
    content_type: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    gzip: bool = False


@dataclass(frozen=True)
class Failure:
    """One request that got no answer. `error` is the name of the exception a crawler saw."""

    url: str
    error: str
    message: str


Answer = Exchange | Failure


def write_archive(answers: Sequence[tuple[datetime, Answer]], info: dict[str, str]) -> bytes:
    """A gzipped WARC/1.1 file of answers at their instants, led by a warcinfo record with `info`."""
    target = BytesIO()
    writer = WARCWriter(target, gzip=True, warc_version="WARC/1.1")
    started = answers[0][0]
    writer.write_record(_make_info(writer, started, info))
    for instant, answer in answers:
        if isinstance(answer, Failure):
            writer.write_record(_make_failure(writer, instant, answer))
        else:
            _write_exchange(writer, instant, answer)
    return target.getvalue()


def first_difference(old: bytes, new: bytes) -> str | None:
    """Where two archives first differ in what they say; None when they say the same."""
    if old == new:
        return None
    before, after = _comparable_records(old), _comparable_records(new)
    for number, record in enumerate(after, start=1):
        other = next(before, None)
        if record != other:
            return f"record {number}: {_name_difference(other, record)}"
    rest = next(before, None)
    return f"record {rest[0]} {rest[1]} is in the old archive only" if rest else None


def _write_exchange(writer: WARCWriter, instant: datetime, answer: Exchange) -> None:
    body = _gzip(answer.body) if answer.gzip else answer.body
    headers = [("Date", format_http(instant)), ("Content-Type", answer.content_type), *answer.headers]
    headers += [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")] if answer.gzip else []
    status = f"{answer.status} {HTTPStatus(answer.status).phrase}"
    http = StatusAndHeaders(status, [*headers, ("Content-Length", str(len(body)))], protocol="HTTP/1.1")
    response = writer.create_warc_record(
        answer.url, "response", payload=BytesIO(body), length=len(body), http_headers=http,
        warc_headers_dict=_name_record(answer.url, "response", instant),
    )  # fmt: skip
    writer.write_request_response_pair(_make_request(writer, instant, answer), response)


def _make_request(writer: WARCWriter, instant: datetime, answer: Exchange) -> Any:
    parts = urlsplit(answer.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [("Host", parts.netloc), ("User-Agent", USER_AGENT), ("Accept-Encoding", "gzip")]
    http = StatusAndHeaders(f"GET {target} HTTP/1.1", headers, is_http_request=True)
    names = _name_record(answer.url, "request", instant)
    return writer.create_warc_record(answer.url, "request", http_headers=http, warc_headers_dict=names)


def _make_failure(writer: WARCWriter, instant: datetime, failure: Failure) -> Any:
    fields = f"fetch-error: {failure.error}\r\nmessage: {failure.message}\r\n".encode()
    return writer.create_warc_record(
        failure.url, "metadata", payload=BytesIO(fields), length=len(fields),
        warc_headers_dict=_name_record(failure.url, "metadata", instant),
    )  # fmt: skip


def _make_info(writer: WARCWriter, instant: datetime, info: dict[str, str]) -> Any:
    fields = "".join(f"{name}: {value}\r\n" for name, value in info.items()).encode()
    return writer.create_warc_record(
        "", "warcinfo", payload=BytesIO(fields), length=len(fields),
        warc_headers_dict=_name_record("sample", "warcinfo", instant),
    )  # fmt: skip


def _name_record(url: str, kind: str, instant: datetime) -> dict[str, str]:
    return {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{kind} {url}')}>",
        "WARC-Date": f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
    }


def _gzip(body: bytes) -> bytes:
    # gzip.compress writes a time or an operating system into the header, depending on Python's version.
    packer = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return packer.compress(body) + packer.flush()


def _comparable_records(archive: bytes) -> Iterator[tuple[str, str, str, str, bytes]]:
    for record in ArchiveIterator(BytesIO(archive)):
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        http = record.http_headers
        kept = [pair for pair in http.headers if pair[0] != "Content-Length"] if http else []
        head = f"{http.statusline} {kept}" if http else ""
        yield record.rec_type, url, record.rec_headers.get_header("WARC-Date"), head, record.content_stream().read()


def _name_difference(old: tuple[str, str, str, str, bytes] | None, new: tuple[str, str, str, str, bytes]) -> str:
    if old is None:
        return f"{new[0]} {new[1]} is missing in the old archive"
    if old[:2] != new[:2]:
        return f"was {old[0]} {old[1]}, is {new[0]} {new[1]}"
    part = next(name for name, index in (("date", 2), ("headers", 3), ("body", 4)) if old[index] != new[index])
    return f"{new[0]} {new[1]}: another {part}"
