"""Frozen pages of every platform, mutated pages, pages that are no article."""

from __future__ import annotations

import dataclasses
import json
import random
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from models.address import is_article_url, part_of
from models.boilerplate import Boilerplate, load_boilerplate
from models.catalogue import PROVINCES_DIR, Catalogue
from models.errors import ReadingError, UsageError
from models.facts import load_folder
from models.shapes import Page, Reading
from models.sources import Platform, ReadingHints, Source
from pipelines.extract import extract, extract_file
from pipelines.origins import FIELDS

PAGES = Path(__file__).parents[1] / "fixtures" / "pages"
FROZEN = sorted(PAGES.glob("*/*.html"))
REFUSED = sorted((PAGES.parent / "refused_pages").glob("*.html"))
PLATFORMS = load_folder(PROVINCES_DIR / "platforms", Platform)
LEAST_PAGES = 4
UNSAID = {"body": [], "tags": [], "links": [], "is_date_inferred": False, "is_paywalled": False, "parts": 1}
"""What a field has where the expectation of a page is silent about it; None for all others."""
FETCHED_AT = datetime(2026, 11, 15, 18, tzinfo=UTC)
INSTANTS = ("published_at", "modified_at")


@pytest.fixture(scope="module")
def boilerplate() -> Boilerplate:
    return load_boilerplate(PROVINCES_DIR)


def load_spec(path: Path) -> dict[str, Any]:
    spec: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return spec


def read_frozen(path: Path, boilerplate: Boilerplate, body: bytes | None = None) -> Reading:
    spec = load_spec(path)
    platform = PLATFORMS[path.parent.name]
    page = Page(
        url=spec["url"],
        fetched_at=datetime.fromisoformat(spec["fetched_at"]),
        body=path.read_bytes() if body is None else body,
        part=part_of(spec["url"], platform),
    )
    return extract(page, None, platform, boilerplate)


def shown(reading: Reading, field: str) -> Any:
    if field == "body":
        return reading.body.split("\n\n")
    value = getattr(reading, field)
    return list(value) if isinstance(value, tuple) else value


def read_markup(
    boilerplate: Boilerplate, markup: str, url: str = "https://uji.example/berita/jalan-baru", platform: str = "generic"
) -> Reading:
    page = Page(url=url, fetched_at=FETCHED_AT, body=markup.encode())
    return extract(page, None, PLATFORMS[platform], boilerplate)


def article(inner: str = "", title: str = "Jalan Baru ke Dusun Air Abik Dibuka") -> str:
    text = "Jalan sepanjang dua kilometer itu menghubungkan dusun dengan pasar kecamatan dan sekolah. "
    paragraphs = "".join(f"<p>{text}Warga menyambutnya, kata tokoh ke-{number}.</p>" for number in range(1, 5))
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f'<div class="entry-content">{paragraphs}{inner}</div></article></body></html>'
    )


