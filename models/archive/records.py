"""Writing single WARC 1.1 records into an open stream. Which file that is belongs to `writer.py`."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import BinaryIO, NamedTuple
from urllib.parse import quote, urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

Headers = Iterable[tuple[str, str]]

_HOP_BY_HOP = ("transfer-encoding", "connection", "keep-alive", "content-length")
"""They describe one connection, not the page; the length is written anew."""
_NOT_MODIFIED_PROFILE = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_NOT_ASCII = re.compile(r"[^\x20-\x7e]+")


class Original(NamedTuple):
    """The earlier answer a revisit refers to."""

    url: str
    fetched_at: datetime


@dataclass(frozen=True)
class Pointer:
    """Where a record is: file name relative to the archive folder, byte offset in it."""

    file: str
    offset: int
    digest: str = field(default="", compare=False)
    """SHA-1 of the payload in base32, known to who has just written it."""


class RecordWriter:
    """Writes records, each a gzip member of its own, and says where they start.

    The body is kept as received (compressed if it came so); `fetched_at` becomes the WARC-Date.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._writer = WARCWriter(stream, gzip=True, warc_version="1.1")

    def write_info(self, filename: str, fields: Mapping[str, str]) -> int:
        """The `warcinfo` record a file begins with; its offset."""
        offset = self._stream.tell()
        self._writer.write_record(self._writer.create_warcinfo_record(filename, dict(fields)))
        return offset

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
    ) -> tuple[int, str]:
        """A `response` record and its `request` record after it; offset of the response and digest of its payload."""
        offset, digest = self._stream.tell(), payload_digest(body)
        kept = [pair for pair in _clean_headers(headers) if pair[0].lower() not in _HOP_BY_HOP]
        kept.append(("Content-Length", str(len(body))))
        response = self._writer.create_warc_record(
            url,
            "response",
            payload=BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders(_status_line(status), kept, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": _warc_date(fetched_at), "WARC-Payload-Digest": f"sha1:{digest}"},
        )
        request = self._writer.create_warc_record(
            url, "request", http_headers=_request_headers(url, method, request_headers)
        )
        self._writer.write_request_response_pair(request, response)
        return offset, digest

    def write_not_modified(
        self,
        url: str,
        headers: Headers,
        fetched_at: datetime,
        original: Original,
        *,
        request_headers: Headers = (),
    ) -> int:
        """A `revisit` record: the server says that what it sent earlier still holds. Its request after it."""
        offset = self._stream.tell()
        kept = [pair for pair in _clean_headers(headers) if pair[0].lower() not in _HOP_BY_HOP]
        revisit = self._writer.create_warc_record(
            url,
            "revisit",
            http_headers=StatusAndHeaders(_status_line(304), kept, protocol="HTTP/1.1"),
            warc_headers_dict={
                "WARC-Date": _warc_date(fetched_at),
                "WARC-Profile": _NOT_MODIFIED_PROFILE,
                "WARC-Refers-To-Target-URI": original.url,
                "WARC-Refers-To-Date": _warc_date(original.fetched_at),
            },
        )
        request = self._writer.create_warc_record(
            url, "request", http_headers=_request_headers(url, "GET", request_headers)
        )
        self._writer.write_request_response_pair(request, revisit)
        return offset

    def write_failure(self, url: str, error: str, message: str, fetched_at: datetime) -> int:
        """A `metadata` record saying that a request got no answer: class name of the error and its text."""
        offset = self._stream.tell()
        body = f"fetch-error: {error}\r\nmessage: {' '.join(message.split())}\r\n".encode()
        self._write_block(url, "metadata", "application/warc-fields", body, fetched_at)
        return offset

    def write_resource(self, url: str, content_type: str, body: bytes, fetched_at: datetime) -> tuple[int, str]:
        """A `resource` record: bytes that did not come over HTTP, such as an imported line."""
        offset = self._stream.tell()
        self._write_block(url, "resource", content_type, body, fetched_at)
        return offset, payload_digest(body)

    def _write_block(self, url: str, kind: str, content_type: str, body: bytes, fetched_at: datetime) -> None:
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=BytesIO(body),
            length=len(body),
            warc_content_type=content_type,
            warc_headers_dict={"WARC-Date": _warc_date(fetched_at)},
        )
        self._writer.write_record(record)


def payload_digest(body: bytes) -> str:
    """SHA-1 in base32, as WARC writes it."""
    return base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode("ascii")


def _request_headers(url: str, method: str, headers: Headers) -> StatusAndHeaders:
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = [("Host", parts.netloc), *(pair for pair in _clean_headers(headers) if pair[0].lower() != "host")]
    return StatusAndHeaders(f"{method} {target} HTTP/1.1", sent, is_http_request=True)


def _clean_headers(headers: Headers) -> list[tuple[str, str]]:
    """Header lines in ASCII; warcio would escape the colons of an address as well."""
    return [(name, _NOT_ASCII.sub(lambda found: quote(found[0]), value)) for name, value in headers]


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def _warc_date(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
