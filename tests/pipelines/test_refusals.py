from __future__ import annotations

import pytest
from bs4 import Tag

from models.errors import ReadingError
from models.sources import Platform
from pipelines import refusals
from pipelines.dom import Dom
from pipelines.structured import Structured

URL = "https://uji.example/a/b"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"<html>teks biasa</html>", "text/html; charset=utf-8"),
        (b"<html>teks biasa</html>", ""),
        (b'{"a": 1}', "application/json"),
        (b"<a/>", "application/xhtml+xml"),
        ("teks".encode("utf-16"), "text/html"),
        (b"kata\x92 kata" * 20, "text/html"),
    ],
)
def test_lets_text_through(body: bytes, content_type: str) -> None:
    refusals.refuse_binary(body, content_type, URL)


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"", "text/html", "empty page"),
        (b"  \n", "text/html", "empty page"),
        (b"%PDF-1.4", "text/html", "binary"),
        (b"teks", "image/png", "binary"),
        (b"a\x00b\x01c\x02" * 50, "text/html", "binary"),
        (b"a" * (refusals.MAX_BYTES + 1), "text/html", "at most"),
    ],
)
def test_refuses_binaries_and_giants(body: bytes, content_type: str, reason: str) -> None:
    with pytest.raises(ReadingError, match=f"^{URL}: .*{reason}"):
        refusals.refuse_binary(body, content_type, URL)


def test_refuses_by_address() -> None:
    platform = Platform(id="uji", name="Uji", reject_url=("/tag/",))
    refusals.refuse_address(URL, platform)
    for url in ("https://uji.example/tag/x", "https://uji.example/", "bukan alamat"):
        with pytest.raises(ReadingError):
            refusals.refuse_address(url, platform)


@pytest.mark.parametrize("name", ["archive", "category", "home", "search-results", "error404", "author"])
def test_refuses_by_the_class_wordpress_gives_a_page(name: str) -> None:
    with pytest.raises(ReadingError, match=f"class {name}"):
        refusals.refuse_listing(Dom(f"<body class='{name} wp'>", "u"), Structured(), URL)
    refusals.refuse_listing(Dom(f"<body class='single single-post {name}'>", "u"), Structured(), URL)


@pytest.mark.parametrize(
    "heading",
    [
        "Tag: smart city", "Kategori: Daerah", "Indeks Berita", "Arsip 10 November 2026", "Hasil pencarian untuk koba",
        "404", "Halaman Tidak Ditemukan",
    ],
)  # fmt: skip
def test_refuses_by_heading(heading: str) -> None:
    with pytest.raises(ReadingError, match="headed"):
        refusals.refuse_title(heading, URL)


@pytest.mark.parametrize(
    "heading", ["Indeks SPBE Naik", "Arsip Daerah Pindah Gedung", "Bulan Depan Tarif Naik", "Penulis Muda Diundang"]
)
def test_lets_headlines_through(heading: str) -> None:
    refusals.refuse_title(heading, URL)


def test_refuses_collections_and_link_lists() -> None:
    with pytest.raises(ReadingError, match="collection"):
        refusals.refuse_listing(Dom("<body>", "u"), Structured(is_list=True), URL)
    links = Dom("<div>" + "<a>Judul berita lain</a> " * 5 + "</div>", "u").tags("div")[0]
    with pytest.raises(ReadingError, match="list of links"):
        refusals.refuse_links(links, URL)


def test_refuses_teasers_but_not_subheadings() -> None:
    teasers = "".join(f"<h3><a href='/{n}'>Judul {n}</a></h3><p>{'cuplikan isi ' * 8}</p>" for n in range(4))
    with pytest.raises(ReadingError, match="a list of 4 stories"):
        refusals.refuse_teasers(Dom(f"<div>{teasers}</div>", "u").tags("div")[0], URL)
    story = "".join(f"<h3>Subjudul {n}</h3><p>{'isi cerita ' * 9}</p>" for n in range(4))
    refusals.refuse_teasers(Dom(f"<div>{story}</div>", "u").tags("div")[0], URL)


def test_refuses_several_stories() -> None:
    with pytest.raises(ReadingError, match="several stories"):
        refusals.refuse_several(["KOBA, UJI NEWS – Satu.", "Isi.", "TOBOALI, UJI NEWS – Dua."], URL)
    refusals.refuse_several(["KOBA, UJI NEWS – Satu.", "Sementara itu di Toboali – warga menunggu."], URL)
    refusals.refuse_several(["KOBA – Satu.", "TOBOALI – Dua."], URL)


def test_refuses_pages_without_text_or_title() -> None:
    with pytest.raises(ReadingError, match="3 words"):
        refusals.refuse_empty(["hanya tiga kata"], "Judul", URL)
    with pytest.raises(ReadingError, match="no title"):
        refusals.refuse_empty(["kata " * 20], "", URL)
    refusals.refuse_empty(["kata " * 20], "Judul", URL)


def bodies(markup: str) -> list[Tag]:
    return Dom(markup, URL).select(".isi")


def test_refuses_whole_stories_under_headings_that_lead_elsewhere() -> None:
    story = "<h2><a href='/{0}'>Judul {0}</a></h2><div class='isi'>Isi cerita.</div>"
    with pytest.raises(ReadingError, match="list of 2 whole stories"):
        refusals.refuse_stacked(bodies(story.format("satu") + story.format("dua")), URL)
    refusals.refuse_stacked(bodies("<h1>Judul</h1><div class='isi'>Isi</div>" + story.format("dua")), URL)
    refusals.refuse_stacked(bodies(f"<h1><a href='{URL}'>Judul</a></h1><div class='isi'>Isi</div>"), URL)
    refusals.refuse_stacked([], URL)


HEADLINE = "<div><a href='/berita/{0}'>Judul berita lain nomor {0} yang panjang</a><p>{1}</p></div>"
TEASER = "Cuplikan kalimat pembuka berita itu yang dipotong setelah beberapa kata saja tanpa ada akhirnya ..."


def test_refuses_headlines_with_teasers_but_no_story_with_links_in_it() -> None:
    items = "".join(HEADLINE.format(number, TEASER) for number in range(7))
    with pytest.raises(ReadingError, match="list of 7 stories"):
        refusals.refuse_teasers(bodies(f"<div class='isi'><p>Kabar hari ini</p>{items}</div>")[0], URL)
    story = f"<div class='isi'><p>{TEASER * 3}</p>{items}</div>"
    refusals.refuse_teasers(bodies(story)[0], URL)
    contents = "".join(f"<p><a href='#bab-{n}'>Bab ke-{n} dari tulisan panjang ini</a></p>" for n in range(9))
    refusals.refuse_teasers(bodies(f"<div class='isi'>{contents}<p>{TEASER}</p></div>")[0], URL)


def test_refuses_a_text_whose_lines_are_links() -> None:
    links = [f"Judul berita lain nomor {number}" for number in range(8)]
    dom = Dom("".join(f"<a href='/{number}'>{text}</a>" for number, text in enumerate(links)), URL)
    with pytest.raises(ReadingError, match="list of 8 links"):
        refusals.refuse_linked_lines([*links, "Satu kalimat."], dom, URL)
    refusals.refuse_linked_lines([*links[:5], "Satu kalimat."], dom, URL)
    refusals.refuse_linked_lines([*links, *["Kalimat cerita."] * 30], dom, URL)


def test_three_places_in_capitals_are_three_stories() -> None:
    lines = [f"{place} – {TEASER}" for place in ("NAMANG", "KOBA", "LUBUK BESAR")]
    with pytest.raises(ReadingError, match="several stories"):
        refusals.refuse_several(lines, URL)
    refusals.refuse_several(lines[:2], URL)
    refusals.refuse_several(["NAMANG – Senin", "KOBA – Selasa", "LUBUK BESAR – Rabu"], URL)
