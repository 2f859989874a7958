import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler
from twisted.python.failure import Failure

from models.archive import Pointer
from models.settings import Settings
from models.sources import Platform
from models.store.pages import FOUND_AS, PARTS_MISSING
from spiders.archive_page import FetchedArticle
from spiders.capture import FETCHED_AT, POINTER
from spiders.discovery import Scope
from spiders.job import Assignment, Desk
from spiders.source_spider import SourceSpider

NOON = datetime(2026, 11, 15, 5, 0, tzinfo=UTC)
TRIBUN = Platform(id="tribun", name="T", parts="query", reject_url=("/tag/",))
FEED, LISTING = "https://contoh.id/feed/", "https://contoh.id/berita?hal={page}"
SITEMAP = "https://contoh.id/peta.xml"
MakeSpider = Callable[..., SourceSpider]


@pytest.fixture
def make_spider(make_scope: Callable[..., Scope]) -> MakeSpider:
    """Make a spider of a source with the channels named (feed, then listing)."""

    def make(*kinds: str, known: Iterable[str] = (), since: datetime | None = None, **values: Any) -> SourceSpider:
        checks, is_due = values.pop("checks", ()), values.pop("is_check_due", False)
        scope = make_scope(platform=values.pop("platform", TRIBUN), **values)
        urls = {"feed": FEED, "listing": LISTING, "sitemap": SITEMAP}
        facts = scope.source.model_dump(mode="json")
        names = kinds or ("feed",)
        facts["discover"] = [{"spider": n, "url": urls[n], "cross_check": n in checks} for n in names]
        source = type(scope.source).model_validate(facts)
        settings = Settings.model_validate({"home": Path("tidak-dipakai")})
        desk = Desk(None, settings, 7, NOON, None, stop=lambda: None)  # type: ignore[arg-type]
        assignment = Assignment(
            source=source,
            platform=scope.platform,
            since=since,
            is_settled=values.get("is_settled", False),
            is_check_due=is_due,
        )
        spider = SourceSpider.from_crawler(get_crawler(), assignment=assignment, desk=desk, known=set(known), visits={})
        assert isinstance(spider, SourceSpider)
        return spider

    return make


async def _collect(spider: SourceSpider) -> list[Request]:
    return [request async for request in spider.start()]


def _start(spider: SourceSpider) -> Request:
    (request,) = asyncio.run(_collect(spider))
    return request


def _reply(request: Request, body: str | bytes = "", status: int = 200, **values: Any) -> list[Any]:
    """What the callback of a request gives for an answer."""
    raw = body.encode() if isinstance(body, str) else body
    meta = {POINTER: Pointer("2026/11/contoh.warc.gz", 120, "D" * 32), FETCHED_AT: NOON}
    url = values.pop("url", request.url)
    asked = request.replace(url=url, meta=request.meta | meta)
    headers = {"Content-Type": values.pop("kind", "text/html")}
    response = HtmlResponse(url, status, headers, raw, encoding="utf-8", request=asked, **values)
    assert request.callback is not None
    return list(request.callback(response, **request.cb_kwargs))


def _fail(request: Request, error: Exception) -> list[Any]:
    failure = Failure(error)  # type: ignore[no-untyped-call]
    failure.request = request  # type: ignore[attr-defined]
    assert request.errback is not None
    return list(request.errback(failure))


def _feed(*paths: str, days: int = 0) -> str:
    at = (NOON - timedelta(days=days)).isoformat()
    items = "".join(f"<item><link>https://contoh.id{path}</link><date>{at}</date></item>" for path in paths)
    return f"<rss><channel>{items}</channel></rss>"


def _page(*paths: str) -> str:
    return "".join(f'<a href="{path}">Judul</a>' for path in paths)


def _paths(requests: Iterable[Request]) -> list[str]:
    return [request.url.removeprefix("https://contoh.id") for request in requests]


def test_new_articles_are_asked_for_and_become_pages(make_spider: MakeSpider) -> None:
    spider = make_spider()
    first, second = _reply(_start(spider), _feed("/satu", "/dua"))
    (article,) = _reply(first, "<p>isi</p>")
    assert isinstance(article, FetchedArticle)
    assert article.rows[0]["key"] == "contoh.id/satu"
    assert article.rows[0]["hints"]["published"] == NOON.isoformat()
    _reply(second, "<p>isi</p>")
    assert (spider.tally.discovered, spider.tally.fetched) == (2, 2)
    (channel,) = spider.channels
    assert (channel.name, channel.leads, channel.has_answered) == ("feed", 2, True)


def test_known_articles_are_not_asked_for(make_spider: MakeSpider) -> None:
    spider = make_spider(known={"contoh.id/satu"})
    assert _paths(_reply(_start(spider), _feed("/satu?utm_source=x", "/dua"))) == ["/dua"]
    assert (spider.tally.discovered, spider.tally.known) == (2, 1)


