"""The bundled sample archive: the committed files are what the builder makes, and hold what they promise."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from warcio.archiveiterator import ArchiveIterator

from models.clock import week_of
from samples.articles_file import MilestoneKind, Pillar, Quirk, RegencySlug
from samples.build import ARCHIVE, HERE, TRUTH, Build, build, difference
from samples.outlets import Outlet, Post, load_outlets
from samples.views import UNDATED, part_url

OUTLETS = {
    "berita_timah", "kantor_kabar", "laskar_warta", "suara_sejiran", "pemkab_bangka", "portal_bateng",
    "warta_toboali", "belitong_kini", "kilas_manggar", "rakyat_pangkal", "ringkas_babel", "media_padam",
    "gerbang_tertutup", "tertib_kabar",
}  # fmt: skip
NOTE = "Teks contoh fiktif untuk Pantau"
WEEKDAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]


@dataclass(frozen=True)
class Record:
    kind: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def charset(self) -> str:
        found = re.search(r"charset=([\w-]+)", self.headers.get("content-type", ""))
        return found[1] if found else "utf-8"

    @property
    def text(self) -> str:
        return self.body.decode(self.charset, errors="replace")


@pytest.fixture(scope="module")
def made() -> Build:
    return build()


@pytest.fixture(scope="module")
def outlets() -> list[Outlet]:
    return load_outlets(HERE)


@pytest.fixture(scope="module")
def posts(outlets: list[Outlet]) -> list[tuple[Outlet, Post]]:
    return [(outlet, post) for outlet in outlets for post in outlet.posts]


@pytest.fixture(scope="module")
def truth() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / TRUTH).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def records() -> dict[str, Record]:
    return {url: record for url, record in read_records() if record.kind in ("response", "metadata")}


def read_records() -> Iterator[tuple[str, Record]]:
    with (HERE / ARCHIVE).open("rb") as stream:
        for record in ArchiveIterator(stream):
            http = record.http_headers
            headers = {name.lower(): value for name, value in http.headers} if http else {}
            status = int(http.get_statuscode()) if http and record.rec_type == "response" else 0
            body = record.content_stream().read()
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            yield url, Record(record.rec_type, status, headers, body)


def plain(text: str) -> str:
    """Text of a page as a person reads it, on one line, with straight quotes."""
    shown = html.unescape(re.sub(r"<script.*?</script>|<[^>]+>", " ", text, flags=re.DOTALL))
    for curly, straight in (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'"), ("\xa0", " ")):
        shown = shown.replace(curly, straight)
    return " ".join(shown.split())


def pages_of(outlet: Outlet, post: Post, records: dict[str, Record]) -> list[Record]:
    if outlet.look.headlines_only:
        return [records[f"{outlet.origin}/rss/terkini.xml"]]
    return [records[part_url(outlet, post, number)] for number in range(1, len(post.article.parts) + 1)]


def test_build_is_reproducible(made: Build) -> None:
    again = build()
    assert again.archive == made.archive
    assert again.truth == made.truth


def test_committed_files_are_what_is_built(made: Build) -> None:
    assert difference(made) is None


def test_check_names_the_first_difference(made: Build, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    shutil.copy(HERE / ARCHIVE, tmp_path / ARCHIVE)
    lines = made.truth.splitlines(keepends=True)
    (tmp_path / TRUTH).write_text("".join([*lines[:4], "{}\n", *lines[5:]]), encoding="utf-8")
    assert f"{TRUTH}:5: was {{}}" in str(difference(made, tmp_path))


def test_check_sees_a_shortened_archive(made: Build, tmp_path: Path) -> None:
    other = Build(made.archive[: made.archive.rindex(b"\x1f\x8b\x08")], made.truth, 0, 0)
    (tmp_path / "archive").mkdir()
    shutil.copy(HERE / ARCHIVE, tmp_path / ARCHIVE)
    shutil.copy(HERE / TRUTH, tmp_path / TRUTH)
    assert "in the old archive only" in str(difference(other, tmp_path))


def test_archive_is_small_and_sound() -> None:
    assert (HERE / ARCHIVE).stat().st_size < 3_000_000
    with (HERE / ARCHIVE).open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            record.raw_stream.read()


def test_warcinfo_says_that_all_is_fiction() -> None:
    _, first = next(read_records())
    assert first.kind == "warcinfo"
    assert NOTE in first.text


def test_there_are_enough_articles(truth: list[dict[str, Any]]) -> None:
    assert len(truth) >= 150
    assert len({row["outlet"] for row in truth}) >= 9
    assert len({row["id"] for row in truth}) == len({row["url"] for row in truth}) == len(truth)


def test_every_regency_pillar_and_milestone_occurs(truth: list[dict[str, Any]]) -> None:
    assert {slug for row in truth for slug in row["regencies"]} == set(get_args(RegencySlug))
    assert {pillar for row in truth for pillar in row["pillars"]} == set(get_args(Pillar))
    kinds = {kind for row in truth for kind in row["milestone"]} - {"none"}
    assert kinds == set(get_args(MilestoneKind))


def test_every_quirk_occurs(truth: list[dict[str, Any]]) -> None:
    assert {quirk for row in truth for quirk in row["quirks"]} == set(get_args(Quirk))


def test_many_articles_are_irrelevant_or_traps(truth: list[dict[str, Any]]) -> None:
    hard = [row for row in truth if row["relevant"] is False or row["trap"]]
    assert len(hard) >= 0.4 * len(truth)


def test_every_true_address_is_in_the_archive(
    posts: list[tuple[Outlet, Post]], records: dict[str, Record], truth: list[dict[str, Any]]
) -> None:
    urls = {post.url: outlet for outlet, post in posts}
    assert set(urls) == {row["url"] for row in truth}
    for url, outlet in urls.items():
        feed = records.get(f"{outlet.origin}/rss/terkini.xml")
        assert url in records or (outlet.look.headlines_only and feed and f"<link>{url}</link>" in feed.text), url


def test_pages_hold_every_paragraph(posts: list[tuple[Outlet, Post]], records: dict[str, Record]) -> None:
    for outlet, post in posts:
        if post.has("mojibake") or post.has("invalid-utf8"):
            continue
        charset = "windows-1252" if post.has("latin1") else "utf-8"
        shown = plain(" ".join(page.body.decode(charset) for page in pages_of(outlet, post, records)))
        for paragraph in [post.title, *post.article.paragraphs]:
            assert plain(html.escape(paragraph)) in shown, f"{post.url}: {paragraph}"


def test_interface_of_wordpress_holds_every_paragraph(
    posts: list[tuple[Outlet, Post]], records: dict[str, Record]
) -> None:
    answer = json.loads(records["https://laskarwarta.example/wp-json/wp/v2/posts"].body)
    contents = {entry["link"]: plain(entry["content"]["rendered"]) for entry in answer}
    own = [post for outlet, post in posts if outlet.id == "laskar_warta"]
    assert set(contents) == {post.url for post in own}
    for post in own:
        if not post.has("mojibake"):
            assert all(plain(html.escape(text)) in contents[post.url] for text in post.article.paragraphs), post.url


def test_every_page_carries_the_note(records: dict[str, Record]) -> None:
    answered = {url: record for url, record in records.items() if record.kind == "response"}
    assert [url for url, record in answered.items() if NOTE not in record.text] == []


def test_the_note_is_no_part_of_an_article(posts: list[tuple[Outlet, Post]]) -> None:
    assert [post.url for _, post in posts if NOTE in " ".join(post.article.paragraphs)] == []


def test_pages_without_date_say_none_to_programs(posts: list[tuple[Outlet, Post]], records: dict[str, Record]) -> None:
    undated = [(outlet, post) for outlet, post in posts if any(post.has(quirk) for quirk in UNDATED)]
    assert undated
    for outlet, post in undated:
        head = pages_of(outlet, post, records)[0].text
        assert "datePublished" not in head, post.url
        assert "published_time" not in head, post.url
        if post.has("relative-date"):
            assert re.search(r">\s*\d+ (menit|jam|hari) yang lalu", head), post.url


def test_spoilt_pages_are_spoilt(posts: list[tuple[Outlet, Post]], records: dict[str, Record]) -> None:
    seen: Counter[str] = Counter()
    for outlet, post in posts:
        if outlet.look.headlines_only:
            continue
        page = records[post.url]
        if post.has("mojibake"):
            assert "â€" in page.text, post.url
        if post.has("latin1") or post.has("invalid-utf8"):
            with pytest.raises(UnicodeDecodeError):
                page.body.decode("utf-8")
        if post.has("english-month"):
            assert re.search(r"(January|November|October) \d+, 20\d\d \d\d:\d\d [AP]M", page.text), post.url
        if post.has("site-today"):
            assert "Senin, 16 November 2026" in page.text, post.url
        seen.update(post.article.quirks)
    assert set(seen) == set(get_args(Quirk))


def test_long_articles_and_amp_copies_have_their_pages(
    posts: list[tuple[Outlet, Post]], records: dict[str, Record]
) -> None:
    for outlet, post in posts:
        if post.has("paged"):
            assert len(pages_of(outlet, post, records)) > 1
        if post.has("amp"):
            assert post.amp_url
            copy = plain(records[post.amp_url].text)
            lead = plain(html.escape(post.article.paragraphs[0]))
            assert copy.count(lead) == 2, "AMP copies repeat the lead after the copyright line"
            assert copy.rindex("COPYRIGHT") < copy.rindex(lead)


def test_read_also_links_are_many_where_said(posts: list[tuple[Outlet, Post]], records: dict[str, Record]) -> None:
    for outlet, post in posts:
        if outlet.look.inline is None or outlet.look.headlines_only:
            continue
        shown = plain(" ".join(page.text for page in pages_of(outlet, post, records)))
        count = shown.count(plain(outlet.look.inline))
        assert count >= (2 if post.has("read-also") else 1), post.url


def test_broken_outlets_are_broken_as_said(records: dict[str, Record]) -> None:
    down = {url: record for url, record in records.items() if "mediapadam.example" in url}
    assert {"https://mediapadam.example/robots.txt", "https://mediapadam.example/"} < set(down)
    assert all(record.text.startswith("fetch-error: DownloadConnectionRefusedError\r\n") for record in down.values())
    closed = {url: record.status for url, record in records.items() if "gerbangtertutup.example" in url}
    assert closed.pop("https://gerbangtertutup.example/robots.txt") == 200
    assert set(closed.values()) == {403}
    assert "Disallow: /\n" in records["https://tertibkabar.example/robots.txt"].text


def test_odd_pages_are_there(records: dict[str, Record]) -> None:
    statuses = Counter(record.status for record in records.values() if record.kind == "response")
    assert statuses[301] >= 2
    assert statuses[404] >= 2
    assert statuses[401] == 1
    assert records["https://pemkabbangka.example/?q=content/pengumuman-jadwal-pelayanan-keliling"].body[:5] == b"%PDF-"
    empty = records["https://portalbateng.example/berita/detail/kominfo/infografis-jadwal-perekaman-ktp-el"]
    assert empty.status == 200
    assert "text-align: justify" not in empty.text
    dead = records["https://rakyatpangkal.example/berita/harga-cabai-turun-jelang-akhir-pekan.html"]
    assert dead.kind == "metadata"


def test_redirects_lead_to_articles(records: dict[str, Record], truth: list[dict[str, Any]]) -> None:
    urls = {row["url"] for row in truth}
    targets = [record.headers["location"] for record in records.values() if record.status == 301]
    assert set(targets) <= urls


def test_links_under_tracking_parameters_are_in_the_archive(records: dict[str, Record]) -> None:
    listing = [r.text for url, r in records.items() if url.startswith("https://bangka.beritatimah.example/index-news/")]
    tracked = {html.unescape(url) for page in listing for url in re.findall(r'href="([^"]+utm_source[^"]+)"', page)}
    assert len(tracked) == 2
    assert len({url.partition("?")[0] for url in tracked}) == 1
    assert tracked <= set(records)


def test_transfer_differs_between_hosts(records: dict[str, Record]) -> None:
    pages = [record for record in records.values() if "text/html" in record.headers.get("content-type", "")]
    assert {record.headers.get("content-encoding") for record in pages} == {None, "gzip"}
    assert {"charset" in record.headers["content-type"] for record in pages} == {True, False}


def test_feeds_can_be_asked_conditionally(records: dict[str, Record]) -> None:
    feeds = [record for record in records.values() if record.body.startswith(b"<?xml") and b"<rss" in record.body]
    assert len(feeds) >= 6
    assert all({"etag", "last-modified"} <= set(record.headers) for record in feeds)


def test_numbers_rise_with_the_date(outlets: list[Outlet]) -> None:
    for outlet in outlets:
        ascending = sorted(outlet.posts, key=lambda post: (post.published, post.slug))
        numbers = [post.number for post in ascending]
        assert numbers == sorted(set(numbers)), outlet.id


def test_weekdays_in_texts_are_right_unless_said(posts: list[tuple[Outlet, Post]]) -> None:
    pattern = re.compile(rf"({'|'.join(WEEKDAYS)})\s*(?:\w+\s*)?\((\d{{1,2}})/(\d{{1,2}})/(\d{{4}})\)")
    for _, post in posts:
        found = [match.groups() for text in post.article.paragraphs for match in pattern.finditer(text)]
        right = [WEEKDAYS[date(int(y), int(m), int(d)).weekday()] == weekday for weekday, d, m, y in found]
        if post.has("wrong-weekday"):
            assert not all(right), f"{post.slug}: has no wrong weekday"
        else:
            assert all(right), f"{post.slug}: {found}"


def test_sources_are_the_outlets_of_the_sample(outlets: list[Outlet]) -> None:
    assert {outlet.id for outlet in outlets} == OUTLETS
    for outlet in outlets:
        assert outlet.source.is_sample
        assert "Fictional outlet" in (HERE / "sources" / f"{outlet.id}.yml").read_text(encoding="utf-8")


def test_channels_of_sources_are_in_the_archive(outlets: list[Outlet], records: dict[str, Record]) -> None:
    for outlet in outlets:
        for channel in outlet.source.discover if outlet.look.answers != "disallowed" else ():
            assert channel.url.replace("{page}", str(channel.first_page)) in records, channel.url


def test_expectations_hold_in_both_weeks(outlets: list[Outlet]) -> None:
    for outlet in outlets:
        weeks = Counter(week_of(post.published.date()).number for post in outlet.posts if post.published.year == 2026)
        expected = outlet.source.expect.articles_per_week
        for week in (45, 46) if outlet.posts else ():
            assert expected.min <= weeks[week] <= expected.max, f"{outlet.id}, week {week}: {weeks[week]}"
