"""What an outlet may expect of us: a pause between requests, the longer one its robots.txt asks for, an upper limit.

What it asks for by its answers is `backoff.py`.
"""

from __future__ import annotations

import time
from random import SystemRandom
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from models.address import belongs_to
from spiders.outcome import Tally
from spiders.settings import ROBOT_NAME
from spiders.trouble import Elsewhere, OverBudget, RobotsUnknown, Trouble, explain_failure

MOST_REQUESTS_SETTING = "PANTAU_MAX_REQUESTS"
EVERY_NIGHT = "asked_every_night"
"""Request meta of channels. Scrapy asks for robots.txt by a request of its own, known by another mark."""
_LONGEST_DELAY_SECONDS = 60.0
_SHORTEST_TIMEOUT_SECONDS = 1.0
_JITTER = (1.02, 1.4)
"""Pauses are never shorter than agreed: what a server sees varies by the milliseconds of the way."""
_random = SystemRandom()


class PolitenessMiddleware:
    """Counts every request that goes out (robots.txt, retries and redirects too), stops at the cap, sets the pause and
    the time its answer may take.

    All hosts of a source share one queue: `www.` and the bare host are one machine.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._most = crawler.settings.getint(MOST_REQUESTS_SETTING)
        self._pause = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self._most_seconds = crawler.settings.getfloat("CLOSESPIDER_TIMEOUT")
        self._started = time.monotonic()
        crawler.signals.connect(self.keep_crawl_delay, signal=signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PolitenessMiddleware:
        """Made by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises OverBudget at the cap; 0 means there is none. Scrapy's name for the hook."""
        spider: Any = self._crawler.spider
        tally: Tally = spider.tally
        if 0 < self._most <= tally.requests:
            raise OverBudget(request.url)
        tally.requests += 1
        request.meta["download_slot"] = spider.name
        request.meta["download_timeout"] = self._choose_timeout()
        self._set_pause(spider.name)

    def keep_crawl_delay(self, robotparser: Any, request: Request) -> None:
        """Pause as long as `Crawl-delay` says where that is longer than our own pause; a minute at most."""
        asked = robotparser.rp.crawl_delay(ROBOT_NAME)
        if asked and self._pause:  # no pause of our own: a replay
            self._pause = max(self._pause, min(float(asked), _LONGEST_DELAY_SECONDS))

    def _choose_timeout(self) -> float:
        """No answer is waited for beyond the time the source has; 0 means that it has all the time it needs."""
        if not self._most_seconds:
            return self._timeout
        left = self._most_seconds - (time.monotonic() - self._started)
        return min(self._timeout, max(left, _SHORTEST_TIMEOUT_SECONDS))

    def _set_pause(self, slot: str) -> None:
        """The pause before the request that is about to join the queue, which holds no other."""
        delay = self._pause * _random.uniform(*_JITTER)
        engine: Any = self._crawler.engine
        downloader = engine.downloader
        downloader.per_slot_settings[slot] = {"delay": delay}
        if slot in downloader.slots:
            downloader.slots[slot].delay = delay


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's, but a robots.txt that is there and cannot be had forbids everything (RFC 9309, 2.3.1.4)."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._troubles: dict[str, Trouble] = {}

    def process_response(self, request: Request, response: Response) -> Response:
        """Note a server's failure, after all retries; Scrapy's name for the hook."""
        if is_robots_request(request) and (response.status == 429 or response.status >= 500):
            state = "blocked" if response.status == 429 else "unreachable"
            words = f"may be forbidden: robots.txt answered {response.status}"
            self._troubles[urlparse_cached(request).netloc] = Trouble(state, words)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Note that there was no answer; Scrapy's name for the hook."""
        trouble = explain_failure(exception)
        if is_robots_request(request) and trouble.state == "unreachable":
            self._troubles[urlparse_cached(request).netloc] = trouble

    def process_request_2(self, rp: Any, request: Request) -> None:
        """Raises RobotsUnknown, or IgnoreRequest for what is forbidden; Scrapy's name for the hook."""
        trouble = self._troubles.get(urlparse_cached(request).netloc)
        if trouble is not None:
            raise RobotsUnknown(trouble)
        super().process_request_2(rp, request)


class ElsewhereMiddleware:
    """Lets no article lead to another outlet's host: that one may be asked at this moment, at its own pace."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ElsewhereMiddleware:
        """Made by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises Elsewhere; Scrapy's name for the hook."""
        is_article = not (request.meta.get(EVERY_NIGHT) or is_robots_request(request))
        spider: Any = self._crawler.spider
        if is_article and request.meta.get("redirect_times") and not belongs_to(request.url, spider.source):
            raise Elsewhere(request.url)


def is_robots_request(request: Request) -> bool:
    """Whether it asks for a robots.txt: the only request that need not obey one."""
    return bool(request.meta.get("dont_obey_robotstxt"))