@pytest.mark.parametrize("path", FROZEN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_reads_a_frozen_page_as_it_is_meant(path: Path, boilerplate: Boilerplate) -> None:
    expected = load_spec(path)["expected"]
    reading = read_frozen(path, boilerplate)
    fields = [field.name for field in dataclasses.fields(Reading) if field.name not in ("origins", "warnings")]
    wanted = {field: expected.get(field, UNSAID.get(field)) for field in fields}
    wanted |= {field: datetime.fromisoformat(expected[field]) for field in INSTANTS if field in expected}
    assert expected.keys() <= set(fields)
    assert {field: shown(reading, field) for field in fields} == wanted


@pytest.mark.parametrize("path", FROZEN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_field_that_was_read_says_where_it_came_from(path: Path, boilerplate: Boilerplate) -> None:
    reading = read_frozen(path, boilerplate)
    assert [field for field in FIELDS if getattr(reading, field)] == list(reading.origins)
    assert all(reading.origins.values())


@pytest.mark.parametrize("path", FROZEN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_frozen_page_expects_title_body_and_date(path: Path) -> None:
    expected = load_spec(path)["expected"]
    assert expected["title"]
    assert expected["body"]
    assert expected["published_at"]
    assert ".example/" in load_spec(path)["url"]


@pytest.mark.parametrize("platform", sorted(PLATFORMS))
def test_every_platform_has_frozen_pages(platform: str) -> None:
    assert sum(path.parent.name == platform for path in FROZEN) >= LEAST_PAGES


@pytest.mark.parametrize(
    ("platform", "marks"),
    [
        ("tribun", ('id="arttitle"', 'class="f50 black2 f400 crimson"')),
        ("antara", ("wrap__article-detail", "<html amp", 'id="content_news"')),
        ("wordpress", ("td-post-content", "gmr-", "jeg_", "wp-block-post-content", "amp-wp-article-content")),
        ("kompas", ("read__content", "copy__content", "kcm-read")),
        ("disway", ("post-content", "text-article")),
        ("drupal", ("Drupal 7", "field--name-body")),
    ],
)
def test_every_layout_of_a_platform_has_a_frozen_page(platform: str, marks: tuple[str, ...]) -> None:
    pages = [path.read_bytes().decode("latin-1") for path in FROZEN if path.parent.name == platform]
    assert [mark for mark in marks if not any(mark in page for page in pages)] == []


def test_a_page_of_the_archive_keeps_the_reader_of_its_time(boilerplate: Boilerplate) -> None:
    path = PAGES / "tribun" / "archive_of_2018.html"
    spec = load_spec(path)
    page = Page(url=spec["url"], fetched_at=FETCHED_AT, body=path.read_bytes())
    today = extract(page, None, PLATFORMS["tribun"], boilerplate)
    assert today.body.startswith("Kolom Pembaca")
    assert read_frozen(path, boilerplate).body.startswith("Dinas perhubungan mewajibkan")
    assert read_frozen(path, boilerplate).author == "Disa A"


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.stem)
def test_refuses_what_is_no_single_article_wherever_it_stands(path: Path, boilerplate: Boilerplate) -> None:
    spec = load_spec(path)
    platform = PLATFORMS[spec["platform"]]
    page = Page(url=spec["as_if_at"], fetched_at=FETCHED_AT, body=path.read_bytes())
    assert is_article_url(spec["as_if_at"], platform)
    with pytest.raises(ReadingError, match=f"^{re.escape(spec['as_if_at'])}: .*(?:{spec['reason']})"):
        extract(page, None, platform, boilerplate)
    assert spec["address"] is None or not is_article_url(spec["address"], platform)


def test_every_frozen_page_belongs_to_a_platform() -> None:
    assert {path.parent.name for path in FROZEN} <= set(PLATFORMS)


def test_says_where_each_field_came_from(boilerplate: Boilerplate) -> None:
    reading = read_frozen(PAGES / "tribun" / "new_address_part_one.html", boilerplate)
    assert reading.origins["title"] == "selector"
    assert reading.origins["body"] == "selector"
    assert reading.origins["published_at"] == "json-ld datePublished"


def test_warns_of_a_refused_date_and_of_repaired_text(boilerplate: Boilerplate) -> None:
    reading = read_frozen(PAGES / "wordpress" / "jnews_theme_mojibake.html", boilerplate)
    assert any("2099-01-01" in warning and "refused" in warning for warning in reading.warnings)
    assert any("wrongly decoded" in warning for warning in reading.warnings)


def test_warns_of_a_local_time_labelled_utc(boilerplate: Boilerplate) -> None:
    reading = read_frozen(PAGES / "detik" / "old_layout_wrong_zone.html", boilerplate)
    assert any("labelled UTC" in warning for warning in reading.warnings)


def test_ignores_the_date_in_a_header_that_is_the_day_of_fetching(boilerplate: Boilerplate) -> None:
    markup = article().replace(
        "<article>", '<div class="topbar"><span class="post-date">16 November 2026</span></div><article>'
    )
    reading = read_markup(boilerplate, markup.replace("kata tokoh ke-1", "Selasa (3/11/2026)"))
    assert reading.published_basis == "body"
    assert reading.published_at == datetime(2026, 11, 2, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "platform"),
    [
        ("https://uji.example/", "wordpress"),
        ("https://uji.example/tag/smart-city/", "wordpress"),
        ("https://uji.example/author/redaksi/page/9", "wordpress"),
        ("https://uji.example/category/daerah/", "wordpress"),
        ("https://uji.example/2025/07/23", "wordpress"),
        ("https://uji.example/?s=smart+city", "wordpress"),
        ("https://uji.example/index-news/lokal?page=2", "tribun"),
        ("https://uji.example/topic/pemkab", "tribun"),
        ("https://uji.example/berita/26866/tentang-kami", "antara"),
        ("https://uji.example/terkini/3", "antara"),
        ("https://uji.example/?q=berita&page=2", "drupal"),
        ("https://uji.example/?q=taxonomy/term/4", "drupal"),
        ("https://uji.example/berita/index/20", "portal"),
        ("https://uji.example/foto-news/d-7000001/galeri", "detik"),
        ("https://uji.example/tag/apa-saja", "generic"),
    ],
)
def test_refuses_addresses_that_are_no_article(url: str, platform: str, boilerplate: Boilerplate) -> None:
    with pytest.raises(ReadingError, match="no address of an article"):
        read_markup(boilerplate, article(), url=url, platform=platform)


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (article().replace("<body>", '<body class="archive category">'), "no article"),
        (article(title="Arsip 10 November 2026"), "headed"),
        (article(title="404 Halaman Tidak Ditemukan Lagi"), "headed"),
        ('<html><body class="single"><h1>Judul yang cukup panjang</h1></body></html>', "empty page"),
        (
            "<html><body><article><h1>Kabar Hari Ini dari Koba</h1><div class='entry-content'>"
            + "".join(
                f"<h3><a href='/{n}/'>Judul berita nomor {n}</a></h3><p>{'Cuplikan isi berita itu. ' * 5}</p>"
                for n in range(5)
            )
            + "</div></article></body></html>",
            "a list of 5 stories",
        ),
        (
            article("<p>KOBA, LASKAR UJI – Cerita kedua dimulai di sini.</p>").replace(
                "<p>Jalan", "<p>TOBOALI, LASKAR UJI – Jalan", 1
            ),
            "several stories",
        ),
    ],
)
def test_refuses_pages_that_are_no_single_article(markup: str, reason: str, boilerplate: Boilerplate) -> None:
    with pytest.raises(ReadingError, match=reason):
        read_markup(boilerplate, markup)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"%PDF-1.7 \x00\x01", "text/html"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "text/html"),
        (b"", "text/html"),
        (article().encode(), "application/pdf"),
        (random.Random(1).randbytes(50_000), "text/html"),
    ],
)
def test_refuses_what_is_no_text(body: bytes, content_type: str, boilerplate: Boilerplate) -> None:
    page = Page(url="https://uji.example/berita/a-b", fetched_at=FETCHED_AT, body=body, content_type=content_type)
    with pytest.raises(ReadingError):
        extract(page, None, PLATFORMS["generic"], boilerplate)