def test_one_article_is_asked_for_once_and_not_as_amp(make_spider: MakeSpider) -> None:
    spider = make_spider()
    asked = _reply(_start(spider), _feed("/amp/satu", "/satu?page=3", "/satu#komentar", "/satu?ref=beranda"))
    assert _paths(asked) == ["/satu"]
    assert spider.tally.discovered == 1


def test_of_headline_sources_no_article_is_asked_for(make_spider: MakeSpider) -> None:
    spider = make_spider(rights="headline")
    (article,) = _reply(_start(spider), _feed("/satu"), kind="application/rss+xml")
    assert isinstance(article, FetchedArticle)
    assert article.rows[0]["kind"] == "headline"
    assert spider.tally.fetched == 1


@pytest.mark.parametrize(
    ("status", "body", "state"),
    [(404, "", "feed_broken"), (401, "", "feed_broken"), (403, "", "blocked"), (503, "", "unreachable"),
     (200, "<html>", "feed_broken"), (200, "", "feed_broken")],
)  # fmt: skip
def test_the_next_channel_is_asked_where_one_fails(make_spider: MakeSpider, status: int, body: str, state: str) -> None:
    spider = make_spider("feed", "listing")
    (request,) = _reply(_start(spider), body, status)
    assert _paths([request]) == ["/berita?hal=1"]
    assert spider.channels[0].trouble is not None
    assert spider.channels[0].trouble.state == state
    articles = _reply(request, _page("/satu"))
    assert _paths(articles) == ["/satu", "/berita?hal=2"]


def test_the_next_channel_is_asked_where_one_gives_no_answer(make_spider: MakeSpider) -> None:
    spider = make_spider("feed", "listing")
    assert _paths(_fail(_start(spider), DownloadTimeoutError())) == ["/berita?hal=1"]
    assert spider.channels[0].trouble is not None
    assert spider.channels[0].trouble.state == "unreachable"


def test_the_next_channel_is_asked_where_one_ends_within_the_window(make_spider: MakeSpider) -> None:
    spider = make_spider("feed", "listing", since=NOON - timedelta(days=5))
    assert _paths(_reply(_start(spider), _feed("/satu", days=3))) == ["/satu", "/berita?hal=1"]


def test_no_other_channel_is_asked_where_one_reaches_far_enough(make_spider: MakeSpider) -> None:
    spider = make_spider("feed", "listing", since=NOON - timedelta(days=5))
    assert _reply(_start(spider), _feed("/satu", days=9)) == []
    assert spider.channels[0].has_answered


def test_a_missing_later_page_is_no_trouble(make_spider: MakeSpider) -> None:
    spider = make_spider("listing")
    *_, following = _reply(_start(spider), _page("/satu"))
    assert _reply(following, "", 404) == []
    assert spider.channels[0].trouble is None


def test_a_listing_without_a_link_has_changed_its_layout(make_spider: MakeSpider) -> None:
    spider = make_spider("listing")
    assert _reply(_start(spider), "<html>kosong</html>") == []
    (channel,) = spider.channels
    assert channel.trouble is not None
    assert (channel.trouble.state, channel.has_answered) == ("layout_changed", False)


def test_addresses_that_are_no_articles_leave_the_channel_without_an_answer(make_spider: MakeSpider) -> None:
    spider = make_spider("listing")
    assert _reply(_start(spider), _page("/tag/x", "/")) == []
    (channel,) = spider.channels
    assert (channel.answers, channel.seen, channel.has_answered) == (1, 2, False)


@pytest.mark.parametrize(
    ("reply", "failed", "skipped"),
    [
        ({"status": 404}, 1, 0),
        ({"status": 403}, 1, 0),
        ({"body": " "}, 1, 0),
        ({"body": "%PDF", "kind": "application/pdf"}, 0, 1),
        ({"body": "<p>beranda</p>", "url": "https://contoh.id/"}, 0, 1),
    ],
)
def test_what_is_no_page_is_counted(make_spider: MakeSpider, reply: dict[str, Any], failed: int, skipped: int) -> None:
    spider = make_spider()
    (request,) = _reply(_start(spider), _feed("/satu"))
    assert _reply(request, **reply) == []
    assert (spider.tally.failed, spider.tally.skipped, spider.tally.fetched) == (failed, skipped, 0)


def test_articles_forbidden_by_robots_are_skipped(make_spider: MakeSpider) -> None:
    spider = make_spider()
    first, second = _reply(_start(spider), _feed("/satu", "/dua"))
    assert _fail(first, IgnoreRequest("Forbidden by robots.txt")) == []
    assert _fail(second, DownloadTimeoutError()) == []
    assert (spider.tally.skipped, spider.tally.count("denied_by_robots"), spider.tally.failed) == (1, 1, 1)


