"""The child of `asking.py`: one address per line on stdin, one answer per line on stdout, by the rules of a harvest.

Run as `python -m spiders.asking_worker`. It ends when stdin does.
"""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import sys
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response

from models.settings import Settings
from spiders.outcome import Tally
from spiders.settings import crawl_settings
from spiders.trouble import explain_failure
from spiders.worker import Emit, end_with_parent, take_stdout

MOST_REQUESTS = 40
"""A look at a site needs about ten, robots.txt and redirects among them; more would be a harvest."""
_FOR_A_NIGHT = (
    "spiders.capture.CaptureMiddleware",
    "spiders.revisit.RevisitMiddleware",
    "spiders.politeness.ElsewhereMiddleware",
)
"""Parts of a harvest that keep what is fetched or know the source: a site may not be one yet, and may have moved."""


class AskingSpider(Spider):
    """Asks what it is told to. `tally` is what the middlewares of a harvest count in."""

    name = "asking"

    def __init__(self, emit: Emit) -> None:
        super().__init__()
        self.tally = Tally()
        self._emit = emit

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> AskingSpider:
        """Made by Scrapy."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        assert isinstance(spider, cls)
        crawler.signals.connect(spider.tell_robots, signal=signals.response_received)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Ask one address after the other until there are no more; Scrapy's name for the hook."""
        while line := await asyncio.to_thread(sys.stdin.readline):
            self._emit(await self._ask(json.loads(line)["url"]))
        nothing: Any
        for nothing in ():  # what is asked here passes Scrapy's scheduler by; the hook must be a generator all the same
            yield nothing

    def tell_robots(self, response: Response, request: Request, spider: Spider) -> None:
        """Pass on a robots.txt that was fetched before the first request to a host."""
        parts = urlsplit(request.url)
        if parts.path == "/robots.txt" and request.meta.get("dont_obey_robotstxt"):
            self._emit({"robots": parts.netloc, "status": response.status, "body": _encode(response.body)})

    async def _ask(self, url: str) -> dict[str, Any]:
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(Request(url))
        except Exception as error:  # whatever happens to one request is the answer to it
            return {"trouble": list(explain_failure(error))}
        headers = {
            name.decode("latin-1"): [value.decode("latin-1") for value in values]
            for name, values in response.headers.items()
        }
        return {"url": response.url, "status": response.status, "headers": headers, "body": _encode(response.body)}


def make_settings(settings: Settings) -> dict[str, Any]:
    """Scrapy's settings of a live night, without what keeps pages and with fewer requests."""
    shared = crawl_settings(settings, is_replay=False)
    return shared | {
        "DOWNLOADER_MIDDLEWARES": shared["DOWNLOADER_MIDDLEWARES"] | dict.fromkeys(_FOR_A_NIGHT),
        "ITEM_PIPELINES": {},
        "PANTAU_MAX_REQUESTS": MOST_REQUESTS,
        "CLOSESPIDER_TIMEOUT": 0,
        "LOGSTATS_INTERVAL": 0,
        "LOG_ENABLED": False,
    }


def main() -> int:
    """Answer until stdin ends; 1 if the parent is gone already."""
    emit = take_stdout()
    told = json.loads(sys.stdin.readline())
    if not end_with_parent(told.pop("parent_pid")):
        return 1
    logging.getLogger().addHandler(logging.NullHandler())
    process = AsyncCrawlerProcess(make_settings(Settings.model_validate(told)))
    process.crawl(AskingSpider, emit=emit)
    process.start()
    return 0


def _encode(body: bytes) -> str:
    return base64.b64encode(body).decode("ascii")


if __name__ == "__main__":
    sys.exit(main())
