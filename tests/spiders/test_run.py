"""One night over a farm of outlets, every one with a trouble of its own; then the nights after it.

The nights are module fixtures, so that each is harvested once and looked at by many tests.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, text

from models.archive import Pointer, heal, index_archive, read_response
from models.catalogue import Catalogue
from models.database import make_engine
from models.errors import StorageError, UsageError
from models.settings import Settings
from models.store.pages import hold_source, open_session
from spiders.assigning import choose_sources
from spiders.report import NightReport, SourceReport
from spiders.run import harvest

NOW = datetime.now(UTC)
CAP = 30
BIG = b"<p>" + b"x" * (5 * 1024 * 1024 + 1)


@dataclass
class Stage:
    """A farm with its outlets, and where they are harvested to."""

    farm: Any
    settings: Settings
    catalogue: Catalogue
    folder: Path

    @property
    def recording(self) -> Path:
        """A copy of the first night's archive."""
        return self.folder / "rekaman"

    def pages(self, settings: Settings | None = None) -> list[Row[Any]]:
        engine = make_engine(settings or self.settings)
        with engine.connect() as connection:
            rows = list(connection.execute(text("SELECT * FROM page ORDER BY source_id, key, part")))
        engine.dispose()
        return rows


def _ago(**values: float) -> datetime:
    return NOW - timedelta(**values)


def _post(site: Any, number: int) -> dict[str, Any]:
    return {
        "id": number,
        "date_gmt": _ago(hours=number).strftime("%Y-%m-%dT%H:%M:%S"),
        "link": f"{site.origin}/pos-{number}/",
        "title": {"rendered": f"Pos {number}"},
        "content": {"rendered": "<p>isi</p>"},
        "excerpt": {"rendered": ""},
    }


def _build_good_ones(farm: Any) -> dict[str, dict[str, Any]]:
    feed, sitemap, rest, listing = (farm.site(n) for n in (11, 12, 13, 14))
    items = {feed.article(f"/berita-{n}/"): _ago(hours=n) for n in range(3)}
    feed.set("/aksara/", "<p>Rapat di kantor caf\xe9</p>".encode("latin-1"), content_type="text/html; charset=utf-8")
    feed.feed("/feed/", {**items, f"{feed.origin}/aksara/": _ago(hours=4), f"{feed.origin}/lama/": _ago(days=20)})

    sitemap.set("/indeks.xml", _make_index(sitemap, "post-sitemap.xml", "tag-sitemap.xml", "news.xml"))
    sitemap.set("/post-sitemap.xml", _make_urlset(sitemap, "peta-1", "peta-2"))
    sitemap.set("/news.xml", _make_urlset(sitemap, "peta-2", "peta-3"))
    for n in (1, 2, 3):
        sitemap.article(f"/peta-{n}/")

    rest.json("/wp-json/wp/v2/posts", [_post(rest, n) for n in (1, 2, 3)])

    listing.article("/lokal/100001/satu", more='<a href="?page=2">2</a>')
    listing.article("/lokal/100001/satu?page=2", more='<a href="?page=3">3</a>')
    listing.article("/lokal/100001/satu?page=3")
    listing.article("/lokal/100002/dua", more='<a href="/lokal/100002/dua?page=2">2</a>')
    listing.listing("/indeks?page=1", ["/lokal/100001/satu", "/tag/x", "/lokal/100002/dua?utm_source=a"])
    listing.listing("/indeks?page=2", ["/lokal/100003/tiga"], date=f"{_ago(days=60):%d/%m/%Y}")
    listing.article("/lokal/100003/tiga")
    numbered = {"spider": "listing", "url": "/indeks?page={page}", "date": "time"}
    return {
        "umpan": feed.facts({"spider": "feed", "url": "/feed/"}),
        "peta": sitemap.facts({"spider": "sitemap", "url": "/indeks.xml"}),
        "rest": rest.facts({"spider": "wordpress", "url": "/wp-json/wp/v2/posts"}),
        "daftar": listing.facts(numbered, platform="tribun"),
    }


