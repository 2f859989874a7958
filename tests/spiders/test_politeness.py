from types import SimpleNamespace
from typing import Any

import pytest
from protego import Protego
from scrapy import Request
from scrapy.exceptions import DownloadConnectionRefusedError, IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.test import get_crawler

from spiders.outcome import Tally
from spiders.politeness import EVERY_NIGHT, ElsewhereMiddleware, PolitenessMiddleware, RobotsMiddleware
from spiders.trouble import Elsewhere, OverBudget, RobotsUnknown, Trouble

ROBOTS = "https://contoh.id/robots.txt"


def _middleware(most: int = 0, delay: float = 2.0, **values: float) -> tuple[PolitenessMiddleware, Any]:
    crawler: Any = get_crawler(settings_dict={"PANTAU_MAX_REQUESTS": most, "DOWNLOAD_DELAY": delay, **values})
    crawler.spider = SimpleNamespace(name="contoh", tally=Tally())
    downloader = SimpleNamespace(per_slot_settings={}, slots={"contoh": SimpleNamespace(delay=delay)})
    crawler.engine = SimpleNamespace(downloader=downloader)
    return PolitenessMiddleware.from_crawler(crawler), crawler


def _read_robots(middleware: PolitenessMiddleware, text: str) -> None:
    parser = SimpleNamespace(rp=Protego.parse(text))
    middleware.keep_crawl_delay(parser, Request("https://contoh.id/satu"))


def _pauses(middleware: PolitenessMiddleware, crawler: Any, count: int = 200) -> list[float]:
    pauses = []
    for number in range(count):
        middleware.process_request(Request(f"https://contoh.id/{number}"))
        pauses.append(crawler.engine.downloader.slots["contoh"].delay)
        assert crawler.engine.downloader.per_slot_settings == {"contoh": {"delay": pauses[-1]}}
    return pauses


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


def test_pauses_vary_and_are_never_too_short() -> None:
    pauses = _pauses(*_middleware(delay=5.0))
    assert min(pauses) > 5.0
    assert max(pauses) <= 7.0
    assert len(set(pauses)) > 100


@pytest.mark.parametrize(
    ("setting", "most_seconds", "timeout"),
    [(30, 0, 30.0), (30, 3600, 30.0), (300, 100, 100.0), (30, 0.001, 1.0), (0.2, 0.001, 0.2)],
)
def test_no_answer_is_waited_for_beyond_the_time_of_the_source(
    setting: float, most_seconds: float, timeout: float
) -> None:
    middleware, _ = _middleware(DOWNLOAD_TIMEOUT=setting, CLOSESPIDER_TIMEOUT=most_seconds)
    request = Request("https://contoh.id/satu")
    middleware.process_request(request)
    assert request.meta["download_timeout"] == pytest.approx(timeout, rel=0.1)


def test_all_hosts_of_a_source_share_one_queue() -> None:
    middleware, _ = _middleware()
    requests = [Request(f"https://{host}/satu") for host in ("contoh.id", "www.contoh.id")]
    for request in requests:
        middleware.process_request(request)
    assert {request.meta["download_slot"] for request in requests} == {"contoh"}


@pytest.mark.parametrize(
    ("asked", "own", "kept"),
    [("10", 2.0, 10.0), ("1", 2.0, 2.0), ("600", 2.0, 60.0), ("10", 0.0, 0.0)],
)
def test_the_pause_robots_txt_asks_for_is_kept(asked: str, own: float, kept: float) -> None:
    middleware, crawler = _middleware(delay=own)
    _read_robots(middleware, f"User-agent: *\nCrawl-delay: {asked}\n")
    assert all(kept <= pause <= kept * 1.4 for pause in _pauses(middleware, crawler))


def test_the_longest_pause_any_host_asks_for_is_kept() -> None:
    middleware, crawler = _middleware()
    for text in ("Crawl-delay: 9", "Disallow: /admin", "Crawl-delay: 4"):
        _read_robots(middleware, f"User-agent: *\n{text}\n")
    assert min(_pauses(middleware, crawler)) > 9.0


