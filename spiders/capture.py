"""Archiving every answer and every failure before anyone looks at it.

Sits next to the network, so that bodies are as received: robots.txt, redirects and retries included. In a replay
nothing is written here: `pointer_of` copies what turns out to be a page worth keeping.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.headers import Headers

from models.archive import ArchiveWriter, Pointer
from models.clock import now
from models.errors import StorageError
from spiders.job import Desk

POINTER = "archive_pointer"
FETCHED_AT = "fetched_at"
ORIGINAL = "original_answer"
"""Request meta: the earlier answer that "not modified" would refer to."""
_RAW = "raw_response"


class CaptureMiddleware:
    """Writes into the spider's archive; a disk that takes no more stops the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CaptureMiddleware:
        """Made by Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Archive an answer; Scrapy's name for the hook."""
        if self._desk.index is not None:
            request.meta[_RAW] = response.copy()  # decompression takes Content-Encoding out of the original's headers
            return response
        request.meta[FETCHED_AT] = now()
        try:
            request.meta[POINTER] = _write(self._archive, request, response)
        except StorageError as error:
            self._desk.abandon(error)
            raise IgnoreRequest(str(error)) from error
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Archive that there was no answer; Scrapy's name for the hook."""
        if self._desk.index is not None or isinstance(exception, IgnoreRequest):
            return
        try:
            self._archive.write_failure(request.url, type(exception).__name__, str(exception), now())
        except StorageError as error:
            self._desk.abandon(error)

    @property
    def _desk(self) -> Desk:
        desk: Desk = self._crawler.spider.desk  # type: ignore[union-attr]
        return desk

    @property
    def _archive(self) -> ArchiveWriter:
        archive: ArchiveWriter = self._crawler.spider.archive  # type: ignore[union-attr]
        return archive


def pointer_of(response: Response, archive: ArchiveWriter) -> Pointer:
    """Where the answer is in our archive; one that is replayed is copied into it now, with its date.

    Raises StorageError.
    """
    meta = response.meta
    if POINTER not in meta:
        meta[POINTER] = _write(archive, response.request, meta[_RAW])  # type: ignore[arg-type]
    pointer: Pointer = meta[POINTER]
    return pointer


def fetched_at_of(response: Response) -> datetime:
    """When the answer came: now on a live night, the archive's date in a replay."""
    instant: datetime = response.meta[FETCHED_AT]
    return instant


def _write(archive: ArchiveWriter, request: Request, response: Response) -> Pointer:
    headers, sent = list(_header_lines(response.headers)), list(_header_lines(request.headers))
    fetched_at, original = request.meta[FETCHED_AT], request.meta.get(ORIGINAL)
    if response.status == 304 and original is not None:
        return archive.write_not_modified(response.url, headers, fetched_at, original, request_headers=sent)
    return archive.write_response(
        response.url,
        response.status,
        headers,
        response.body,
        fetched_at,
        method=request.method,
        request_headers=sent,
    )


def _header_lines(headers: Headers) -> Iterator[tuple[str, str]]:
    return ((_decode(name), _decode(value)) for name, values in headers.items() for value in values)


def _decode(text: bytes) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("latin-1")