def _build_odd_ones(farm: Any) -> dict[str, dict[str, Any]]:
    mixed, headline, gap, fallback = (farm.site(n) for n in (21, 22, 23, 24))
    paths = ("kosong", "besar", "brosur", "pusing", "metadata", "berkas", "hilang", "asing", "pindah")
    mixed.set("/kosong/")
    mixed.set("/besar/", BIG)
    mixed.set("/brosur/", b"%PDF", content_type="application/pdf")
    mixed.set("/pusing/", status=302, headers={"Location": "/pusing/"})
    mixed.set("/metadata/", status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})
    mixed.set("/berkas/", status=302, headers={"Location": "file:///etc/passwd"})
    mixed.set("/asing/", status=301, headers={"Location": farm.site(11).origin + "/berita-0/"})
    mixed.set("/pindah/", status=301, headers={"Location": "/baik/"})
    mixed.article("/baik/")
    mixed.set("/robots.txt", "User-agent: *\nDisallow: /terlarang/\n", content_type="text/plain")
    mixed.feed("/feed/", {f"{mixed.origin}/{path}/": _ago(hours=1) for path in (*paths, "terlarang")})

    headline.feed("/feed/", {f"{headline.origin}/berita/{n}/judul": _ago(hours=n) for n in (1, 2)})
    gap.feed("/feed/", {gap.article("/baru/"): _ago(hours=1)}, generator="lain")
    gap.listing("/indeks", [gap.article("/lebih-lama/"), "/baru/"])
    fallback.listing("/indeks", [fallback.article("/cadangan/")])
    feed, listing = {"spider": "feed", "url": "/feed/"}, {"spider": "listing", "url": "/indeks"}
    return {
        "campur": mixed.facts(feed),
        "judul": headline.facts(feed, platform="antara", rights="headline"),
        "celah": gap.facts(feed, listing, platform="generic"),
        "cadangan": fallback.facts(feed, listing),
    }


def _build_bad_ones(farm: Any) -> dict[str, dict[str, Any]]:
    denied, forbidden, down, changed, failing, slow, human, endless = (farm.site(n) for n in range(31, 39))
    denied.set("/robots.txt", "User-agent: *\nDisallow: /\n", content_type="text/plain")
    denied.feed("/feed/", {denied.article("/satu/"): NOW})
    forbidden.fallback.status = 403
    changed.listing("/indeks", ["/tag/x", "/category/y", "/"])
    failing.fallback.status = 503
    failing.set("/robots.txt", "", 404)
    slow.fallback.status = 429
    human.set("/feed/", "<title>Just a moment...</title>", 200)
    endless.feed("/feed/", {endless.article(f"/banyak-{n}/"): _ago(minutes=n) for n in range(CAP + 10)})
    feed, listing = {"spider": "feed", "url": "/feed/"}, {"spider": "listing", "url": "/indeks"}
    closed = down.facts(feed)
    closed["homepage"] = "http://127.0.0.33:9"
    closed["discover"][0]["url"] = "http://127.0.0.33:9/feed/"
    return {
        "robot": denied.facts(feed),
        "tutup": forbidden.facts(feed, listing),
        "padam": closed,
        "berubah": changed.facts(listing),
        "galat": failing.facts(feed),
        "lambat": slow.facts(feed),
        "manusia": human.facts(feed),
        "tamak": endless.facts(feed),
        "sakit": {**farm.site(40).facts(feed), "enabled": False, "reason": "uji"},
    }


def _make_index(site: Any, *names: str) -> str:
    places = "".join(f"<sitemap><loc>{site.origin}/{name}</loc></sitemap>" for name in names)
    return f"<sitemapindex>{places}</sitemapindex>"


def _make_urlset(site: Any, *names: str) -> str:
    day = f"{NOW:%Y-%m-%d}"
    places = "".join(f"<url><loc>{site.origin}/{name}/</loc><lastmod>{day}</lastmod></url>" for name in names)
    return f"<urlset>{places}</urlset>"


@pytest.fixture(scope="module")
def stage(ground: Any, write_catalogue: Callable[[Path, dict[str, Any]], Catalogue]) -> Stage:
    farm = ground.farm
    facts = _build_good_ones(farm) | _build_odd_ones(farm) | _build_bad_ones(farm)
    catalogue = write_catalogue(ground.folder / "provinces", facts)
    settings = ground.settings.model_copy(update={"max_requests_per_source": CAP})
    return Stage(farm, settings, catalogue, ground.folder)


