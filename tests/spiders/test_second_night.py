"""The nights after the first: what is sent again, and what is found all the same.

Two nights over the same outlets, of which some have changed in between, and looked at by many tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, text

from models.archive import index_archive
from models.catalogue import Catalogue
from models.database import make_engine
from models.settings import Settings
from spiders.report import NightReport, SourceReport
from spiders.run import harvest

NOW = datetime.now(UTC)
ARTICLES = 40
ROBOTS = "User-agent: *\nDisallow: /admin/\n"
FEED = {"spider": "feed", "url": "/feed/"}
SITEMAP = {"spider": "sitemap", "url": "/peta.xml"}
LISTING = {"spider": "listing", "url": "/indeks?page={page}"}
OF_A_HEADLINE = "SELECT * FROM page WHERE source_id = 'judul' AND key LIKE '%berita-1'"


@dataclass
class Stage:
    """A farm that is harvested twice. `sites`: by source id."""

    settings: Settings
    catalogue: Catalogue
    sites: dict[str, Any]
    reports: list[NightReport] = field(default_factory=list)
    downloads: list[int] = field(default_factory=list)
    """Full answers of the outlets without news, by night."""
    deleted: Row[Any] | None = None

    def harvest(self) -> None:
        """One more night, with access logs of its own."""
        for site in self.sites.values():
            site.log.clear()
        self.reports.append(harvest(self.settings, self.catalogue))
        calm = [access for name in ("umpan", "peta", "daftar") for access in self.sites[name].log]
        self.downloads.append(sum(access.status == 200 for access in calm))

    def select(self, query: str) -> list[Row[Any]]:
        engine = make_engine(self.settings)
        with engine.begin() as connection:
            rows = list(connection.execute(text(query)))
        engine.dispose()
        return rows

    def report_of(self, source_id: str, night: int) -> SourceReport:
        (found,) = [source for source in self.reports[night].sources if source.source_id == source_id]
        return found


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


def _write_two_channels(site: Any) -> None:
    """The first article is in the feed only, three others in the sitemap only."""
    _write_feed(site, 20)
    hidden = [site.article(f"/tersembunyi-{n}/") for n in range(3)]
    urls = [f"{site.origin}/berita-{n}/" for n in range(1, 20)]
    places = "".join(f"<url><loc>{url}</loc></url>" for url in [*urls, *hidden])
    site.set("/peta.xml", f"<urlset>{places}</urlset>")


def _set_status(site: Any, status: int) -> None:
    """Of all articles but the first."""
    for number in range(1, 6):
        site.answers[f"/berita-{number}/"].status = status


def _build(farm: Any) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    names = ("umpan", "peta", "daftar", "bertambah", "gagal", "judul", "patuh", "dua", "jauh", "tambal")
    sites = {name: _outlet(farm, number) for number, name in enumerate(names, 70)}
    _write_feed(sites["umpan"], ARTICLES)
    _write_sitemaps(sites["peta"], ARTICLES)
    _write_listing(sites["daftar"], ARTICLES)
    _write_sitemaps(sites["bertambah"], 8)
    _write_feed(sites["gagal"], 5)
    sites["gagal"].answers["/berita-3/"].status = 404
    _write_feed(sites["judul"], 3)
    sites["patuh"].set("/robots.txt", "User-agent: *\nDisallow: /berita-1/\n", content_type="text/plain")
    _write_feed(sites["patuh"], 3)
    _write_two_channels(sites["dua"])
    _write_listing(sites["jauh"], 20)
    patchy = {sites["tambal"].article(f"/berita-{n}/"): NOW - timedelta(days=2 * n) for n in range(6)}
    sites["tambal"].feed("/feed/", {**patchy, f"{sites['tambal'].origin}/lama/": NOW - timedelta(days=30)})
    _set_status(sites["tambal"], 503)
    index = {**SITEMAP, "url": "/indeks.xml"}
    facts = {name: sites[name].facts(FEED) for name in ("umpan", "gagal", "patuh", "tambal")}
    facts |= {name: sites[name].facts(index) for name in ("peta", "bertambah")}
    facts["daftar"] = sites["daftar"].facts({**LISTING, "date": "time"})
    facts["jauh"] = sites["jauh"].facts(LISTING)
    facts["judul"] = sites["judul"].facts(FEED, rights="headline")
    facts["dua"] = sites["dua"].facts(FEED, SITEMAP)
    return sites, facts


@pytest.fixture(scope="module")
def stage(ground: Any, write_catalogue: Callable[[Path, dict[str, Any]], Catalogue]) -> Stage:
    """After two nights."""
    sites, facts = _build(ground.farm)
    opened = Stage(ground.settings, write_catalogue(ground.folder / "provinces", facts), sites)
    opened.harvest()
    sites["gagal"].answers["/berita-3/"].status = 200
    _set_status(sites["tambal"], 200)
    url = sites["bertambah"].article("/peta-baru/")
    sites["bertambah"].set("/post-sitemap2.xml", f"<urlset><url><loc>{url}</loc></url></urlset>")
    (opened.deleted,) = opened.select(OF_A_HEADLINE)
    opened.select("DELETE FROM page WHERE source_id = 'judul' AND key LIKE '%berita-1' RETURNING id")
    opened.harvest()
    return opened


def test_a_second_night_without_news_downloads_next_to_nothing(stage: Stage) -> None:
    calm = ("umpan", "peta", "daftar")
    assert [stage.report_of(name, 0).fetched for name in calm] == [ARTICLES] * 3
    assert {stage.report_of(name, 1).state for name in calm} == {"nothing_new"}
    assert stage.downloads[0] > 3 * ARTICLES
    assert stage.downloads[1] == 0
    assert [stage.report_of(name, 1).known for name in calm] == [ARTICLES, ARTICLES, ARTICLES // 4]
    assert stage.sites["umpan"].requests == ["/robots.txt", "/feed/"]
    assert set(stage.sites["peta"].requests) == {
        "/robots.txt", "/indeks.xml", "/post-sitemap.xml", "/post-sitemap2.xml",
    }  # fmt: skip
    assert stage.sites["daftar"].requests == ["/robots.txt", "/indeks?page=1"], "behind what is the same is no news"
    assert (stage.report_of("umpan", 1).unchanged, stage.report_of("peta", 1).unchanged) == (2, 4)
    assert "feed has not changed" in stage.report_of("umpan", 1).reason
    rows = stage.select("SELECT unchanged FROM source_night WHERE source_id = 'umpan' ORDER BY id")
    assert [row.unchanged for row in rows] == [0, 2]


def test_what_is_new_is_found_where_only_a_part_changed(stage: Stage) -> None:
    report = stage.report_of("bertambah", 1)
    assert (report.state, report.fetched, report.unchanged) == ("ok", 1, 3), "an index may stay as it is"


def test_what_failed_is_asked_for_again_though_the_feed_is_the_same(stage: Stage) -> None:
    assert stage.report_of("gagal", 0).failed == 1
    report = stage.report_of("gagal", 1)
    assert (report.fetched, report.unchanged) == (1, 2)
    assert stage.sites["gagal"].requests == ["/robots.txt", "/feed/", "/berita-3/"]


def test_many_articles_that_failed_are_looked_for_as_far_back_as_they_lie(stage: Stage) -> None:
    first, second = (stage.report_of("tambal", night) for night in range(2))
    assert (first.state, first.fetched, first.failed) == ("ok", 1, 5)
    assert (second.state, second.fetched, second.known) == ("ok", 5, 1)


def test_headlines_left_over_point_to_the_feed_that_named_them(stage: Stage) -> None:
    assert stage.report_of("judul", 1).unchanged == 2
    (after,) = stage.select(OF_A_HEADLINE)
    same = ("warc_file", "warc_offset", "digest", "fetched_at", "content_type")
    assert [getattr(after, name) for name in same] == [getattr(stage.deleted, name) for name in same]
    assert after.id != stage.deleted.id  # type: ignore[union-attr]


def test_rules_of_robots_txt_hold_when_they_have_not_changed(stage: Stage) -> None:
    first, second = (stage.report_of("patuh", night) for night in range(2))
    assert (first.fetched, first.skipped) == (2, 1)
    assert (second.skipped, second.unchanged) == (1, 2)
    assert stage.sites["patuh"].requests == ["/robots.txt", "/feed/"]


def test_what_one_channel_misses_another_finds_once_a_week(stage: Stage) -> None:
    first, second = (stage.report_of("dua", night) for night in range(2))
    assert (first.fetched, first.checked_by) == (23, "sitemap")
    assert (first.only_first, first.only_second) == (1, 3)
    assert first.missed_estimate == pytest.approx(0.15)
    assert first.reason == (
        "feed: 23 new, 0 known; checked by sitemap: 3 only in sitemap, 1 only in feed, about 0.1 missed by both"
    )
    assert (second.checked_by, second.missed_estimate) == (None, None), "not every night"
    assert "/peta.xml" not in stage.sites["dua"].requests
    columns = "checked_by, only_first, only_second, round(missed_estimate::numeric, 2)::float"
    rows = stage.select(f"SELECT {columns} FROM source_night WHERE source_id = 'dua' ORDER BY id")
    assert [tuple(row) for row in rows] == [("sitemap", 1, 3, 0.15), (None, None, None, None)]


def test_nights_that_sent_little_are_replayed_with_those_that_sent_all(
    stage: Stage, make_database: Callable[[], str], tmp_path: Path, make_settings: Callable[[Path, str], Settings]
) -> None:
    feed = f"{stage.sites['umpan'].origin}/feed/"
    assert len(index_archive(stage.settings.archive_dir).versions(feed)) == 1
    other = make_settings(tmp_path / "lain", make_database())
    report = harvest(other, stage.catalogue, sources=["umpan"], replay=stage.settings.archive_dir)
    assert report.fetched == ARTICLES


def test_a_farther_look_back_pages_on(stage: Stage) -> None:
    since = NOW - timedelta(days=60)
    (report,) = harvest(stage.settings, stage.catalogue, sources=["jauh"], since=since).sources
    assert (report.known, report.unchanged) == (20, 6), "robots.txt and five pages"
