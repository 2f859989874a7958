"""Asking again only for what changed: an answer "not modified" becomes the answer the archive holds.

So nothing that reads an answer need know of it, and nothing an earlier night left undone is lost.
"""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from models.archive import Original, RawRecord, find_file, read_record
from models.errors import StorageError
from models.store.visits import Visit
from spiders.capture import FETCHED_AT, ORIGINAL, POINTER
from spiders.politeness import EVERY_NIGHT, is_robots_request
from spiders.replay import make_response

UNCHANGED = "unchanged"
"""Flag of an answer that is, byte for byte, the one of an earlier night."""
_EARLIER = "earlier_answer"
_TRUST = timedelta(days=7)
"""So long "not modified" is believed: some servers say it whatever happened."""
_VALIDATORS = ("If-None-Match", "If-Modified-Since")


class _Earlier(NamedTuple):
    visit: Visit
    record: RawRecord


class Memory:
    """What one source answered in earlier nights, and what of this night is still to be stored."""

    def __init__(self, visits: dict[str, Visit]) -> None:
        self._visits = visits
        self.fresh: dict[str, Visit] = {}

    def find(self, url: str) -> Visit | None:
        """The newest full answer of an address."""
        return self.fresh.get(url) or self._visits.get(url)

    def keep(self, visit: Visit) -> None:
        """Remember a full answer."""
        self.fresh[visit.url] = visit

    def mark_stored(self) -> None:
        """All that was fresh is in the database."""
        self._visits.update(self.fresh)
        self.fresh = {}


class RevisitMiddleware:
    """Sends the validators of the last full answer along. Sits above the capture, below the decompression."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RevisitMiddleware:
        """Made by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Ask conditionally where the earlier answer is at hand; Scrapy's name for the hook."""
        for name in _VALIDATORS:  # a redirect inherits them, and they are another address's
            request.headers.pop(name, None)
        request.meta.pop(_EARLIER, None)
        request.meta.pop(ORIGINAL, None)
        visit = self._find_trusted(request)
        record = self._load(visit) if visit else None
        if visit is None or record is None:
            return
        for name, value in zip(_VALIDATORS, (visit.etag, visit.last_modified), strict=True):
            if value:
                request.headers[name] = value
        request.meta[_EARLIER] = _Earlier(visit, record)
        request.meta[ORIGINAL] = Original(visit.url, visit.seen_at)

    def process_response(self, request: Request, response: Response) -> Response:
        """Put the earlier answer in the place of "not modified", remember full ones; Scrapy's name for the hook."""
        spider = self._crawler.spider
        earlier: _Earlier | None = request.meta.get(_EARLIER)
        if response.status == 304 and earlier is not None:
            spider.tally.unchanged += 1  # type: ignore[union-attr]
            request.meta[POINTER], request.meta[FETCHED_AT] = earlier.visit.pointer, earlier.record.fetched_at
            return make_response(earlier.record, request, flags=[UNCHANGED])
        if response.status == 200 and POINTER in request.meta and _is_asked_every_night(request):
            self._remember(request, response)
        return response

    def _find_trusted(self, request: Request) -> Visit | None:
        spider = self._crawler.spider
        visit: Visit | None = spider.memory.find(request.url) if request.method == "GET" else None  # type: ignore[union-attr]
        if visit is None or not (visit.etag or visit.last_modified):
            return None
        return visit if spider.desk.now - visit.seen_at < _TRUST else None  # type: ignore[union-attr]

    def _load(self, visit: Visit) -> RawRecord | None:
        """The archived answer; None where the operator has cleared the archive away."""
        try:
            folder = self._crawler.spider.desk.settings.archive_dir  # type: ignore[union-attr]
            return read_record(find_file(folder, visit.pointer.file), visit.pointer.offset)
        except StorageError:
            return None

    def _remember(self, request: Request, response: Response) -> None:
        memory: Memory = self._crawler.spider.memory  # type: ignore[union-attr]
        visit = Visit(
            request.url,
            request.meta[POINTER],
            request.meta[FETCHED_AT],
            etag=_read_header(response, "ETag"),
            last_modified=_read_header(response, "Last-Modified"),
        )
        before = memory.find(request.url)
        if before is not None and before.pointer.digest == visit.pointer.digest:
            response.flags.append(UNCHANGED)
        memory.keep(visit)


def _is_asked_every_night(request: Request) -> bool:
    return bool(request.meta.get(EVERY_NIGHT)) or is_robots_request(request)


def _read_header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