@pytest.fixture(scope="module")
def heard() -> dict[str, list[Any]]:
    return {"reports": [], "log": []}


@pytest.fixture(scope="module")
def night(stage: Stage, heard: dict[str, list[Any]]) -> NightReport:
    """The first night."""
    report = harvest(stage.settings, stage.catalogue, progress=heard["reports"].append, log=heard["log"].append)
    shutil.copytree(stage.settings.archive_dir, stage.recording)
    return report


@pytest.fixture(scope="module")
def requests_before(stage: Stage, night: NightReport) -> dict[str, int]:
    return {host: len(site.requests) for host, site in stage.farm.sites.items()}


@pytest.fixture(scope="module")
def second(stage: Stage, requests_before: dict[str, int]) -> NightReport:
    """The second night, of the good outlets only."""
    return harvest(stage.settings, stage.catalogue, sources=["umpan", "peta", "rest", "daftar", "judul"])


@pytest.fixture(scope="module")
def replayed(
    stage: Stage, night: NightReport, make_database: Callable[[], str], make_settings: Callable[[Path, str], Settings]
) -> Settings:
    """An installation that has replayed the first night's archive twice, with all outlets gone."""
    other = make_settings(stage.folder / "lain", make_database())
    farm, stage.farm.sites = stage.farm.sites, {}
    stage.replays = [harvest(other, stage.catalogue, replay=stage.recording) for _ in range(2)]  # type: ignore[attr-defined]
    stage.farm.sites = farm
    return other


def _of(report: NightReport, source_id: str) -> SourceReport:
    (found,) = [source for source in report.sources if source.source_id == source_id]
    return found


STATES = {
    "umpan": ("ok", 4),
    "peta": ("ok", 3),
    "rest": ("ok", 3),
    "daftar": ("ok", 3),
    "campur": ("ok", 1),
    "judul": ("ok", 2),
    "celah": ("ok", 2),
    "cadangan": ("ok", 1),
    "robot": ("denied_by_robots", 0),
    "tutup": ("blocked", 0),
    "padam": ("unreachable", 0),
    "berubah": ("layout_changed", 0),
    "galat": ("unreachable", 0),
    "lambat": ("blocked", 0),
    "manusia": ("blocked", 0),
    "tamak": ("over_budget", CAP - 3),
}


@pytest.mark.parametrize("source_id", STATES)
def test_every_source_ends_in_its_state(night: NightReport, source_id: str) -> None:
    report = _of(night, source_id)
    assert (report.state, report.fetched) == STATES[source_id], report.reason
    assert report.reason
    assert report.discovered == report.known + report.fetched + report.failed + report.skipped


def test_the_night_is_done_whatever_its_sources_suffer_from(night: NightReport) -> None:
    assert (night.state, night.reason, night.kind) == ("done", None, "live")
    assert {source.source_id for source in night.sources} == set(STATES), "disabled ones are left out"


def test_reports_are_heard_as_they_come_and_stored(
    stage: Stage, night: NightReport, heard: dict[str, list[Any]]
) -> None:
    assert sorted(heard["reports"], key=repr) == sorted(night.sources, key=repr)
    engine = make_engine(stage.settings)
    with engine.connect() as connection:
        query = text("SELECT source_id, state, fetched FROM source_night WHERE night_id = :night")
        stored = {row[0]: (row[1], row[2]) for row in connection.execute(query, {"night": night.night_id})}
        state = connection.execute(text("SELECT state FROM night WHERE id = :night"), {"night": night.night_id})
        assert state.scalar_one() == "done"
    engine.dispose()
    assert stored == STATES


def test_the_spiders_logs_are_heard(night: NightReport, heard: dict[str, list[Any]]) -> None:
    assert any("umpan: feed gave 4 articles" in line for line in heard["log"])
    assert not [line for line in heard["log"] if "Traceback" in line]


def test_pages_point_to_their_bytes(stage: Stage, night: NightReport) -> None:
    pages = stage.pages()
    assert len(pages) == night.fetched + 2, "one article has three parts"
    for page in pages:
        response = read_response(stage.settings.archive_dir, Pointer(page.warc_file, page.warc_offset))
        assert response.status == 200
        if page.kind == "html":
            assert response.url == page.url
    (odd,) = [page for page in pages if page.key == "127.0.0.11/aksara"]
    archived = read_response(stage.settings.archive_dir, Pointer(odd.warc_file, odd.warc_offset))
    assert archived.body == "<p>Rapat di kantor caf\xe9</p>".encode("latin-1"), "bytes are not touched"


def test_parts_of_a_long_article_share_its_key(stage: Stage, night: NightReport) -> None:
    pages = [page for page in stage.pages() if page.source_id == "daftar"]
    assert [(page.key, page.part) for page in pages] == [
        ("127.0.0.14/100001", 1),
        ("127.0.0.14/100001", 2),
        ("127.0.0.14/100001", 3),
        ("127.0.0.14/100002", 1),
        ("127.0.0.14/100003", 1),
    ]
    assert [page.hints.get("parts_missing") for page in pages] == [None, None, None, True, None]


def test_posts_are_pages_of_the_rest_answer(stage: Stage, night: NightReport) -> None:
    pages = [page for page in stage.pages() if page.source_id == "rest"]
    assert [(page.kind, page.fragment, page.url.rpartition("/pos-")[2]) for page in pages] == [
        ("wordpress", "1", "1/"),
        ("wordpress", "2", "2/"),
        ("wordpress", "3", "3/"),
    ]
    assert len({page.warc_offset for page in pages}) == 1


def test_headlines_are_pages_of_the_feed_and_no_article_is_asked_for(stage: Stage, night: NightReport) -> None:
    pages = [page for page in stage.pages() if page.source_id == "judul"]
    assert [page.kind for page in pages] == ["headline", "headline"]
    assert set(pages[0].hints) == {"title", "published", "summary"}
    assert stage.farm.sites["127.0.0.22"].requests == ["/robots.txt", "/feed/"]


def test_what_could_not_be_had_is_counted(night: NightReport) -> None:
    report = _of(night, "campur")
    assert (report.failed, report.skipped) == (6, 3)


def test_no_request_left_the_farm_for_the_metadata_service(stage: Stage, night: NightReport) -> None:
    urls = {entry.url for entry in index_archive(stage.settings.archive_dir).entries}
    assert not [url for url in urls if "169.254" in url or url.startswith("file:")]
    assert any(url.endswith("/metadata/") for url in urls), "the redirect itself is archived"


def test_a_cap_is_a_cap(stage: Stage, night: NightReport) -> None:
    assert len(stage.farm.sites["127.0.0.38"].requests) == CAP
    report = _of(night, "tamak")
    assert report.requests == CAP
    assert report.skipped == 13


def test_articles_before_the_window_are_not_asked_for(stage: Stage, night: NightReport) -> None:
    assert "/lama/" not in stage.farm.sites["127.0.0.11"].requests


def test_a_forbidden_outlet_is_left_alone(stage: Stage, night: NightReport) -> None:
    assert stage.farm.sites["127.0.0.31"].requests == ["/robots.txt"]
    assert "/terlarang/" not in stage.farm.sites["127.0.0.21"].requests


def test_failures_are_retried_twice_but_not_where_asked_to_stop(stage: Stage, night: NightReport) -> None:
    assert stage.farm.sites["127.0.0.35"].requests.count("/feed/") == 3
    assert stage.farm.sites["127.0.0.36"].requests == ["/robots.txt"]


def test_every_outlet_is_told_who_asks(stage: Stage, night: NightReport) -> None:
    agents = {agent for site in stage.farm.sites.values() for agent in site.agents}
    assert len(agents) == 1
    assert next(iter(agents)).startswith("Pantau/")


def test_the_archive_is_whole_and_closed(stage: Stage, night: NightReport) -> None:
    files = [path for path in stage.settings.archive_dir.rglob("*") if path.is_file()]
    assert len(files) == len(STATES), "one file per source"
    assert all(path.name.endswith(".warc.gz") for path in files)
    checked = subprocess.run([sys.executable, "-m", "warcio.cli", "check", *map(str, files)], capture_output=True)
    assert checked.returncode == 0, checked.stdout
    assert heal(stage.settings.archive_dir) == []