def test_never_fills_an_empty_body_from_elsewhere_on_the_page(boilerplate: Boilerplate) -> None:
    side = "<aside><p>" + "Teks samping yang panjang sekali tentang hal lain. " * 10 + "</p></aside>"
    markup = (
        f'<html><body><h2 class="judul">Jadwal Perekaman KTP-el</h2><div class="isi-berita"></div>{side}</body></html>'
    )
    with pytest.raises(ReadingError, match="empty page"):
        read_markup(boilerplate, markup, url="https://uji.example/berita/detail/kominfo/jadwal", platform="portal")


def test_an_old_layout_is_not_used_for_a_page_fetched_after_its_last_day(boilerplate: Boilerplate) -> None:
    old = ReadingHints(body=(".lama",), until=datetime(2020, 1, 1, tzinfo=UTC).date())
    platform = Platform(id="uji", name="Uji", reading=(ReadingHints(body=(".baru",)), old))
    text = "".join(f"<p>Warga menanam bakau di muara sungai ke-{n} bersama pelajar dan nelayan.</p>" for n in range(5))
    markup = (
        f"<html><head><title>Bakau Muara Ditanam Lagi</title></head><body><div class='lama'>{text}</div></body></html>"
    )
    page = Page(url="https://uji.example/a/b", fetched_at=FETCHED_AT, body=markup.encode())
    assert extract(page, None, platform, boilerplate).origins["body"] != "selector"
    assert extract(page, None, platform, boilerplate, is_age_known=False).origins["body"] == "selector"


def test_a_source_s_own_selectors_come_first(boilerplate: Boilerplate) -> None:
    channel = {"spider": "feed", "url": "https://uji.example/feed/"}
    source = Source.model_validate(
        {
            "id": "uji",
            "name": "Uji",
            "owner": "press",
            "homepage": "https://uji.example",
            "platform": "generic",
            "discover": [channel],
            "extract": [{"author": [".juru-warta"]}],
            "expect": {"articles_per_week": {"min": 0, "max": 5}},
        }
    )
    markup = article().replace("</h1>", '</h1><b class="juru-warta">Sinta</b><i class="author-name">Lain</i>')
    page = Page(url="https://uji.example/berita/x-y", fetched_at=FETCHED_AT, body=markup.encode())
    assert extract(page, source, PLATFORMS["generic"], boilerplate).author == "Sinta"
    assert extract(page, None, PLATFORMS["generic"], boilerplate).author == "Lain"


def test_what_a_feed_said_wins_over_the_page(boilerplate: Boilerplate) -> None:
    page = Page(
        url="https://uji.example/berita/x-y",
        fetched_at=FETCHED_AT,
        body=article().encode(),
        hints={"published": "2026-11-09T08:00:00+07:00"},
    )
    reading = extract(page, None, PLATFORMS["generic"], boilerplate)
    assert (reading.published_basis, reading.published_at) == ("feed", datetime(2026, 11, 9, 1, tzinfo=UTC))


def read_or_refuse(path: Path, boilerplate: Boilerplate, body: bytes) -> tuple[Reading | None, str]:
    try:
        return read_frozen(path, boilerplate, body), ""
    except ReadingError as error:
        return None, str(error)


@pytest.mark.parametrize("path", FROZEN[::9], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_mutated_pages_are_read_or_refused_and_nothing_else(path: Path, boilerplate: Boilerplate) -> None:
    original = path.read_bytes()
    chance = random.Random(path.stem)
    for _ in range(12):
        body = bytearray(original[: chance.randrange(1, len(original))])
        for _ in range(chance.randrange(0, 60)):
            body[chance.randrange(len(body))] = chance.randrange(256)
        reading, reason = read_or_refuse(path, boilerplate, bytes(body))
        assert reason.startswith(load_spec(path)["url"]) if reading is None else (reading.title and reading.body)


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 10_000 + "teks" + "</div>" * 10_000,
        "<p>" + "<b>" * 10_000 + "teks yang dalam" + "</b>" * 10_000,
        "<p>kata " * 400_000,
        article() + "<!-- " * 200_000,
        article() + "<script>" * 200_000,
        article('<img src="data:image/png;base64,' + "A" * 4_000_000 + '">'),
        article("<p>" + "1, " * 100_000 + "</p>"),
        article("<p>" + "Kamis (" * 50_000 + "</p>"),
        "<" * 2_000_000,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + article(),
    ],
    ids=["deep", "deep inline", "many tags", "comments", "scripts", "image", "numbers", "weekdays", "brackets", "json"],
)
def test_hostile_pages_take_less_than_two_seconds(markup: str, boilerplate: Boilerplate) -> None:
    started = time.process_time()
    try:
        reading = read_markup(boilerplate, markup)
    except ReadingError:
        pass
    else:
        assert reading.body
    assert time.process_time() - started < 10, "two seconds; the rest is for slow machines that measure coverage"


def test_a_file_is_read_by_its_host_s_source(catalogue: Catalogue) -> None:
    got = extract_file(article().encode(), "https://kabarcontoh.example/jalan-baru/", None, catalogue)
    assert list(got) == [field.name for field in dataclasses.fields(Reading)]
    assert json.loads(json.dumps(got))["origins"]["title"] == "selector"
    assert (got["title"], got["outlet"]) == ("Jalan Baru ke Dusun Air Abik Dibuka", "Kabar Contoh")


def test_a_file_of_an_unknown_host_is_read_by_what_its_markup_shows(catalogue: Catalogue) -> None:
    path = PAGES / "kompas" / "old_layout.html"
    got = extract_file(path.read_bytes(), "https://regional.kompas.com/read/2016/05/03/21040031/x", None, catalogue)
    assert got["published_at"] == "2016-05-03T21:04:00+07:00"
    assert got["editor"] == "Budi H"


def told(author: str) -> str:
    node = f'{{"@type": "NewsArticle", "headline": "Jalan Baru ke Dusun Air Abik Dibuka", "author": {author}}}'
    return f'<script type="application/ld+json">{node}</script>'


@pytest.mark.parametrize(
    ("head", "above", "below", "author", "editor"),
    [
        ("", "<p>Oleh: <b class='author-name'>Ana Wijaya</b></p>", "", "Ana Wijaya", None),
        ("", "<div>Penulis: <b>Ana Wijaya</b></div><div>Editor: <b>Budi</b></div>", "", "Ana Wijaya", "Budi"),
        ("", "<div>Reporter: <b>Ana Wijaya</b> | Editor: <b>Budi</b></div>", "", "Ana Wijaya", "Budi"),
        ("", "<div><span>Oleh Ana Wijaya</span> - <time>9 November 2026</time></div>", "", "Ana Wijaya", None),
        ("", "", "<p>Penulis: Ana Wijaya<br>Editor: Budi</p>", "Ana Wijaya", "Budi"),
        ("", "", "<p><b>Reporter : Ana Wijaya – Editor : Budi</b></p>", "Ana Wijaya", "Budi"),
        ("", "", "<p>(Penulis: Ana Wijaya/Editor: Budi)</p>", "Ana Wijaya", "Budi"),
        ("", "", "<p>Penulis/Editor: Ana Wijaya</p>", "Ana Wijaya", "Ana Wijaya"),
        ("", "", "<p>Kontributor Toboali: Ana Wijaya</p>", "Ana Wijaya", None),
        ("", "", "<p>(Kabar Uji/Ana Wijaya)</p>", "Ana Wijaya", None),
        ("", "", "<p>(Kabaruji.com/Ana Wijaya)</p>", "Ana Wijaya", None),
        ("", "", "<p>(Ana Wijaya)</p>", "Ana Wijaya", None),
        ("", "", "<p>Acara selesai sore itu. (dnd/*)</p>", "dnd", None),
        ("", "", "<p>Acara selesai sore itu. [dnd]</p>", "dnd", None),
        ("", "", "<p>Acara selesai sore itu. (Rls)</p>", None, None),
        ("", "<p>Laporan Wartawan Kabar Uji, Ana Wijaya</p>", "", "Ana Wijaya", None),
        ("", "<b class='author-name'>Redaksi</b>", "", "Redaksi", None),
        ("", "<b class='author-name'>Redaksi</b>", "<p>(dnd)</p>", "dnd", None),
        ("", "<b class='author-name'>superadmin</b>", "", None, None),
        ("", "<b class='author-name'>kabarujicom</b>", "", None, None),
        (told('{"@type": "Person", "name": "Ana Wijaya"}'), "<b class='author-name'>admin</b>", "", "Ana Wijaya", None),
        (
            told('{"@type": "Person", "name": "Redaksi"}'),
            "<b class='author-name'>Ana Wijaya</b>",
            "",
            "Ana Wijaya",
            None,
        ),
        (told('{"@type": "Organization", "name": "Kabar Uji"}'), "", "", None, None),
        (told('{"@type": "Organization", "name": "Dinas Sosial"}'), "", "", "Dinas Sosial", None),
        ('<meta name="author" content="Budi">', "", "<p>Editor: Budi</p>", None, "Budi"),
        ('<meta name="author" content="Ana Wijaya">', "", "", "Ana Wijaya", None),
    ],
)
def test_tells_who_wrote_and_who_edited(
    head: str, above: str, below: str, author: str | None, editor: str | None, boilerplate: Boilerplate
) -> None:
    markup = article(below).replace("</h1>", f"</h1>{above}")
    site = '<meta property="og:site_name" content="Kabar Uji">'
    reading = read_markup(boilerplate, markup.replace("<head>", f"<head>{site}{head}"))
    assert (reading.author, reading.editor) == (author, editor)
    assert all(f"kata tokoh ke-{number}" in reading.body for number in range(1, 5))
    assert not author or author not in reading.body


def test_an_unknown_source_is_named(catalogue: Catalogue) -> None:
    with pytest.raises(UsageError, match="tidak_ada"):
        extract_file(b"x", "https://kabarcontoh.example/a/", "tidak_ada", catalogue)
