"""What an outlet may expect of us: a cap on the requests of one night, the pause its robots.txt asks for."""

from __future__ import annotations

from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.utils.httpobj import urlparse_cached

from spiders.outcome import Tally
from spiders.settings import ROBOT_NAME
from spiders.trouble import OverBudget

MOST_REQUESTS_SETTING = "PANTAU_MAX_REQUESTS"
_LONGEST_DELAY_SECONDS = 60.0


class PolitenessMiddleware:
    """Counts every request that goes out (robots.txt, retries and redirects too) and stops at the cap."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._most = crawler.settings.getint(MOST_REQUESTS_SETTING)
        crawler.signals.connect(self.keep_crawl_delay, signal=signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PolitenessMiddleware:
        """Made by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises OverBudget at the cap; 0 means there is none. Scrapy's name for the hook."""
        tally: Tally = self._crawler.spider.tally  # type: ignore[union-attr]
        if 0 < self._most <= tally.requests:
            raise OverBudget(request.url)
        tally.requests += 1

    def keep_crawl_delay(self, robotparser: Any, request: Request) -> None:
        """Pause as long as `Crawl-delay` says where that is longer than our own pause; a minute at most."""
        asked = robotparser.rp.crawl_delay(ROBOT_NAME)
        own = self._crawler.settings.getfloat("DOWNLOAD_DELAY")
        if not asked or not own or asked <= own:  # no pause of our own: a replay
            return
        delay = min(float(asked), _LONGEST_DELAY_SECONDS)
        host = urlparse_cached(request).hostname or ""
        downloader = self._crawler.engine.downloader
        downloader.per_slot_settings[host] = {"delay": delay}
        if host in downloader.slots:
            downloader.slots[host].delay = delay
