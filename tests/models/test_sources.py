"""Files of sources and platforms: what is refused, what the defaults are, which hosts belong to whom."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from models.sources import Channel, Platform, ReadingHints, Source

FEED: dict[str, Any] = {"spider": "feed", "url": "https://wartatoboali.example/feed/"}
SOURCE: dict[str, Any] = {
    "id": "warta_toboali",
    "name": "Warta Toboali",
    "owner": "press",
    "homepage": "https://wartatoboali.example",
    "platform": "wordpress",
    "discover": [FEED],
    "expect": {"articles_per_week": {"min": 1, "max": 40}},
}


def wrong_fields(changes: dict[str, Any]) -> set[str]:
    with pytest.raises(ValidationError) as caught:
        Source.model_validate({**SOURCE, **changes})
    return {str(part) for error in caught.value.errors() for part in error["loc"]}


def test_a_plain_source_lives_on_defaults() -> None:
    source = Source.model_validate(SOURCE)

    assert source.enabled
    assert source.rights == "fulltext"
    assert source.regencies == ()
    assert source.verified is None
    assert source.discover[0].article == "a[href]"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"owner": "goverment"}, "owner"),
        ({"rights": "full"}, "rights"),
        ({"id": "Warta-Toboali"}, "id"),
        ({"homepage": "wartatoboali"}, "homepage"),
        ({"kind": "press"}, "kind"),
        ({"discover": []}, "discover"),
        ({"discover": [{**FEED, "spider": "rss"}]}, "spider"),
        ({"discover": [{**FEED, "url": "/feed/"}]}, "url"),
        ({"discover": [{**FEED, "include": "(/berita/"}]}, "include"),
        ({"discover": [{**FEED, "max_pages": 0}]}, "max_pages"),
        ({"discover": [{**FEED, "max_pages": 1000}]}, "max_pages"),
        ({"discover": [{**FEED, "page_step": 0}]}, "page_step"),
        ({"discover": [{**FEED, "topic": True}]}, "discover"),
        ({"discover": [{**FEED, "url": "https://wartatoboali.example/?s={term}&feed=rss2"}]}, "discover"),
        ({"discover": [{"spider": "sitemap", "url": "https://x.example/{term}.xml", "topic": True}]}, "discover"),
        ({"regencies": ["Bangka Selatan"]}, "regencies"),
        ({"regencies": [19.03]}, "regencies"),
        ({"expect": {}}, "articles_per_week"),
        ({"expect": {"articles_per_week": {"min": -1, "max": 10}}}, "min"),
        ({"extract": [{"cut_after": ["["]}]}, "cut_after"),
        ({"verified": "yesterday"}, "verified"),
    ],
)
def test_refuses_a_source_of_a_wrong_shape(changes: dict[str, Any], field: str) -> None:
    assert field in wrong_fields(changes)


def test_a_source_is_not_switched_off_without_a_reason() -> None:
    with pytest.raises(ValidationError, match="needs a reason"):
        Source.model_validate({**SOURCE, "enabled": False})

    reason = "robots.txt forbids everything"
    assert Source.model_validate({**SOURCE, "enabled": False, "reason": reason}).reason == reason


@pytest.mark.parametrize("pattern", ["(", "a**", "[a-"])
def test_refuses_a_pattern_that_is_no_regular_expression(pattern: str) -> None:
    with pytest.raises(ValidationError, match="no valid regular expression"):
        Platform.model_validate({"id": "tribun", "name": "Tribun", "article_url": pattern})


def test_refuses_a_platform_with_an_unknown_way_of_paging() -> None:
    with pytest.raises(ValidationError, match="parts"):
        Platform.model_validate({"id": "tribun", "name": "Tribun", "parts": "page"})


def test_a_platform_without_hints_has_one_empty_reading() -> None:
    assert Platform.model_validate({"id": "generic", "name": "Generic"}).reading == (ReadingHints(),)


def test_the_hosts_of_a_source_are_its_homepages_and_the_further_ones() -> None:
    source = Source.model_validate({**SOURCE, "hosts": ["mail.wartatoboali.example"]})

    assert source.host == "wartatoboali.example"
    assert source.all_hosts == {"wartatoboali.example", "mail.wartatoboali.example"}


def test_only_hosts_under_example_are_samples() -> None:
    assert Source.model_validate(SOURCE).is_sample
    assert not Source.model_validate({**SOURCE, "homepage": "https://example.go.id"}).is_sample


def test_a_listing_keeps_the_place_of_its_page_number() -> None:
    channel = Channel.model_validate({"spider": "listing", "url": "https://wartatoboali.example/berita?hal={page}"})

    assert channel.url.format(page=3) == "https://wartatoboali.example/berita?hal=3"


def _channel(path: str, **values: Any) -> Channel:
    return Channel.model_validate({"spider": "listing", "url": f"https://wartatoboali.example{path}", **values})


@pytest.mark.parametrize(
    ("path", "searched", "subject"),
    [
        ("/feed/", None, None),
        ("/wp-json/wp/v2/posts?search=bangka", "bangka", "bangka"),
        ("/?rest_route=/wp/v2/posts&search=bangka", "bangka", "bangka"),
        ("/?s=bangka+belitung&feed=rss2", "bangka+belitung", "bangka+belitung"),
        ("/search?q=bangka&page={page}", "bangka", "bangka"),
        ("/?q=berita&page={page}", None, None),
        ("/tag/bangka-belitung?page={page}", None, "bangka-belitung"),
        ("/category/bangka/feed/", None, "bangka"),
    ],
)
def test_a_channel_says_what_it_is_narrowed_to(path: str, searched: str | None, subject: str | None) -> None:
    channel = _channel(path)
    assert (channel.searched, channel.subject) == (searched, subject)


@pytest.mark.parametrize(
    ("path", "values", "address"),
    [
        ("/cari?q={term}&hal={page}", {"topic": True}, "/cari?q=smart%20city&hal={page}"),
        ("/wp-json/wp/v2/posts?search={term}", {"topic": True}, "/wp-json/wp/v2/posts?search=smart%20city"),
        ("/?s=bangka&feed=rss2", {}, "/?s=smart%20city&feed=rss2"),
        ("/search?q=bangka&page={page}", {}, "/search?q=smart%20city&page={page}"),
    ],
)
def test_a_search_is_made_for_another_word(path: str, values: dict[str, Any], address: str) -> None:
    channel = _channel(path, **values)
    assert channel.searched
    assert channel.for_word("smart city").url == f"https://wartatoboali.example{address}"
    assert not channel.for_word("smart city").topic


@pytest.mark.parametrize(
    ("path", "other", "is_within"),
    [
        ("/feed/", "/sitemap.xml", True),
        ("/?s=bangka", "/feed/", True),
        ("/feed/", "/?s=bangka", False),
        ("/?s=bangka&feed=rss2", "/posts?search=bangka", True),
        ("/sumbagsel/indeks", "/tag/bangka-belitung", False),
    ],
)
def test_a_channel_may_be_within_another(path: str, other: str, is_within: bool) -> None:
    assert _channel(path).is_within(_channel(other)) is is_within


def test_a_channel_that_takes_less_is_not_checked_by_one_that_takes_all() -> None:
    lokal, everything = _channel("/rss", include="/lokal/"), _channel("/sitemap.xml")
    assert not everything.is_within(lokal)
    assert lokal.is_within(everything)
