from types import SimpleNamespace
from typing import Any

import pytest
from protego import Protego
from scrapy import Request
from scrapy.utils.test import get_crawler

from spiders.outcome import Tally
from spiders.politeness import PolitenessMiddleware
from spiders.trouble import OverBudget


def _middleware(most: int = 0, delay: float = 2.0) -> tuple[PolitenessMiddleware, Any]:
    crawler: Any = get_crawler(settings_dict={"PANTAU_MAX_REQUESTS": most, "DOWNLOAD_DELAY": delay})
    crawler.spider = SimpleNamespace(tally=Tally())
    slot = SimpleNamespace(delay=delay)
    crawler.engine = SimpleNamespace(downloader=SimpleNamespace(per_slot_settings={}, slots={"contoh.id": slot}))
    return PolitenessMiddleware.from_crawler(crawler), crawler


def test_requests_are_counted_up_to_the_cap() -> None:
    middleware, crawler = _middleware(most=2)
    request = Request("https://contoh.id/satu")
    middleware.process_request(request)
    middleware.process_request(request)
    with pytest.raises(OverBudget):
        middleware.process_request(request)
    assert crawler.spider.tally.requests == 2


def test_a_replay_has_no_cap() -> None:
    middleware, crawler = _middleware(most=0)
    for _ in range(5):
        middleware.process_request(Request("https://contoh.id/satu"))
    assert crawler.spider.tally.requests == 5


@pytest.mark.parametrize(
    ("asked", "own", "kept"),
    [("10", 2.0, 10.0), ("1", 2.0, 2.0), ("600", 2.0, 60.0), ("10", 0.0, 0.0)],
)
def test_the_pause_robots_txt_asks_for_is_kept(asked: str, own: float, kept: float) -> None:
    middleware, crawler = _middleware(delay=own)
    parser = SimpleNamespace(rp=Protego.parse(f"User-agent: *\nCrawl-delay: {asked}\n"))
    middleware.keep_crawl_delay(parser, Request("https://contoh.id/satu"))
    assert crawler.engine.downloader.slots["contoh.id"].delay == kept
    assert crawler.engine.downloader.per_slot_settings == ({"contoh.id": {"delay": kept}} if kept > own else {})


def test_robots_txt_without_a_pause_changes_nothing() -> None:
    middleware, crawler = _middleware()
    parser = SimpleNamespace(rp=Protego.parse("User-agent: *\nDisallow: /admin\n"))
    middleware.keep_crawl_delay(parser, Request("https://contoh.id/satu"))
    assert crawler.engine.downloader.slots["contoh.id"].delay == 2.0