def test_a_second_night_asks_for_nothing_it_knows(
    stage: Stage, second: NightReport, requests_before: dict[str, int]
) -> None:
    for source_id in ("umpan", "peta", "rest", "judul"):
        report = _of(second, source_id)
        assert (report.state, report.fetched) == ("nothing_new", 0)
        assert report.known == report.discovered == STATES[source_id][1]
    for host in ("127.0.0.11", "127.0.0.12", "127.0.0.13", "127.0.0.22"):
        asked = stage.farm.sites[host].requests[requests_before[host] :]
        assert asked
        assert all("berita" not in path and "peta-" not in path and "pos-" not in path for path in asked)


def test_an_article_that_lacks_parts_is_asked_for_again(
    stage: Stage, second: NightReport, requests_before: dict[str, int]
) -> None:
    asked = stage.farm.sites["127.0.0.14"].requests[requests_before["127.0.0.14"] :]
    assert [path for path in asked if "lokal" in path] == ["/lokal/100002/dua", "/lokal/100002/dua?page=2"]


def test_a_replay_gives_the_same_pages_without_the_outlets(
    stage: Stage, night: NightReport, replayed: Settings
) -> None:
    live = {_identity(page) for page in stage.pages() if page.night_id == night.night_id}
    again = {_identity(page) for page in stage.pages(replayed)}
    assert again == live


def _identity(page: Row[Any]) -> tuple[Any, ...]:
    """What must be equal; the place in the archive cannot be."""
    return (page.source_id, page.key, page.url, page.part, page.kind, page.fragment, page.digest, str(page.hints))


def test_a_replay_ends_in_the_same_states(stage: Stage, replayed: Settings) -> None:
    first = stage.replays[0]  # type: ignore[attr-defined]
    states = {report.source_id: report.state for report in first.sources}
    expected = {source_id: state for source_id, (state, _) in STATES.items()}
    assert states == expected | {"tamak": "ok"}, "an archive has no cap"
    assert first.kind == "replay"
    assert first.started_at <= datetime.now(UTC)


def test_replayed_pages_are_readable_in_the_new_archive(stage: Stage, replayed: Settings) -> None:
    for page in stage.pages(replayed):
        archived = read_response(replayed.archive_dir, Pointer(page.warc_file, page.warc_offset))
        assert archived.fetched_at == page.fetched_at


def test_a_second_replay_writes_nothing(stage: Stage, replayed: Settings) -> None:
    second = stage.replays[1]  # type: ignore[attr-defined]
    incomplete = _of(second, "daftar")
    assert second.fetched == incomplete.fetched == 1, "only the article that lacks a part is looked for again"
    nights = {page.night_id for page in stage.pages(replayed)}
    assert len(nights) == 1, "not one page is new"


def test_choosing_says_what_cannot_be_asked(stage: Stage) -> None:
    with pytest.raises(UsageError, match=r"sakit.*not enabled: uji"):
        choose_sources(stage.catalogue, ["sakit"], None)
    with pytest.raises(UsageError, match="unknown source"):
        choose_sources(stage.catalogue, ["entah"], None)
    chosen = choose_sources(stage.catalogue, ["peta", "umpan", "peta"], None)
    assert [source.id for source in chosen] == ["peta", "umpan"]


def test_sample_outlets_are_never_asked_live(make_catalogue: Callable[..., Catalogue]) -> None:
    feed = {"spider": "feed", "url": "https://contoh.example/feed/"}
    catalogue = make_catalogue({"contoh": {"homepage": "https://contoh.example", "discover": [feed]}})
    with pytest.raises(UsageError, match="sample"):
        choose_sources(catalogue, ["contoh"], None)
    with pytest.raises(UsageError, match="no source is enabled"):
        choose_sources(catalogue, None, None)


def test_a_replay_asks_the_sources_of_the_archive(stage: Stage, night: NightReport, tmp_path: Path) -> None:
    (file,) = stage.recording.rglob("umpan-*")
    shutil.copy(file, tmp_path)
    index = index_archive(tmp_path)
    assert [source.id for source in choose_sources(stage.catalogue, None, index)] == ["umpan"]
    with pytest.raises(UsageError, match="no source has a host"):
        choose_sources(stage.catalogue, ["peta"], index)


