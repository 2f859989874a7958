from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from scrapy.http import HtmlResponse, Response

from spiders.discovery import BrokenChannel, ChangedLayout, Scope
from spiders.listing import ListingDiscovery

MakeScope = Callable[..., Scope]
URL = "https://contoh.id/berita?hal={page}"
SINCE = datetime(2026, 11, 8, tzinfo=UTC)


def _page(*paths: str, date: str = "") -> HtmlResponse:
    items = "".join(
        f'<li><a href="{path}"><img></a><h3><a href="{path}">Judul {path}</a></h3><span class="tgl">{date}</span></li>'
        for path in paths
    )
    body = f'<html><nav><a href="/tag/x">Tag</a><a href="/">Beranda</a></nav><ul>{items}</ul></html>'
    return HtmlResponse("https://contoh.id/berita?hal=1", body=body.encode(), encoding="utf-8")


def _start(scope: Scope) -> ListingDiscovery:
    discovery = ListingDiscovery(scope)
    discovery.first_urls()
    return discovery


def test_links_are_articles_once_with_their_longest_text(make_scope: MakeScope) -> None:
    finding = _start(make_scope("listing", URL)).discover(_page("/satu", "dua", "https://lain.id/tiga"))
    assert [lead.url for lead in finding.leads] == ["https://contoh.id/satu", "https://contoh.id/dua"]
    assert finding.leads[0].hints == {"title": "Judul /satu"}
    assert finding.seen == 5


@pytest.mark.parametrize("selector", ["li h3 a", "li h3", "li"])
def test_a_selector_may_name_links_or_what_holds_them(make_scope: MakeScope, selector: str) -> None:
    finding = _start(make_scope("listing", URL, channel={"article": selector})).discover(_page("/satu", "/tag/y"))
    assert [lead.url for lead in finding.leads] == ["https://contoh.id/satu"]


@pytest.mark.parametrize(
    ("channel", "urls"),
    [
        ({}, ["https://contoh.id/berita?hal=1", "https://contoh.id/berita?hal=2"]),
        ({"first_page": 0}, ["https://contoh.id/berita?hal=0", "https://contoh.id/berita?hal=1"]),
        ({"first_page": 0, "page_step": 10}, ["https://contoh.id/berita?hal=0", "https://contoh.id/berita?hal=10"]),
    ],
)
def test_pages_are_numbered_as_the_channel_says(
    make_scope: MakeScope, channel: dict[str, int], urls: list[str]
) -> None:
    discovery = ListingDiscovery(make_scope("listing", URL, channel=channel))
    assert [*discovery.first_urls(), *discovery.discover(_page("/satu")).following] == urls


def test_a_listing_without_page_numbers_is_one_page(make_scope: MakeScope) -> None:
    assert _start(make_scope("listing", "https://contoh.id/berita")).discover(_page("/satu")).following == ()


def test_paging_stops_at_the_cap(make_scope: MakeScope) -> None:
    discovery = _start(make_scope("listing", URL, channel={"max_pages": 2}))
    assert len(discovery.discover(_page("/satu")).following) == 1
    assert discovery.discover(_page("/dua")).following == ()


def test_paging_stops_at_a_page_without_articles(make_scope: MakeScope) -> None:
    assert _start(make_scope("listing", URL)).discover(_page()).following == ()


def test_paging_stops_at_the_third_page_in_a_row_without_news(make_scope: MakeScope) -> None:
    known = {"contoh.id/lama"}
    discovery = _start(make_scope("listing", URL, is_new=lambda key: key not in known))
    pages = ["/lama", "/lama", "/baru", "/lama", "/lama", "/lama"]
    assert [bool(discovery.discover(_page(path)).following) for path in pages] == [True, True, True, True, True, False]


def test_after_a_night_that_was_broken_off_known_pages_are_passed(make_scope: MakeScope) -> None:
    discovery = _start(make_scope("listing", URL, is_new=lambda key: False, is_settled=False))
    assert all(discovery.discover(_page("/lama")).following for _ in range(6))


@pytest.mark.parametrize(
    ("date", "goes_on"),
    [("Selasa, 3 November 2026", False), ("Selasa, 10 November 2026", True), ("12 hari yang lalu", False), ("", True)],
)
def test_paging_stops_where_all_dates_lie_before_the_window(make_scope: MakeScope, date: str, goes_on: bool) -> None:
    discovery = _start(make_scope("listing", URL, since=SINCE, channel={"date": ".tgl"}))
    assert bool(discovery.discover(_page("/satu", "/dua", date=date)).following) is goes_on


def test_one_date_within_the_window_keeps_paging(make_scope: MakeScope) -> None:
    old = _page("/satu", date="1 November 2026").text
    body = old.replace("</ul>", '<li><span class="tgl">14 November 2026</span></li></ul>')
    response = HtmlResponse("https://contoh.id/berita", body=body.encode(), encoding="utf-8")
    assert _start(make_scope("listing", URL, since=SINCE, channel={"date": ".tgl"})).discover(response).following


def test_dates_in_attributes_are_preferred(make_scope: MakeScope) -> None:
    body = b'<a href="/satu">x</a><time datetime="2026-11-01T08:00:00+07:00">baru saja</time>'
    response = HtmlResponse("https://contoh.id/berita", body=body, encoding="utf-8")
    scope = make_scope("listing", URL, since=SINCE, channel={"date": "time"})
    assert _start(scope).discover(response).following == ()


def test_a_first_page_without_any_link_has_changed(make_scope: MakeScope) -> None:
    empty = HtmlResponse("https://contoh.id/berita", body=b"\x00\xff" * 99, encoding="utf-8")
    with pytest.raises(ChangedLayout, match=r"nothing that 'li\.item a' finds") as caught:
        _start(make_scope("listing", URL, channel={"article": "li.item a"})).discover(empty)
    assert caught.value.state == "layout_changed"


def test_a_later_page_without_any_link_is_the_end(make_scope: MakeScope) -> None:
    discovery = _start(make_scope("listing", URL))
    assert discovery.discover(_page("/satu")).following
    empty = HtmlResponse("https://contoh.id/berita?hal=2", body=b"<html></html>", encoding="utf-8")
    finding = discovery.discover(empty)
    assert (finding.leads, finding.following, finding.seen) == ((), (), 0)


def test_what_is_no_web_page_is_refused(make_scope: MakeScope) -> None:
    with pytest.raises(BrokenChannel, match="no web page"):
        _start(make_scope("listing", URL)).discover(Response("https://contoh.id/berita", body=b"\x89PNG"))