def test_robots_txt_without_a_pause_changes_nothing() -> None:
    middleware, crawler = _middleware()
    _read_robots(middleware, "User-agent: *\nDisallow: /admin\n")
    assert max(_pauses(middleware, crawler)) <= 2.8


def _robots() -> tuple[RobotsMiddleware, Request, Any]:
    crawler = get_crawler(settings_dict={"ROBOTSTXT_OBEY": True, "ROBOTSTXT_USER_AGENT": "Pantau"})
    parser = ProtegoRobotParser.from_crawler(crawler, b"User-agent: *\nDisallow: /admin\n")
    return RobotsMiddleware(crawler), Request(ROBOTS, meta={"dont_obey_robotstxt": True}), parser


def test_what_robots_txt_forbids_is_not_asked_for() -> None:
    middleware, request, parser = _robots()
    middleware.process_response(request, Response(ROBOTS, 200))
    middleware.process_request_2(parser, Request("https://contoh.id/satu"))
    with pytest.raises(IgnoreRequest, match=r"robots\.txt"):
        middleware.process_request_2(parser, Request("https://contoh.id/admin"))


@pytest.mark.parametrize(("status", "state"), [(500, "unreachable"), (503, "unreachable"), (429, "blocked")])
def test_a_robots_txt_that_cannot_be_had_forbids_everything(status: int, state: str) -> None:
    middleware, request, parser = _robots()
    middleware.process_response(request, Response(ROBOTS, status))
    with pytest.raises(RobotsUnknown) as caught:
        middleware.process_request_2(parser, Request("https://contoh.id/satu"))
    assert caught.value.trouble == Trouble(state, f"may be forbidden: robots.txt answered {status}")
    middleware.process_request_2(parser, Request("https://lain.id/satu"))


@pytest.mark.parametrize("status", [301, 401, 403, 404, 410])
def test_where_there_is_no_robots_txt_nothing_is_forbidden(status: int) -> None:
    middleware, request, _ = _robots()
    middleware.process_response(request, Response(ROBOTS, status))
    middleware.process_request_2(None, Request("https://contoh.id/satu"))


def test_a_host_that_cannot_be_reached_is_not_asked_twice() -> None:
    middleware, request, _ = _robots()
    middleware.process_exception(request, DownloadConnectionRefusedError("x"))
    with pytest.raises(RobotsUnknown, match="refused the connection"):
        middleware.process_request_2(None, Request("https://contoh.id/satu"))


def test_what_was_not_asked_for_robots_txt_says_nothing() -> None:
    middleware, request, _ = _robots()
    middleware.process_exception(request, OverBudget(ROBOTS))
    middleware.process_response(Request("https://contoh.id/feed/"), Response(ROBOTS, 503))
    middleware.process_request_2(None, Request("https://contoh.id/satu"))


@pytest.mark.parametrize(
    ("url", "meta", "is_refused"),
    [
        ("https://contoh.id/satu", {"redirect_times": 1}, False),
        ("https://www.contoh.id/satu", {"redirect_times": 1}, False),
        ("https://lain.id/satu", {"redirect_times": 1}, True),
        ("https://lain.id/satu", {}, False),
        ("https://lain.id/feed/", {"redirect_times": 1, EVERY_NIGHT: True}, False),
        ("https://lain.id/robots.txt", {"redirect_times": 1, "dont_obey_robotstxt": True}, False),
    ],
)
def test_articles_do_not_lead_to_other_outlets(
    make_scope: Any, url: str, meta: dict[str, Any], is_refused: bool
) -> None:
    crawler: Any = get_crawler()
    crawler.spider = SimpleNamespace(source=make_scope().source)
    middleware = ElsewhereMiddleware.from_crawler(crawler)
    if is_refused:
        with pytest.raises(Elsewhere):
            middleware.process_request(Request(url, meta=meta))
    else:
        middleware.process_request(Request(url, meta=meta))