def test_parts_are_followed_and_handed_over_together(make_spider: MakeSpider) -> None:
    spider = make_spider()
    (first,) = _reply(_start(spider), _feed("/satu"))
    (second,) = _reply(first, _page("/satu?page=2"))
    assert second.priority > first.priority
    (article,) = _reply(second, _page("/satu?page=1"))
    assert [row["part"] for row in article.rows] == [1, 2]
    assert {row["key"] for row in article.rows} == {"contoh.id/satu"}
    assert spider.tally.fetched == 1


@pytest.mark.parametrize("how", ["missing", "timeout"])
def test_an_article_whose_later_part_is_missing_says_so(make_spider: MakeSpider, how: str) -> None:
    spider = make_spider()
    (first,) = _reply(_start(spider), _feed("/satu"))
    (second,) = _reply(first, _page("/satu?page=2"))
    (article,) = _reply(second, "", 404) if how == "missing" else _fail(second, DownloadTimeoutError())
    assert len(article.rows) == 1
    assert article.rows[0]["hints"][PARTS_MISSING] is True
    assert (spider.tally.fetched, spider.tally.failed) == (1, 0)


def test_a_redirect_gives_the_article_its_own_key_and_keeps_the_other(make_spider: MakeSpider) -> None:
    spider = make_spider()
    (request,) = _reply(_start(spider), _feed("/?p=3"))
    (article,) = _reply(request, "<p>isi</p>", url="https://contoh.id/satu")
    assert article.rows[0]["key"] == "contoh.id/satu"
    assert article.rows[0]["hints"][FOUND_AS] == "contoh.id/?p=3"


def test_a_redirect_to_a_known_article_is_known(make_spider: MakeSpider) -> None:
    spider = make_spider(known={"contoh.id/satu"})
    (request,) = _reply(_start(spider), _feed("/?p=3"))
    assert _reply(request, "<p>isi</p>", url="https://contoh.id/satu") == []
    assert (spider.tally.known, spider.tally.fetched) == (1, 0)


SINCE = NOON - timedelta(days=5)


def _sitemap(*paths: str) -> str:
    return f"<urlset>{''.join(f'<url><loc>https://contoh.id{path}</loc></url>' for path in paths)}</urlset>"


def _full_feed(*paths: str) -> str:
    """One that reaches back before the window."""
    old = _feed("/lama", days=9).removeprefix("<rss><channel>").removesuffix("</channel></rss>")
    return _feed(*paths).replace("</channel>", f"{old}</channel>")


@pytest.mark.parametrize("how", [{"checks": ("sitemap",)}, {"is_check_due": True}])
def test_a_second_channel_checks_the_first(make_spider: MakeSpider, how: dict[str, Any]) -> None:
    spider = make_spider("feed", "sitemap", since=SINCE, **how)
    *articles, request = _reply(_start(spider), _full_feed("/satu", "/dua", "/tiga"))
    assert len(articles) == 3
    assert request.url == SITEMAP
    found = _reply(request, _sitemap("/satu", "/empat", "/tiga"))
    assert _paths(found) == ["/empat"], "what only the second has is fetched as well"
    check = spider.cross_check
    assert check is not None
    assert (check.first, check.second) == ("feed", "sitemap")
    assert (check.both, check.only_first, check.only_second) == (2, 1, 1)


def test_only_the_channels_that_say_so_check_every_night(make_spider: MakeSpider) -> None:
    spider = make_spider("feed", "listing", "sitemap", since=SINCE, checks=("sitemap",))
    assert _reply(_start(spider), _full_feed("/satu"))[-1].url == SITEMAP


def test_one_check_is_enough(make_spider: MakeSpider) -> None:
    spider = make_spider("feed", "sitemap", "listing", since=SINCE, is_check_due=True)
    *_, request = _reply(_start(spider), _full_feed("/satu"))
    assert _reply(request, _sitemap("/satu")) == []


def test_where_the_second_fails_the_third_checks(make_spider: MakeSpider) -> None:
    spider = make_spider("feed", "sitemap", "listing", since=SINCE, is_check_due=True)
    *_, request = _reply(_start(spider), _full_feed("/satu"))
    (third,) = _reply(request, "", 404)
    assert _paths([third]) == ["/berita?hal=1"]
    _reply(third, _page("/satu"))
    assert spider.cross_check is not None
    assert spider.cross_check.second == "listing"


def test_a_fallback_that_answers_is_a_check_for_nothing(make_spider: MakeSpider) -> None:
    spider = make_spider("feed", "sitemap", since=SINCE)
    *_, request = _reply(_start(spider), _feed("/satu", "/dua"))
    _reply(request, _sitemap("/satu", "/tiga", "/dua", "/lebih-lama"))
    assert spider.cross_check is not None
    assert spider.cross_check.only_second == 1, "how much older the feed's articles get is not known"


def test_one_channel_is_checked_by_nothing(make_spider: MakeSpider) -> None:
    spider = make_spider("feed", since=SINCE, is_check_due=True)
    assert _paths(_reply(_start(spider), _full_feed("/satu"))) == ["/satu"]
    assert spider.cross_check is None
