"""One connection with bytes put into it by hand. Whole nights with such outlets: `test_hostile.py`."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import DownloadCancelledError
from scrapy.utils.test import get_crawler
from twisted.internet.protocol import Protocol
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure
from twisted.web._newclient import Request, ResponseFailed
from twisted.web.http_headers import Headers

from spiders.transport import MOST_HEAD_BYTES, BoundedFactory, BoundedHandler, BoundedProtocol

OK = b"HTTP/1.1 200 OK\r\n"
PIECE = 8192
"""Bytes that arrive at once."""


class _Body(Protocol):
    def __init__(self) -> None:
        self.received = b""

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  (Twisted's name)
        self.received += data


def _connect() -> BoundedProtocol:
    factory = BoundedFactory(lambda _: None, "contoh.id")  # type: ignore[no-untyped-call]
    protocol = factory.buildProtocol(None)
    protocol.makeConnection(StringTransport())  # type: ignore[no-untyped-call]
    return protocol


def _ask(protocol: BoundedProtocol) -> list[Any]:
    """What comes of a request, once it comes: a response or a failure."""
    found: list[Any] = []
    headers = Headers({b"Host": [b"contoh.id"]})
    request = Request(b"GET", b"/", headers, None, persistent=True)  # type: ignore[no-untyped-call]
    protocol.request(request).addBoth(found.append)
    return found


def _make_pool(handler: Any, _: Any) -> None:
    """In place of what Scrapy does, which needs a reactor."""
    handler._pool = SimpleNamespace(_factory=None)


def _send(protocol: BoundedProtocol, data: bytes) -> int:
    """Let bytes arrive piece by piece until the connection is given up; how many were sent."""
    transport: Any = protocol.transport
    for start in range(0, len(data), PIECE):
        if transport.disconnecting:
            return start
        protocol.dataReceived(data[start : start + PIECE])
    return len(data)


def _lines(count: int) -> bytes:
    return b"".join(b"X-%07d: %s\r\n" % (n, b"a" * 85) for n in range(count))  # 98 bytes each


@pytest.mark.parametrize(
    "endless",
    [
        OK + _lines(30_000),
        OK + b"X: a\r\n" + (b" " + b"a" * 1000 + b"\r\n") * 3000,
        b"HTTP/1.1 100 Continue\r\n\r\n" * 120_000,
    ],
    ids=["lines", "one line in many", "continue"],
)
def test_who_never_ends_the_head_is_given_up(endless: bytes) -> None:
    protocol = _connect()
    found = _ask(protocol)
    assert _send(protocol, endless) <= MOST_HEAD_BYTES + 2 * PIECE < len(endless)
    (failure,) = found
    assert isinstance(failure, Failure)
    assert isinstance(failure.value, ResponseFailed)
    (reason,) = failure.value.reasons
    assert isinstance(reason.value, DownloadCancelledError)
    assert str(reason.value) == "headers without end"


def test_a_long_head_is_read() -> None:
    protocol = _connect()
    found = _ask(protocol)
    head = OK + _lines(MOST_HEAD_BYTES // 98 - 10) + b"Content-Length: 0\r\n\r\n"
    assert MOST_HEAD_BYTES - 2000 < len(head) < MOST_HEAD_BYTES
    assert _send(protocol, head) == len(head)
    assert found[0].code == 200
    assert len(list(found[0].headers.getAllRawHeaders())) == MOST_HEAD_BYTES // 98 - 10


def test_a_body_is_no_head() -> None:
    protocol = _connect()
    found = _ask(protocol)
    body = b"isi " * MOST_HEAD_BYTES
    _send(protocol, OK + b"Content-Length: %d\r\n\r\n" % len(body))
    read = _Body()
    found[0].deliverBody(read)
    assert _send(protocol, body) == len(body)
    assert read.received == body


def test_each_request_of_a_connection_has_a_head_of_its_own() -> None:
    protocol = _connect()
    head = OK + _lines(MOST_HEAD_BYTES // 98 - 10) + b"Content-Length: 0\r\n\r\n"
    for _ in range(4):
        found = _ask(protocol)
        assert _send(protocol, head) == len(head)
        assert found[0].code == 200


def test_bytes_nobody_asked_for_end_the_connection() -> None:
    protocol = _connect()
    protocol.dataReceived(OK)
    assert isinstance(protocol.transport, StringTransport)
    assert protocol.transport.disconnecting


def test_the_handler_makes_such_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler.__init__", _make_pool)
    handler: Any = BoundedHandler(get_crawler())
    assert handler._pool._factory is BoundedFactory
    assert isinstance(_connect(), BoundedProtocol)
