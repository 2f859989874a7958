"""How answers come over the wire: Scrapy's own way, with an end to their heads.

Bodies have a limit in `settings.py`; headers have none in Scrapy or Twisted, and a server that never ends them fills
the memory within seconds.
"""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError
from twisted.python.failure import Failure
from twisted.web._newclient import BODY

MOST_HEAD_BYTES = 256 * 1024
"""Browsers and servers end at a quarter of it."""


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """One connection. What is received before the body begins is counted."""

    _head_bytes = 0

    def request(self, request: Any) -> Any:
        """Begin a request; Twisted's name for it."""
        self._head_bytes = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  (Twisted's name)
        """Take bytes, or give up; Twisted's name for the hook."""
        if self._parser is not None and self._parser.state != BODY:
            self._head_bytes += len(data)
            if self._head_bytes > MOST_HEAD_BYTES + len(data):
                self._giveUp(Failure(DownloadCancelledError("headers without end")))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Makes the connections."""

    noisy = False

    def buildProtocol(self, _: Any) -> BoundedProtocol:  # noqa: N802  (Twisted's name)
        """One connection; Twisted's name for the hook."""
        return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class BoundedHandler(HTTP11DownloadHandler):
    """Scrapy's handler over such connections."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory
