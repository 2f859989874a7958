import asyncio
import time
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError, ResponseDataLossError
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from spiders.backoff import LONGEST_REST_SECONDS, BackoffMiddleware, parse_retry_after
from spiders.outcome import Tally
from spiders.trouble import LeftAlone

NOON = datetime(2026, 11, 15, 5, 0, tzinfo=UTC)
URL = "https://contoh.id/satu"


def _middleware(**settings: float) -> tuple[BackoffMiddleware, Tally, Any]:
    crawler: Any = get_crawler(settings_dict=settings)
    crawler.spider, crawler.engine = SimpleNamespace(name="contoh", tally=Tally()), SimpleNamespace(running=True)
    return BackoffMiddleware.from_crawler(crawler), crawler.spider.tally, crawler.engine


def _answer(middleware: BackoffMiddleware, status: int, retry_after: str | None = None, body: bytes = b"") -> Any:
    headers = {"Retry-After": retry_after} if retry_after is not None else {}
    request = Request(URL)
    return middleware.process_response(request, Response(URL, status, headers, body, request=request))


def _wait(middleware: BackoffMiddleware) -> float:
    """How long the next request waits."""
    started = time.monotonic()
    asyncio.run(middleware.process_request(Request(URL)))
    return time.monotonic() - started


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("Sun, 15 Nov 2026 05:01:30 GMT", 90.0),
        ("Sun, 15 Nov 2026 04:00:00 GMT", 0.0),
        ("Sun, 15 Nov 2026 05:01:30 -0000", 90.0),
        ("nanti", None),
        ("-5", None),
        ("1.5", None),
        ("", None),
    ],
)
def test_the_wish_is_read_as_seconds_or_as_a_date(text: str, seconds: float | None) -> None:
    assert parse_retry_after(Response(URL, 429, {"Retry-After": text}), NOON) == seconds


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_says_when_is_asked_again_then(status: int) -> None:
    middleware, tally, _ = _middleware()
    again = _answer(middleware, status, "1")
    assert isinstance(again, Request)
    assert again.url == URL
    assert _wait(middleware) >= 0.99
    assert _wait(middleware) < 0.1, "once"
    assert tally.stopped is None


def test_a_crawl_that_is_stopped_waits_no_longer() -> None:
    middleware, _, engine = _middleware()
    _answer(middleware, 429, "100")
    engine.running = False
    assert _wait(middleware) < 0.1


def test_after_two_waits_the_outlet_is_left_alone() -> None:
    middleware, tally, _ = _middleware()
    assert isinstance(_answer(middleware, 429, "0"), Request)
    assert isinstance(_answer(middleware, 503, "0"), Request)
    assert _answer(middleware, 429, "0").status == 429
    assert tally.stopped == ("blocked", "answered 429 and wants to be left alone for 0 s")
    with pytest.raises(LeftAlone):
        _wait(middleware)


def test_who_wants_to_be_left_alone_for_long_is() -> None:
    middleware, tally, _ = _middleware()
    assert _answer(middleware, 503, f"{LONGEST_REST_SECONDS + 1:.0f}").status == 503
    assert tally.stopped == ("blocked", "answered 503 and wants to be left alone for 121 s")


def test_no_wait_is_longer_than_the_time_of_the_source() -> None:
    middleware, tally, _ = _middleware(CLOSESPIDER_TIMEOUT=60)
    assert isinstance(_answer(middleware, 429, "50"), Request)
    assert _answer(middleware, 429, "70").status == 429
    assert tally.stopped is not None


def test_too_many_requests_without_a_time_is_a_wish_to_be_left_alone() -> None:
    middleware, tally, _ = _middleware()
    _answer(middleware, 429)
    assert tally.stopped == ("blocked", "answered 429")


def test_a_failure_without_a_time_is_none() -> None:
    middleware, tally, _ = _middleware()
    for _ in range(9):
        assert _answer(middleware, 503).status == 503
    assert tally.stopped is None


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (403, b"", "answered 403, 5 times in a row"),
        (200, b"<title>Just a moment...</title>", "asks for a proof of being human, 5 times in a row"),
    ],
)
def test_who_refuses_five_times_in_a_row_is_left_alone(status: int, body: bytes, words: str) -> None:
    middleware, tally, _ = _middleware()
    for _ in range(4):
        _answer(middleware, status, body=body)
    assert tally.stopped is None
    _answer(middleware, status, body=body)
    assert tally.stopped == ("blocked", words)


def test_single_refusals_mean_nothing() -> None:
    middleware, tally, _ = _middleware()
    for number in range(20):
        _answer(middleware, 200 if number % 4 == 0 else 403)
    assert tally.stopped is None


def test_who_never_answers_in_time_is_left_alone() -> None:
    middleware, tally, _ = _middleware()
    for _ in range(8):
        middleware.process_exception(Request(URL), DownloadTimeoutError())
    assert tally.stopped is None
    middleware.process_exception(Request(URL), DownloadTimeoutError())
    assert tally.stopped == ("unreachable", "did not answer in time, 9 times in a row")


@pytest.mark.parametrize("between", ["answer", "failure"])
def test_single_late_answers_mean_nothing(between: str) -> None:
    middleware, tally, _ = _middleware()
    for number in range(30):
        middleware.process_exception(Request(URL), DownloadTimeoutError())
        if number % 5 == 0 and between == "answer":
            _answer(middleware, 200)
        elif number % 5 == 0:
            middleware.process_exception(Request(URL), ResponseDataLossError())
    assert tally.stopped is None
