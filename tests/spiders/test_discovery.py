from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from scrapy.http import HtmlResponse

from spiders.discovery import Lead, Scope, make_absolute, make_hints

NOW = datetime(2026, 11, 15, 5, 0, tzinfo=UTC)
MakeScope = Callable[..., Scope]


def test_the_window_leaves_out_what_is_dated_before_it(make_scope: MakeScope) -> None:
    scope = make_scope(since=NOW)
    assert scope.is_stale(NOW - timedelta(seconds=1))
    assert not scope.is_stale(NOW)
    assert not scope.is_stale(None)
    assert not make_scope().is_stale(NOW - timedelta(days=999))


@pytest.mark.parametrize(
    ("url", "is_accepted"),
    [
        ("https://contoh.id/satu", True),
        ("https://www.contoh.id/satu", True),
        ("https://contoh-lama.com/satu", True),
        ("https://lain.id/satu", False),
        ("https://contoh.id/tag/satu", False),
        ("https://contoh.id/", False),
        ("javascript:void(0)", False),
    ],
)
def test_accepted_are_articles_on_the_own_hosts(make_scope: MakeScope, url: str, is_accepted: bool) -> None:
    assert make_scope().accepts(url) is is_accepted


def test_include_narrows_a_channel(make_scope: MakeScope) -> None:
    scope = make_scope(channel={"include": r"contoh\.id/lokal/"})
    assert scope.accepts("https://contoh.id/lokal/satu")
    assert not scope.accepts("https://contoh.id/nasional/satu")


def test_pages_are_capped_on_a_live_night_only(make_scope: MakeScope) -> None:
    assert make_scope(channel={"max_pages": 3}).most_pages == 3
    assert make_scope(channel={"max_pages": 3}, is_replay=True).most_pages > 1000


def test_new_leads_are_counted_by_key(make_scope: MakeScope) -> None:
    scope = make_scope(is_new=lambda key: key != "contoh.id/satu")
    leads = [Lead("https://contoh.id/satu?utm_source=x"), Lead("https://contoh.id/dua")]
    assert scope.count_new(leads) == 1


def test_hints_are_plain_text_and_only_what_was_said() -> None:
    hints = make_hints(title="<b>Bimtek</b> &amp; \n MoU", published=NOW, summary="", author=None)
    assert hints == {"title": "Bimtek & MoU", "published": "2026-11-15T05:00:00+00:00"}


def test_links_become_absolute() -> None:
    response = HtmlResponse("https://contoh.id/berita/")
    assert make_absolute(response, " satu ") == "https://contoh.id/berita/satu"
    assert make_absolute(response, "http://[rusak") == "http://[rusak"
