"""One look at a source: what each kind of channel gave, and the one article a harvest would keep."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from models.settings import Settings
from models.shapes import Page
from models.sources import Platform, Source
from spiders.asking import Asker
from spiders.probe import Probe, fetch_page, probe_source

NOW = datetime(2026, 11, 15, 5, tzinfo=UTC)
GENERIC = Platform(id="generic", name="Umum", reject_url=("/tag/",))
POST = {
    "id": 7,
    "link": "",
    "date_gmt": "2026-11-14T03:00:00",
    "title": {"rendered": "Jalan baru"},
    "content": {"rendered": "<p>Isi.</p>"},
    "excerpt": {"rendered": "Ringkas"},
}


@pytest.fixture(scope="module")
def asker() -> Iterator[Asker]:
    settings = Settings.model_validate({"allow_private_hosts": True, "delay_seconds": 0})
    with Asker(settings) as opened:
        yield opened


@pytest.fixture
def look(asker: Asker, farm: Any) -> Callable[..., Probe]:
    """Probe a site's channels; `rights` and other fields of the source by name."""

    def probe(site: Any, *channels: Mapping[str, Any], **values: Any) -> Probe:
        expect = {"articles_per_week": {"min": 0, "max": 9}}
        facts = {"id": "uji", "name": "Uji", "owner": "press", "platform": "generic", "expect": expect}
        source = Source.model_validate(facts | site.facts(*channels, **values))
        return probe_source(asker, source, GENERIC, NOW)

    return probe


def test_every_channel_is_asked_and_the_first_article_of_the_best_is_fetched(look: Any, farm: Any) -> None:
    site = farm.site(2)
    urls = [site.article(f"/jalan-baru-{number}") for number in range(3)]
    site.feed("/feed", dict.fromkeys(urls, NOW))
    site.listing("/berita", urls)
    feed, listing = {"spider": "feed", "url": "/feed"}, {"spider": "listing", "url": "/berita"}
    probe = look(site, {"spider": "sitemap", "url": "/peta.xml"}, feed, listing)
    assert [each.as_dict()["state"] for each in probe.channels] == ["feed_broken", "ok", "ok"]
    assert [len(each.leads) for each in probe.channels] == [0, 3, 3]
    assert probe.channels[1].dates == [NOW] * 3
    assert probe.page is not None
    assert (probe.page.url, probe.page.kind, probe.page.hints["published"]) == (urls[0], "html", NOW.isoformat())
    assert b"/jalan-baru-0" in probe.page.body
    assert site.requests == ["/robots.txt", "/peta.xml", "/feed", "/berita", "/jalan-baru-0"]


def test_an_index_of_sitemaps_is_followed_once(look: Any, farm: Any) -> None:
    site = farm.site(3)
    url = site.article("/jalan-baru")
    index = f"<sitemapindex><sitemap><loc>{site.origin}/post-1.xml</loc></sitemap></sitemapindex>"
    site.set("/peta.xml", index, content_type="text/xml")
    site.set("/post-1.xml", f"<urlset><url><loc>{url}</loc></url></urlset>", content_type="text/xml")
    probe = look(site, {"spider": "sitemap", "url": "/peta.xml"})
    assert [lead.url for lead in probe.channels[0].leads] == [url]
    assert probe.page is not None


def test_a_rest_post_is_read_from_the_answer_and_few_are_asked_for(look: Any, farm: Any) -> None:
    site = farm.site(4)
    site.json("/wp-json/wp/v2/posts", [POST | {"link": f"{site.origin}/jalan-baru/"}])
    probe = look(site, {"spider": "wordpress", "url": "/wp-json/wp/v2/posts"})
    assert probe.page is not None
    assert (probe.page.kind, probe.page.fragment, probe.page.url) == ("wordpress", "7", f"{site.origin}/jalan-baru/")
    (asked,) = [request for request in site.requests if request != "/robots.txt"]
    assert "per_page=10&" in asked


def test_the_page_of_a_headline_source_is_never_requested(look: Any, farm: Any) -> None:
    site = farm.site(5)
    site.feed("/feed", {site.article("/jalan-baru"): NOW})
    probe = look(site, {"spider": "feed", "url": "/feed"}, rights="headline")
    assert probe.page is not None
    assert (probe.page.kind, probe.page.hints["summary"]) == ("headline", "Ringkasan tebal")
    assert site.requests == ["/robots.txt", "/feed"]


def test_a_deleted_article_is_passed_over(look: Any, farm: Any) -> None:
    site = farm.site(6)
    site.feed("/feed", {f"{site.origin}/sudah-dihapus": NOW, site.article("/jalan-baru"): NOW})
    probe = look(site, {"spider": "feed", "url": "/feed"})
    assert probe.page is not None
    assert probe.tried == (f"{site.origin}/sudah-dihapus", f"{site.origin}/jalan-baru")


def test_what_keeps_a_source_from_being_seen_is_its_trouble(look: Any, farm: Any) -> None:
    denied, blocked, empty = farm.site(7), farm.site(8), farm.site(10)
    denied.set("/robots.txt", "User-agent: *\nDisallow: /", content_type="text/plain")
    blocked.fallback.status = 403
    empty.listing("/berita", [f"{empty.origin}/tag/jalan"])
    down = farm.site(11)
    down.port = 1
    feed = {"spider": "feed", "url": "/feed"}
    found = {
        "denied": look(denied, feed),
        "blocked": look(blocked, feed),
        "empty": look(empty, {"spider": "listing", "url": "/berita"}),
        "down": look(down, feed),
    }
    states = {name: probe.trouble.state if probe.trouble else None for name, probe in found.items()}
    assert states == {
        "denied": "denied_by_robots", "blocked": "blocked", "empty": "layout_changed", "down": "unreachable",
    }  # fmt: skip
    assert denied.requests == ["/robots.txt"]
    assert all(probe.page is None for probe in found.values())


def test_a_page_is_fetched_or_its_trouble_said(asker: Asker, farm: Any) -> None:
    site = farm.site(12)
    site.set("/kosong", " ")
    fetched = fetch_page(asker, site.article("/jalan-baru"))
    assert isinstance(fetched, Page)
    assert fetched.content_type == "text/html; charset=utf-8"
    assert fetch_page(asker, f"{site.origin}/kosong") == ("unreachable", "is empty")
