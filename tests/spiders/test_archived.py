"""Archives that other tools wrote: only our sources' hosts are taken, and only what looks like articles.

One archive is replayed twice, and the two nights are looked at by many tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, text
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from models.archive import Pointer, index_archive, read_response
from models.catalogue import Catalogue
from models.database import make_engine
from models.errors import UsageError
from models.settings import Settings
from spiders.archived import find_archived, is_bare, is_broken
from spiders.channels import NOT_ARCHIVED
from spiders.outcome import ChannelRecord
from spiders.report import NightReport, SourceReport
from spiders.run import harvest
from spiders.trouble import Trouble

MakeCatalogue = Callable[[Mapping[str, Mapping[str, Any]]], Catalogue]
Answer = tuple[str, int, str, bytes]
PAGE = b"<html><h1>Judul</h1><p>isi</p></html>"
HTML = "text/html"
RSS = "application/rss+xml"


def _page(url: str, text: bytes = b"isi") -> Answer:
    return (f"https://{url}", 200, HTML, PAGE.replace(b"isi", text))


def _feed(*urls: str) -> bytes:
    items = "".join(f"<item><link>https://{url}</link></item>" for url in urls)
    return f"<rss><channel>{items}</channel></rss>".encode()


FOREIGN: list[Answer] = [
    _page("media-lain.com/2026/11/14/satu/"),
    _page("bukankabar.id/2026/11/14/satu/"),
    _page("kabar.id.jahat.com/2026/11/14/satu/"),
]
NO_CHANNEL: list[Answer] = [
    _page("www.kabar.id/2026/11/14/satu/"),
    _page("kabar.id/2026/11/14/dua/?utm_source=x", b"dua"),
    _page("kabar.id/2026/11/14/dua/", b"dua"),
    _page("kabar.id/tag/banjir/"),
    _page("kabar.id/"),
    ("https://kabar.id/2026/11/14/hilang/", 404, HTML, PAGE),
    ("https://kabar.id/2026/11/14/berkas/", 200, "application/pdf", b"%PDF"),
    ("https://kabar.id/wp-content/foto.jpg", 200, "image/jpeg", b"x"),
]
OTHERS: list[Answer] = [
    ("https://umpan.id/feed/", 200, RSS, _feed("umpan.id/2026/11/14/hari-ini/")),
    _page("umpan.id/2026/11/14/hari-ini/"),
    _page("umpan.id/2026/10/02/bulan-lalu/"),
    ("https://patuh.id/robots.txt", 200, "text/plain", b"User-agent: *\nDisallow: /2026/11/14/dua/"),
    _page("patuh.id/2026/11/14/satu/"),
    _page("patuh.id/2026/11/14/dua/"),
    _page("judul.id/2026/11/14/satu/"),
    _page("nasional.id/sumbagsel/banjir-di-toboali/"),
    _page("nasional.id/jabar/banjir-di-bekasi/"),
    ("https://rusak.id/feed/", 200, RSS, b"<html>Galat basis data</html>"),
    _page("rusak.id/2026/11/14/satu/"),
]
TWICE = "https://ulang.id/2026/11/14/satu/"
ELSEWHERE = "https://ulang.id/2026/11/14/dua/"
"""Its revisit repeats what another file of the crawl held."""
EXPECTED = {
    "kabar": ["kabar.id/2026/11/14/dua", "kabar.id/2026/11/14/satu"],
    "umpan": ["umpan.id/2026/10/02/bulan-lalu", "umpan.id/2026/11/14/hari-ini"],
    "patuh": ["patuh.id/2026/11/14/satu"],
    "nasional": ["nasional.id/sumbagsel/banjir-di-toboali"],
    "ulang": ["ulang.id/2026/11/14/satu"],
}


@dataclass
class Replayed:
    """An archive that was replayed twice."""

    archive: Path
    settings: Settings
    catalogue: Catalogue
    nights: list[NightReport]
    pages: list[Row[Any]]

    def report_of(self, source_id: str, night: int = 0) -> SourceReport:
        (found,) = [source for source in self.nights[night].sources if source.source_id == source_id]
        return found

    def keys_of(self, source_id: str) -> list[str]:
        return [page.key for page in self.pages if page.source_id == source_id]


class _Crawl:
    """Writes as news crawlers do: WARC/1.0, dates of seconds, requests and metadata between the responses."""

    def __init__(self, stream: Any) -> None:
        self._writer = WARCWriter(stream, gzip=True, warc_version="1.0")
        self._writer.write_record(self._writer.create_warcinfo_record("x", {"software": "perayap lain"}))
        self._count = 0

    def answer(self, url: str, status: int, kind: str, body: bytes) -> None:
        http = StatusAndHeaders(f"{status} X", [("Content-Type", kind), ("X-Kota", "Toboali")], protocol="HTTP/1.1")
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "x")], is_http_request=True)
        date = self._next_date()
        self._record(url, "request", date, http_headers=asked)
        self._record(url, "response", date, BytesIO(body), len(body), http_headers=http)
        self._record(url, "metadata", date, BytesIO(b"fetchTimeMs: 7"), 14)

    def repeat(self, url: str, original: str) -> None:
        http = StatusAndHeaders("200 OK", [("Content-Type", HTML)], protocol="HTTP/1.1")
        record = self._writer.create_revisit_record(
            url, "sha1:AAAA", original, "2026-11-15T05:00:00Z", http_headers=http, warc_headers_dict=self._next_date()
        )
        self._writer.write_record(record)

    def _record(self, url: str, kind: str, date: dict[str, str], *body: Any, **http: Any) -> None:
        self._writer.write_record(self._writer.create_warc_record(url, kind, *body, warc_headers_dict=date, **http))

    def _next_date(self) -> dict[str, str]:
        self._count += 1
        return {"WARC-Date": f"2026-11-15T05:00:{self._count - 1:02}Z"}


def _write(path: Path, answers: list[Answer], repeats: Mapping[str, str] | None = None) -> Path:
    with path.open("wb") as stream:
        crawl = _Crawl(stream)
        for answer in answers:
            crawl.answer(*answer)
        for url, original in (repeats or {}).items():
            crawl.repeat(url, original)
    return path


def _facts(host: str, **values: Any) -> dict[str, Any]:
    channel = {"spider": "feed", "url": f"https://{host}/feed/", **values.pop("channel", {})}
    return {"homepage": f"https://{host}", "discover": [channel], **values}


@pytest.fixture(scope="module")
def replayed(
    make_database: Callable[[], str],
    make_settings: Callable[[Path, str], Settings],
    write_catalogue: Callable[[Path, dict[str, Any]], Catalogue],
    tmp_path_factory: pytest.TempPathFactory,
) -> Replayed:
    folder = tmp_path_factory.mktemp("arsip")
    facts = {name: _facts(f"{name}.id") for name in ("kabar", "umpan", "patuh", "rusak", "ulang", "absen")}
    facts["judul"] = _facts("judul.id", rights="headline")
    facts["nasional"] = _facts("nasional.id", channel={"include": "nasional\\.id/sumbagsel/"})
    catalogue = write_catalogue(folder / "provinces", facts)
    repeats = {TWICE: TWICE, ELSEWHERE: "https://ulang.id/2026/11/13/lain/"}
    answers = [*NO_CHANNEL, *FOREIGN, *OTHERS, _page("ulang.id/2026/11/14/satu/")]
    archive = _write(folder / "CC-NEWS-20261115.warc.gz", answers, repeats)
    settings = make_settings(folder / "home", make_database())
    nights = [harvest(settings, catalogue, replay=archive) for _ in range(2)]
    engine = make_engine(settings)
    with engine.connect() as connection:
        pages = list(connection.execute(text("SELECT * FROM page ORDER BY source_id, key")))
    engine.dispose()
    return Replayed(archive, settings, catalogue, nights, pages)


def test_articles_of_our_sources_are_taken_and_nothing_else(replayed: Replayed) -> None:
    assert {source_id: replayed.keys_of(source_id) for source_id in EXPECTED} == EXPECTED
    assert len(replayed.pages) == sum(map(len, EXPECTED.values()))
    assert "absen" not in {source.source_id for source in replayed.nights[0].sources}
    kept = {entry.url.split("/")[2] for entry in index_archive(replayed.settings.archive_dir).entries}
    assert kept == {"www.kabar.id", "kabar.id", "umpan.id", "patuh.id", "nasional.id", "ulang.id"}


def test_an_archive_without_channels_says_so(replayed: Replayed) -> None:
    kabar = replayed.report_of("kabar")
    assert (kabar.state, kabar.channel) == ("ok", "archive")
    assert (kabar.fetched, kabar.failed, kabar.skipped) == (2, 0, 1)
    assert "feed is not in the archive" in kabar.reason
    assert "1 x is application/pdf, no page" in kabar.reason


def test_what_is_taken_can_be_read_back_with_its_date(replayed: Replayed) -> None:
    page = next(page for page in replayed.pages if page.key == "kabar.id/2026/11/14/satu")
    archived = read_response(replayed.settings.archive_dir, Pointer(page.warc_file, page.warc_offset))
    assert (archived.body, archived.header("X-Kota")) == (PAGE, "Toboali")
    assert archived.fetched_at == page.fetched_at
    assert page.fetched_at.isoformat() == "2026-11-15T05:00:00+00:00"


def test_a_second_time_there_is_nothing_new(replayed: Replayed) -> None:
    for source_id, keys in EXPECTED.items():
        again = replayed.report_of(source_id, night=1)
        assert (again.fetched, again.known) == (0, len(keys))
    assert replayed.report_of("kabar", night=1).state == "nothing_new"


def test_of_headline_sources_no_page_is_taken(replayed: Replayed) -> None:
    assert replayed.keys_of("judul") == []
    assert replayed.report_of("judul").reason == "feed is not in the archive"


def test_articles_of_other_days_are_taken_beside_those_the_channel_names(replayed: Replayed) -> None:
    umpan = replayed.report_of("umpan")
    assert (umpan.state, umpan.channel, umpan.discovered, umpan.fetched) == ("ok", "feed", 2, 2)


def test_a_channel_that_was_broken_is_told_and_not_passed_over(replayed: Replayed) -> None:
    assert replayed.report_of("rusak").state == "feed_broken"
    assert replayed.keys_of("rusak") == []


def test_rules_of_an_archived_robots_txt_are_kept(replayed: Replayed) -> None:
    assert replayed.report_of("patuh").skipped == 1


def test_a_repeated_answer_has_the_body_of_what_it_repeats(replayed: Replayed) -> None:
    (page,) = [page for page in replayed.pages if page.source_id == "ulang"]
    archived = read_response(replayed.settings.archive_dir, Pointer(page.warc_file, page.warc_offset))
    assert (archived.url, archived.body) == (TWICE, PAGE)
    ulang = replayed.report_of("ulang")
    assert (ulang.fetched, ulang.skipped) == (1, 1)
    assert "1 x is not in the archive" in ulang.reason


def test_an_archive_without_any_of_our_hosts_is_refused(
    settings: Settings, make_catalogue: MakeCatalogue, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="no source has a host in this archive"):
        harvest(settings, make_catalogue({"kabar": _facts("kabar.id")}), replay=_write(tmp_path / "x.gz", FOREIGN))


def test_newest_answers_come_first_and_each_address_once(replayed: Replayed) -> None:
    source, index = replayed.catalogue.source("kabar"), index_archive(replayed.archive)
    found = [lead.url for lead in find_archived(index, source, replayed.catalogue.platform_of(source))]
    assert found[0] == "https://kabar.id/2026/11/14/berkas/"
    assert len(found) == len(set(found)) == 4


def test_what_was_archived_before_the_window_is_not_taken(replayed: Replayed) -> None:
    source, index = replayed.catalogue.source("kabar"), index_archive(replayed.archive)
    since = datetime(2026, 11, 15, 5, 0, 2, tzinfo=UTC)
    found = [lead.url for lead in find_archived(index, source, replayed.catalogue.platform_of(source), since)]
    assert found == ["https://kabar.id/2026/11/14/berkas/", "https://kabar.id/2026/11/14/dua/"]


@pytest.mark.parametrize(
    ("channels", "bare", "broken"),
    [
        ([ChannelRecord("feed", NOT_ARCHIVED)], True, False),
        ([ChannelRecord("feed", NOT_ARCHIVED), ChannelRecord("listing", answers=1, seen=3, leads=2)], False, False),
        ([ChannelRecord("feed", NOT_ARCHIVED), ChannelRecord("listing", answers=1, seen=3)], False, True),
        ([ChannelRecord("feed", Trouble("blocked", "answered 403"))], False, True),
    ],
)
def test_no_channel_is_something_else_than_a_broken_one(
    channels: list[ChannelRecord], bare: bool, broken: bool
) -> None:
    assert (is_bare(channels), is_broken(channels)) == (bare, broken)
