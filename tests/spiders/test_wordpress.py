import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy.http import Response, TextResponse
from w3lib.url import url_query_parameter

from spiders.discovery import BrokenChannel, Scope
from spiders.wordpress import WordPressDiscovery

MakeScope = Callable[..., Scope]
URL = "https://contoh.id/wp-json/wp/v2/posts"
SINCE = datetime(2026, 11, 8, 3, 0, tzinfo=UTC)


def _post(number: int, **values: Any) -> dict[str, Any]:
    return {
        "id": number,
        "date_gmt": "2026-11-14T02:30:00",
        "modified_gmt": "2026-11-14T03:00:00",
        "link": f"https://contoh.id/2026/11/14/satu-{number}/",
        "title": {"rendered": f"Judul &#8211; {number}"},
        "content": {"rendered": "<p>Isi</p>", "protected": False},
        "excerpt": {"rendered": "<p>Ringkas</p>\n"},
        **values,
    }


def _response(value: Any, url: str = URL, **headers: str) -> Response:
    return TextResponse(url, body=json.dumps(value).encode(), headers=headers)


def _ask(scope: Scope) -> tuple[WordPressDiscovery, str]:
    discovery = WordPressDiscovery(scope)
    return discovery, discovery.first_urls()[0]


def test_the_window_is_asked_for_with_a_day_to_spare(make_scope: MakeScope) -> None:
    _, url = _ask(make_scope("wordpress", URL, since=SINCE))
    assert url_query_parameter(url, "after") == "2026-11-07T03:00:00"
    assert url_query_parameter(url, "per_page") == "100"
    assert url_query_parameter(url, "page") == "1"
    assert url_query_parameter(url, "_fields") == "id,date_gmt,modified_gmt,link,title,content,excerpt"


def test_without_a_window_everything_is_asked_for(make_scope: MakeScope) -> None:
    _, url = _ask(make_scope("wordpress", URL))
    assert url_query_parameter(url, "after") is None


def test_of_headline_sources_no_text_is_asked_for(make_scope: MakeScope) -> None:
    _, url = _ask(make_scope("wordpress", URL, rights="headline"))
    assert "content" not in (url_query_parameter(url, "_fields") or "")


def test_posts_are_articles_with_utc_dates(make_scope: MakeScope) -> None:
    discovery, url = _ask(make_scope("wordpress", URL, since=SINCE))
    finding = discovery.discover(_response([_post(7)], url))
    (lead,) = finding.leads
    assert (lead.url, lead.fragment) == ("https://contoh.id/2026/11/14/satu-7/", "7")
    assert lead.hints == {
        "title": "Judul – 7",
        "published": "2026-11-14T02:30:00+00:00",
        "modified": "2026-11-14T03:00:00+00:00",
        "summary": "Ringkas",
    }


def test_posts_without_text_are_fetched_as_pages(make_scope: MakeScope) -> None:
    discovery, url = _ask(make_scope("wordpress", URL))
    empty = _post(1, content={"rendered": " ", "protected": True})
    assert [lead.fragment for lead in discovery.discover(_response([empty, _post(2)], url)).leads] == [None, "2"]


def test_posts_before_the_window_or_elsewhere_are_left_out(make_scope: MakeScope) -> None:
    discovery, url = _ask(make_scope("wordpress", URL, since=SINCE))
    old, foreign = _post(1, date_gmt="2026-11-01T00:00:00"), _post(2, link="https://lain.id/satu")
    finding = discovery.discover(_response([old, foreign, _post(3), _post(4, link=None)], url))
    assert [lead.fragment for lead in finding.leads] == ["3"]
    assert finding.seen == 3


@pytest.mark.parametrize(
    ("page", "headers", "posts", "following"),
    [
        (1, {"X-WP-TotalPages": "3"}, 1, 2),
        (2, {"X-WP-TotalPages": "3"}, 1, 3),
        (3, {"X-WP-TotalPages": "3"}, 1, None),
        (1, {}, 1, None),
        (1, {}, 100, 2),
    ],
)
def test_pages_are_followed_as_the_answer_says(
    make_scope: MakeScope, page: int, headers: dict[str, str], posts: int, following: int | None
) -> None:
    discovery, _ = _ask(make_scope("wordpress", URL))
    finding = discovery.discover(_response([_post(n) for n in range(posts)], f"{URL}?page={page}", **headers))
    pages = [url_query_parameter(url, "page") for url in finding.following]
    assert pages == ([str(following)] if following else [])


def test_nothing_new_is_a_good_answer(make_scope: MakeScope) -> None:
    discovery, url = _ask(make_scope("wordpress", URL, since=SINCE))
    finding = discovery.discover(_response([], url))
    assert (finding.leads, finding.seen, finding.is_exhausted) == ((), 0, True)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"code": "rest_no_route", "message": "Tidak ada rute"}, "Tidak ada rute"),
        ("teks", "no list"),
        ([1, 2], "no list"),
        ([], "no post"),
    ],
)
def test_what_is_no_list_of_posts_is_refused(make_scope: MakeScope, value: Any, words: str) -> None:
    discovery, url = _ask(make_scope("wordpress", URL))
    with pytest.raises(BrokenChannel, match=words):
        discovery.discover(_response(value, url))


def test_a_page_instead_of_json_is_refused(make_scope: MakeScope) -> None:
    discovery, url = _ask(make_scope("wordpress", URL))
    with pytest.raises(BrokenChannel, match="no JSON"):
        discovery.discover(TextResponse(url, body=b"<html>"))
