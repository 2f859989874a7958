"""Doing what a server asks for by its answers: waiting a while, or leaving it alone for this night.

One that lets us wait in vain again and again is left alone as well: it would hold its source all night.
"""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import inf
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response

from spiders.outcome import Tally
from spiders.trouble import LeftAlone, Trouble, find_trouble

logger = logging.getLogger(__name__)

LONGEST_REST_SECONDS = 120.0
"""Who wants to be left alone for longer is asked again the next night."""
_MOST_RESTS = 2
_MOST_REFUSALS = 5
"""So many in a row are no bad luck with single pages."""
_MOST_TIMEOUTS = 9
"""Half a minute each."""
_BUSY = (429, 503)


class BackoffMiddleware:
    """Waits as long as `Retry-After` says, twice a night; then, or where there is no time, the source is left alone.

    A 503 that names no time is retried as any other failure of a server, a 429 is not.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._until = 0.0
        self._rests = 0
        self._refusals = 0
        self._timeouts = 0
        most_seconds = crawler.settings.getfloat("CLOSESPIDER_TIMEOUT")
        self._deadline = time.monotonic() + most_seconds if most_seconds else inf

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BackoffMiddleware:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Wait until the rest is over; raises LeftAlone. Scrapy's name for the hook."""
        engine: Any = self._crawler.engine
        while (rest := self._until - time.monotonic()) > 0 and engine.running:
            await asyncio.sleep(min(rest, 1.0))
        if self._tally.stopped is not None:
            raise LeftAlone(request.url)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The request again where it is to be made later, else the answer; Scrapy's name for the hook."""
        self._timeouts = 0
        seconds = parse_retry_after(response, datetime.now(UTC)) if response.status in _BUSY else None
        if seconds is not None and self._has_time_for(seconds):
            self._rest(response, seconds)
            return request.replace()
        if response.status == 429 or seconds is not None:
            wish = "" if seconds is None else f" and wants to be left alone for {seconds:.0f} s"
            self._stop("blocked", f"answered {response.status}{wish}")
        else:
            self._count_refusals(response)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count how often there was no answer in time; Scrapy's name for the hook."""
        self._timeouts = self._timeouts + 1 if isinstance(exception, DownloadTimeoutError) else 0
        if self._timeouts >= _MOST_TIMEOUTS:
            self._stop("unreachable", f"did not answer in time, {self._timeouts} times in a row")

    def _has_time_for(self, seconds: float) -> bool:
        is_short = seconds <= LONGEST_REST_SECONDS and time.monotonic() + seconds < self._deadline
        return is_short and self._rests < _MOST_RESTS

    def _rest(self, response: Response, seconds: float) -> None:
        self._rests += 1
        self._until = time.monotonic() + seconds
        logger.info("%s: answered %d, waiting %.0f s", self._name, response.status, seconds)

    def _count_refusals(self, response: Response) -> None:
        trouble = find_trouble(response)
        is_refusal = trouble is not None and trouble.state == "blocked"
        self._refusals = self._refusals + 1 if is_refusal else 0
        if trouble is not None and self._refusals >= _MOST_REFUSALS:
            self._stop(trouble.state, f"{trouble.words}, {self._refusals} times in a row")

    def _stop(self, state: str, words: str) -> None:
        if self._tally.stopped is None:
            self._tally.stopped = Trouble(state, words)
            logger.info("%s: %s; it is left alone for this night", self._name, words)

    @property
    def _tally(self) -> Tally:
        tally: Tally = self._crawler.spider.tally  # type: ignore[union-attr]
        return tally

    @property
    def _name(self) -> str:
        return self._crawler.spider.name  # type: ignore[union-attr]


def parse_retry_after(response: Response, now: datetime) -> float | None:
    """Seconds from now; None where the header is missing or says nothing (RFC 9110, 10.2.3: seconds or a date)."""
    text = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if text.isdecimal():
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError):
        return None
    return max((at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds(), 0.0)
