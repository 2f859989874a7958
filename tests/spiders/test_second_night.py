"""The nights after the first: what is sent again, and what is found all the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from models.archive import index_archive
from models.catalogue import Catalogue
from models.settings import Settings
from spiders.report import NightReport, SourceReport
from spiders.run import harvest

NOW = datetime.now(UTC)
ARTICLES = 40
ROBOTS = "User-agent: *\nDisallow: /admin/\n"
MakeCatalogue = Callable[[Mapping[str, Mapping[str, Any]]], Catalogue]
FEED = {"spider": "feed", "url": "/feed/"}


@pytest.fixture
def fast(settings: Settings) -> Settings:
    return settings.model_copy(update={"delay_seconds": 0.0})


def _outlet(farm: Any, number: int, robots: str = ROBOTS) -> Any:
    site = farm.site(number)
    site.is_conditional = True
    site.set("/robots.txt", robots, content_type="text/plain")
    return site


def _write_feed(site: Any, count: int, first: int = 0) -> None:
    items = {site.article(f"/berita-{n}/"): NOW - timedelta(hours=n) for n in range(first, first + count)}
    site.feed("/feed/", {**items, f"{site.origin}/lama/": NOW - timedelta(days=30)})


def _write_sitemaps(site: Any, count: int) -> None:
    names = ("post-sitemap.xml", "post-sitemap2.xml")
    places = "".join(f"<sitemap><loc>{site.origin}/{name}</loc></sitemap>" for name in names)
    site.set("/indeks.xml", f"<sitemapindex>{places}</sitemapindex>")
    for part, name in enumerate(names):
        urls = [site.article(f"/peta-{part}-{n}/") for n in range(count // 2)]
        rows = "".join(f"<url><loc>{url}</loc><lastmod>{NOW:%Y-%m-%d}</lastmod></url>" for url in urls)
        site.set(f"/{name}", f"<urlset>{rows}</urlset>")


def _write_listing(site: Any, count: int, pages: int = 4) -> None:
    urls = [site.article(f"/lokal/{n}/judul") for n in range(count)]
    share = count // pages
    for page in range(pages):
        day = f"{NOW:%d/%m/%Y}"
        site.listing(f"/indeks?page={page + 1}", urls[page * share : (page + 1) * share], date=day)
    site.set(f"/indeks?page={pages + 1}", "<html>habis</html>")


def _of(report: NightReport, source_id: str) -> SourceReport:
    (found,) = [source for source in report.sources if source.source_id == source_id]
    return found


def _downloads(*sites: Any) -> int:
    return sum(access.status == 200 for site in sites for access in site.log)


def _forget(*sites: Any) -> None:
    for site in sites:
        site.log.clear()


def test_a_second_night_without_news_downloads_next_to_nothing(
    farm: Any, fast: Settings, engine: Engine, make_catalogue: MakeCatalogue
) -> None:
    feed, sitemap, listing = sites = tuple(_outlet(farm, number) for number in (71, 72, 73))
    _write_feed(feed, ARTICLES)
    _write_sitemaps(sitemap, ARTICLES)
    _write_listing(listing, ARTICLES)
    catalogue = make_catalogue(
        {
            "umpan": feed.facts(FEED),
            "peta": sitemap.facts({"spider": "sitemap", "url": "/indeks.xml"}),
            "daftar": listing.facts({"spider": "listing", "url": "/indeks?page={page}", "date": "time"}),
        }
    )
    first = harvest(fast, catalogue)
    assert first.fetched == 3 * ARTICLES
    before = _downloads(*sites)
    _forget(*sites)
    second = harvest(fast, catalogue)
    assert {source.state for source in second.sources} == {"nothing_new"}
    assert _downloads(*sites) <= 0.02 * before
    assert _downloads(*sites) == 0
    assert {source.source_id: source.known for source in second.sources} == {
        "umpan": ARTICLES, "peta": ARTICLES, "daftar": ARTICLES // 4,
    }  # fmt: skip
    assert feed.requests == ["/robots.txt", "/feed/"]
    assert set(sitemap.requests) == {"/robots.txt", "/indeks.xml", "/post-sitemap.xml", "/post-sitemap2.xml"}
    assert listing.requests == ["/robots.txt", "/indeks?page=1"], "behind an unchanged page nothing is new"
    assert (_of(second, "umpan").unchanged, _of(second, "peta").unchanged) == (2, 4)
    assert "feed has not changed" in _of(second, "umpan").reason
    with engine.connect() as connection:
        query = text("SELECT unchanged FROM source_night WHERE source_id = 'umpan' ORDER BY id")
        assert list(connection.execute(query).scalars()) == [0, 2]


def test_what_is_new_is_found_where_only_a_part_changed(
    farm: Any, fast: Settings, make_catalogue: MakeCatalogue
) -> None:
    site = _outlet(farm, 74)
    _write_sitemaps(site, 8)
    catalogue = make_catalogue({"peta": site.facts({"spider": "sitemap", "url": "/indeks.xml"})})
    harvest(fast, catalogue)
    url = site.article("/peta-baru/")
    site.set("/post-sitemap2.xml", f"<urlset><url><loc>{url}</loc></url></urlset>")
    _forget(site)
    report = _of(harvest(fast, catalogue), "peta")
    assert (report.state, report.fetched, report.unchanged) == ("ok", 1, 3), "an index may stay as it is"


def test_what_failed_is_asked_for_again_though_the_feed_is_the_same(
    farm: Any, fast: Settings, make_catalogue: MakeCatalogue
) -> None:
    site = _outlet(farm, 75)
    _write_feed(site, 5)
    site.answers["/berita-3/"].status = 404
    catalogue = make_catalogue({"umpan": site.facts(FEED)})
    assert _of(harvest(fast, catalogue), "umpan").failed == 1
    site.answers["/berita-3/"].status = 200
    _forget(site)
    report = _of(harvest(fast, catalogue), "umpan")
    assert (report.fetched, report.unchanged) == (1, 2)
    assert site.requests == ["/robots.txt", "/feed/", "/berita-3/"]


def test_headlines_left_over_point_to_the_feed_that_named_them(
    farm: Any, fast: Settings, engine: Engine, make_catalogue: MakeCatalogue
) -> None:
    site = _outlet(farm, 76)
    _write_feed(site, 3)
    catalogue = make_catalogue({"judul": site.facts(FEED, rights="headline")})
    harvest(fast, catalogue)
    with engine.begin() as connection:
        before = connection.execute(text("DELETE FROM page WHERE key LIKE '%berita-1' RETURNING *")).one()
    assert _of(harvest(fast, catalogue), "judul").unchanged == 2
    with engine.connect() as connection:
        after = connection.execute(text("SELECT * FROM page WHERE key LIKE '%berita-1'")).one()
    same = ("warc_file", "warc_offset", "digest", "fetched_at", "content_type")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]


def test_rules_of_robots_txt_hold_when_they_have_not_changed(
    farm: Any, fast: Settings, make_catalogue: MakeCatalogue
) -> None:
    site = _outlet(farm, 77, robots="User-agent: *\nDisallow: /berita-1/\n")
    _write_feed(site, 3)
    catalogue = make_catalogue({"umpan": site.facts(FEED)})
    first, second = (_of(harvest(fast, catalogue), "umpan") for _ in range(2))
    assert (first.fetched, first.skipped) == (2, 1)
    assert (second.skipped, second.unchanged) == (1, 2)
    assert "/berita-1/" not in site.requests


def test_a_farther_look_back_pages_on(farm: Any, fast: Settings, make_catalogue: MakeCatalogue) -> None:
    site = _outlet(farm, 78)
    _write_listing(site, 20)
    catalogue = make_catalogue({"daftar": site.facts({"spider": "listing", "url": "/indeks?page={page}"})})
    harvest(fast, catalogue)
    _forget(site)
    report = _of(harvest(fast, catalogue, since=NOW - timedelta(days=60)), "daftar")
    assert (report.known, report.unchanged) == (20, 6), "robots.txt and five pages"


def test_what_one_channel_misses_another_finds_once_a_week(
    farm: Any, fast: Settings, engine: Engine, make_catalogue: MakeCatalogue
) -> None:
    site = _outlet(farm, 70)
    _write_feed(site, 20)
    hidden = [site.article(f"/tersembunyi-{n}/") for n in range(3)]
    urls = [f"{site.origin}/berita-{n}/" for n in range(1, 20)]
    places = "".join(f"<url><loc>{url}</loc></url>" for url in [*urls, *hidden])
    site.set("/peta.xml", f"<urlset>{places}</urlset>")
    sitemap = {"spider": "sitemap", "url": "/peta.xml"}
    catalogue = make_catalogue({"dua": site.facts(FEED, sitemap)})
    first = _of(harvest(fast, catalogue), "dua")
    assert (first.fetched, first.checked_by) == (23, "sitemap")
    assert (first.only_first, first.only_second) == (1, 3)
    assert first.missed_estimate == pytest.approx(0.15)
    assert first.reason == (
        "feed: 23 new, 0 known; checked by sitemap: 3 only in sitemap, 1 only in feed, about 0.1 missed by both"
    )
    second = _of(harvest(fast, catalogue), "dua")
    assert (second.checked_by, second.missed_estimate) == (None, None), "not every night"
    assert site.requests.count("/peta.xml") == 1
    with engine.connect() as connection:
        columns = "checked_by, only_first, only_second, round(missed_estimate::numeric, 2)::float"
        rows = connection.execute(text(f"SELECT {columns} FROM source_night ORDER BY id"))
        assert [tuple(row) for row in rows] == [("sitemap", 1, 3, 0.15), (None, None, None, None)]


def test_nights_that_sent_little_are_replayed_with_those_that_sent_all(
    farm: Any, fast: Settings, make_catalogue: MakeCatalogue, make_database: Callable[[], str], tmp_path: Path,
    make_settings: Callable[[Path, str], Settings],
) -> None:  # fmt: skip
    site = _outlet(farm, 79)
    _write_feed(site, 3)
    catalogue = make_catalogue({"umpan": site.facts(FEED)})
    for _ in range(2):
        harvest(fast, catalogue)
    assert len(index_archive(fast.archive_dir).versions(f"{site.origin}/feed/")) == 1
    other = make_settings(tmp_path / "lain", make_database())
    assert harvest(other, catalogue, replay=fast.archive_dir).fetched == 3
