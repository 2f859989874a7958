"""Sites that are searched: those whose search searches, and those that only pretend to."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from scrapy.http import HtmlResponse, TextResponse

from models.catalogue import Catalogue
from models.settings import Settings
from spiders.channels import AskedChannel
from spiders.discovery import BrokenChannel, Scope
from spiders.feed import FeedDiscovery
from spiders.listing import ListingDiscovery
from spiders.report import SourceReport
from spiders.run import harvest
from spiders.searching import NONSENSE, Probe

NOW = datetime.now(UTC)
SEARCH = "https://contoh.id/cari?q={term}&hal={page}"
MakeScope = Callable[..., Scope]
MakeCatalogue = Callable[[Mapping[str, Mapping[str, Any]]], Catalogue]


def _topic(make_scope: MakeScope, kind: str = "listing", url: str = SEARCH, **values: Any) -> Scope:
    return make_scope(kind, url, channel={"topic": True}, **values)


def _page(*paths: str) -> HtmlResponse:
    body = "".join(f'<a href="{path}">Judul</a>' for path in ("/tag/x", *paths))
    return HtmlResponse("https://contoh.id/cari", body=body.encode(), encoding="utf-8")


def test_a_search_that_finds_nothing_for_nonsense_is_one(make_scope: MakeScope) -> None:
    probe = Probe(ListingDiscovery(_topic(make_scope).for_word(NONSENSE)))
    assert probe.first_urls() == (f"https://contoh.id/cari?q={NONSENSE}&hal=1",)
    assert probe.discover(_page()).leads == ()


def test_a_search_that_finds_something_for_nonsense_is_none(make_scope: MakeScope) -> None:
    probe = Probe(ListingDiscovery(_topic(make_scope).for_word(NONSENSE)))
    probe.first_urls()
    with pytest.raises(BrokenChannel, match="a word that nobody uses"):
        probe.discover(_page("/satu"))


def test_a_feed_without_entries_is_a_search_that_found_nothing(make_scope: MakeScope) -> None:
    probe = Probe(FeedDiscovery(make_scope("feed", "https://contoh.id/?s=bangka&feed=rss2").for_word(NONSENSE)))
    assert probe.first_urls() == (f"https://contoh.id/?s={NONSENSE}&feed=rss2",)
    empty = TextResponse("https://contoh.id/", body=b"<rss><channel></channel></rss>")
    assert probe.discover(empty).leads == ()
    with pytest.raises(BrokenChannel, match="no XML"):
        probe.discover(TextResponse("https://contoh.id/", body=b"<html></html>"))


def test_every_word_is_searched_for_once_the_probe_has_passed(make_scope: MakeScope) -> None:
    channel = AskedChannel(0, _topic(make_scope), ("smart city", "kota cerdas"))
    (probe,) = channel.first()
    _, asks = channel.read(_page(), probe.discovery)
    assert [ask.url for ask in asks] == [
        "https://contoh.id/cari?q=smart%20city&hal=1",
        "https://contoh.id/cari?q=kota%20cerdas&hal=1",
    ]
    assert channel.record.answers == 0, "the probe is no answer of the channel"
    leads, following = channel.read(_page("/satu"), asks[0].discovery)
    assert [lead.url for lead in leads] == ["https://contoh.id/satu"]
    assert following[0].url == "https://contoh.id/cari?q=smart%20city&hal=2", "each word has its own pages"
    assert channel.read(_page(), asks[1].discovery) == ((), [])
    assert channel.record.has_answered


def test_words_nothing_is_found_for_are_no_sign_of_a_new_layout(make_scope: MakeScope) -> None:
    channel = AskedChannel(0, _topic(make_scope), ("smart city",))
    (probe,) = channel.first()
    (ask,) = channel.read(_page(), probe.discovery)[1]
    channel.read(_page(), ask.discovery)
    assert (channel.record.has_answered, channel.record.leads) == (True, 0)


def test_a_search_may_find_nothing_without_a_word(make_scope: MakeScope) -> None:
    channel = AskedChannel(0, _topic(make_scope), ("smart city",))
    (probe,) = channel.first()
    nothing = HtmlResponse("https://contoh.id/cari", body=b"<html>Tidak ada hasil</html>", encoding="utf-8")
    (ask,) = channel.read(nothing, probe.discovery)[1]
    assert channel.read(nothing, ask.discovery) == ((), [])
    assert (channel.record.has_answered, channel.record.trouble) == (True, None)


def test_a_site_that_says_not_found_has_found_nothing(make_scope: MakeScope) -> None:
    channel = AskedChannel(0, _topic(make_scope), ("smart city",))
    (probe,) = channel.first()
    _, asks = channel.read(HtmlResponse("https://contoh.id/cari", 404, body=b"x"), probe.discovery)
    assert len(asks) == 1
    assert channel.record.trouble is None


@pytest.mark.parametrize(("status", "body"), [(403, b""), (503, b"")])
def test_a_search_that_gives_no_answer_is_not_asked_on(make_scope: MakeScope, status: int, body: bytes) -> None:
    channel = AskedChannel(0, _topic(make_scope), ("smart city",))
    (probe,) = channel.first()
    assert channel.read(HtmlResponse("https://contoh.id/cari", status, body=body), probe.discovery) == ((), [])
    assert channel.record.trouble is not None


def test_an_archive_is_not_asked_for_nonsense(make_scope: MakeScope) -> None:
    channel = AskedChannel(0, _topic(make_scope, is_replay=True), ("smart city",))
    assert [ask.url for ask in channel.first()] == ["https://contoh.id/cari?q=smart%20city&hal=1"]


def test_what_is_no_search_is_not_asked_for_nonsense(make_scope: MakeScope) -> None:
    channel = AskedChannel(0, make_scope("listing", "https://contoh.id/berita?hal={page}"), ("smart city",))
    assert [ask.url for ask in channel.first()] == ["https://contoh.id/berita?hal=1"]


def _post(site: Any, name: str) -> dict[str, Any]:
    return {
        "id": sum(name.encode()),
        "date_gmt": (NOW - timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M:%S"),
        "link": f"{site.origin}/{name.replace(' ', '-')}/",
        "title": {"rendered": name},
        "content": {"rendered": f"<p>{name}</p>"},
    }


def _search(site: Any, path: str, titles: list[str], does_search: bool = True) -> None:
    def answer(query: dict[str, str]) -> Any:
        found = [title for title in titles if not does_search or query["search"] in title]
        body = json.dumps([_post(site, title) for title in found])
        return replace(site.fallback, body=body.encode(), status=200, content_type="application/json")

    site.made[path] = answer


def _harvest(settings: Settings, catalogue: Catalogue) -> SourceReport:
    fast = settings.model_copy(update={"delay_seconds": 0.0})
    (report,) = harvest(fast, catalogue).sources
    return report


TITLES = ["mou smart city", "harga lada", "smart governance desa", "kebakaran pasar"]
POSTS = {"spider": "wordpress", "url": "/wp-json/wp/v2/posts?search={term}", "topic": True}


def test_a_site_is_harvested_by_topic(farm: Any, settings: Settings, make_catalogue: MakeCatalogue) -> None:
    site = farm.site(81)
    _search(site, "/wp-json/wp/v2/posts", TITLES)
    catalogue = make_catalogue({"topik": site.facts(POSTS)})
    report = _harvest(settings, catalogue)
    assert (report.state, report.fetched) == ("ok", 2)
    assert f"search={NONSENSE}" in site.requests[1]
    assert len(site.requests) == 2 + len(catalogue.search_terms)


def test_a_site_whose_search_finds_everything_is_harvested_otherwise(
    farm: Any, settings: Settings, make_catalogue: MakeCatalogue
) -> None:
    site = farm.site(82)
    _search(site, "/wp-json/wp/v2/posts", TITLES, does_search=False)
    site.feed("/feed/", {site.article("/satu/"): NOW})
    fixed = {"spider": "wordpress", "url": "/wp-json/wp/v2/posts?search=bangka"}
    report = _harvest(settings, make_catalogue({"semu": site.facts(POSTS, fixed, {"spider": "feed", "url": "/feed/"})}))
    assert (report.state, report.fetched, report.channel) == ("ok", 1, "feed")
    assert "wordpress finds articles for a word that nobody uses" in report.reason
    assert all(f"search={NONSENSE}" in path for path in site.requests if "search=" in path)


def test_what_only_the_search_finds_is_counted(farm: Any, settings: Settings, make_catalogue: MakeCatalogue) -> None:
    site = farm.site(83)
    _search(site, "/wp-json/wp/v2/posts", TITLES)
    seen = [site.article(f"/{title.replace(' ', '-')}/") for title in TITLES[1:]]
    site.feed("/feed/", {**dict.fromkeys(seen, NOW), f"{site.origin}/lama/": NOW - timedelta(days=40)})
    checked = {**POSTS, "cross_check": True}
    report = _harvest(settings, make_catalogue({"dua": site.facts({"spider": "feed", "url": "/feed/"}, checked)}))
    assert (report.fetched, report.checked_by) == (4, "wordpress")
    assert (report.only_first, report.only_second, report.missed_estimate) == (None, 1, None)
    assert report.reason.endswith("checked by wordpress: 1 only in wordpress")