def test_a_truncated_archive_is_replayed_as_far_as_it_goes(
    stage: Stage,
    night: NightReport,
    tmp_path: Path,
    make_database: Callable[[], str],
    make_settings: Callable[[Path, str], Settings],
) -> None:
    (file,) = stage.recording.rglob("umpan-*")
    cut = tmp_path / "potong.warc.gz"
    last = max(page.warc_offset for page in stage.pages() if page.source_id == "umpan")
    cut.write_bytes(file.read_bytes()[: last + 200])
    settings = make_settings(tmp_path / "home", make_database())
    report = harvest(settings, stage.catalogue, replay=cut)
    assert _of(report, "umpan").fetched == 3
    assert _of(report, "umpan").skipped == 2, "the last one, and the one from before the window"
    assert "potong.warc.gz" in report.warnings[0]


def test_a_source_another_harvest_is_at_is_busy(stage: Stage, night: NightReport) -> None:
    engine = make_engine(stage.settings)
    with open_session(engine) as session:
        assert hold_source(session, "umpan")
        report = harvest(stage.settings, stage.catalogue, sources=["umpan"])
    engine.dispose()
    assert _of(report, "umpan").state == "busy"
    assert report.state == "done"


def test_an_archive_that_cannot_be_written_fails_the_night(
    stage: Stage, tmp_path: Path, make_database: Callable[[], str], make_settings: Callable[[Path, str], Settings]
) -> None:
    settings = make_settings(tmp_path / "home", make_database())
    settings = settings.model_copy(update={"delay_seconds": 0.0})
    settings.archive_dir.mkdir(parents=True)
    blocked = settings.archive_dir / f"{datetime.now(UTC):%Y}"
    blocked.write_text("bukan folder")
    with pytest.raises(StorageError, match="archive cannot be written"):
        harvest(settings, stage.catalogue, sources=["umpan", "peta"])
    assert _nights(settings)[0][0] == "failed"
    assert "archive" in _nights(settings)[0][1]
    blocked.unlink()
    report = harvest(settings, stage.catalogue, sources=["umpan", "peta"])
    assert {source.state for source in report.sources} == {"ok"}
    assert report.fetched == 7


def test_a_database_that_fails_in_the_middle_fails_the_night(
    stage: Stage, tmp_path: Path, make_database: Callable[[], str], make_settings: Callable[[Path, str], Settings]
) -> None:
    settings = make_settings(tmp_path / "home", make_database())
    settings = settings.model_copy(update={"delay_seconds": 0.0})
    engine = make_engine(settings)
    site = stage.farm.sites["127.0.0.11"]
    site.answers["/berita-1/"].hook = lambda: _execute(engine, "ALTER TABLE page RENAME TO disembunyikan")
    with pytest.raises(StorageError, match="page"):
        harvest(settings, stage.catalogue, sources=["umpan"])
    site.answers["/berita-1/"].hook = None
    _execute(engine, "ALTER TABLE disembunyikan RENAME TO page")
    assert _nights(settings)[0][0] == "failed"
    report = harvest(settings, stage.catalogue, sources=["umpan"])
    assert (_of(report, "umpan").state, report.fetched) == ("ok", 4)
    engine.dispose()


def test_a_large_night_has_several_archive_files(
    farm: Any, settings: Settings, make_catalogue: Callable[..., Catalogue]
) -> None:
    site = farm.site(62)
    site.feed(
        "/feed/", {site.article(f"/besar-{n}/", text=random.Random(n).randbytes(450_000).hex()): NOW for n in range(5)}
    )
    small = settings.model_copy(update={"delay_seconds": 0.0, "archive_file_megabytes": 1})
    report = harvest(small, make_catalogue({"besar": site.facts({"spider": "feed", "url": "/feed/"})}))
    assert report.fetched == 5
    files = sorted(path.name for path in settings.archive_dir.rglob("*") if path.is_file())
    assert len(files) == 3
    assert all(name.endswith(".warc.gz") for name in files)
    engine = make_engine(settings)
    with engine.connect() as connection:
        pages = list(connection.execute(text("SELECT * FROM page")))
    engine.dispose()
    for page in pages:
        assert read_response(settings.archive_dir, Pointer(page.warc_file, page.warc_offset)).url == page.url


def _execute(engine: Any, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


def _nights(settings: Settings) -> list[tuple[str, str]]:
    engine = make_engine(settings)
    with engine.connect() as connection:
        rows = [(row[0], row[1]) for row in connection.execute(text("SELECT state, reason FROM night ORDER BY id"))]
    engine.dispose()
    return rows
