from __future__ import annotations

from datetime import UTC, datetime

import pytest

from models.errors import ReadingError
from models.shapes import Page
from models.sources import Platform, ReadingHints
from pipelines.drafts import Draft
from pipelines.readers import read_fragment, read_html

URL = "https://uji.example/berita/jalan-baru"
TEXT = "".join(
    f"<p>Jalan sepanjang dua kilometer itu dibuka bupati, kata tokoh ke-{number}.</p>" for number in range(6)
)
HINTS = ReadingHints(body=(".isi",), related=(".terkait",), drop=(".buang",), tags=(".label a",))
PLATFORM = Platform(id="uji", name="Uji", parts="query", reading=(HINTS,))


def read(inner: str, *, head: str = "", url: str = URL, part: int = 1, platform: Platform = PLATFORM) -> Draft:
    body = f"<body><h1>Jalan Baru Dibuka</h1><div class='isi'>{TEXT}</div>{inner}</body>"
    markup = f"<html lang='id'><head>{head}</head>{body}</html>"
    page = Page(url=url, fetched_at=datetime(2026, 11, 15, tzinfo=UTC), body=b"", part=part)
    return read_html(page, markup, None, platform, None)


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("", URL),
        ('<link rel="canonical" href="/berita/jalan-baru-dibuka">', "https://uji.example/berita/jalan-baru-dibuka"),
        ('<link rel="canonical" href="https://www.uji.example/berita/x">', "https://www.uji.example/berita/x"),
        ('<link rel="canonical" href="https://uji.example/">', URL),
        ('<link rel="canonical" href="https://lain.example/berita/x">', URL),
        ('<meta property="og:url" content="https://uji.example/berita/og">', "https://uji.example/berita/og"),
    ],
)
def test_believes_a_canonical_address_of_the_same_site(head: str, url: str) -> None:
    assert read("", head=head).url == url


@pytest.mark.parametrize(
    ("inner", "parts"),
    [
        ("", 1),
        ("<span class='total-page'>Halaman 1/3</span>", 3),
        (f"<a href='?page=1'>1</a><a href='{URL}?page=2'>2</a>", 2),
        ("<a href='/berita/lain?page=7'>7</a>", 1),
    ],
)
def test_counts_the_parts_of_a_story(inner: str, parts: int) -> None:
    assert read(inner).parts == parts


def test_a_page_that_shows_all_parts_is_whole_and_a_later_part_is_one_of_several() -> None:
    inner = "<span class='total-page'>Halaman 1/3</span>"
    assert read(inner, url=f"{URL}?page=all").parts == 1
    assert read("", url=f"{URL}?page=2", part=2).parts == 2


def test_of_several_stories_one_below_the_other_the_first_is_read() -> None:
    below = f"<h2><a href='/berita/lain'>Lain</a></h2><div class='isi'>{TEXT.replace('Jalan', 'Pelabuhan')}{TEXT}</div>"
    assert not any("Pelabuhan" in paragraph for paragraph in read(below).paragraphs)


def test_links_to_other_parts_of_the_story_are_no_leads() -> None:
    draft = read(f"<div class='terkait'><a href='{URL}?page=2'>2</a><a href='/berita/lain'>Lain</a></div>")
    assert draft.links == ["https://uji.example/berita/lain"]


def test_a_script_with_the_whole_story_saves_the_other_parts() -> None:
    lines = TEXT.removeprefix("<p>").removesuffix("</p>").split("</p><p>")
    whole = "\\n".join([*lines, "Kalimat tambahan dari halaman dua."])
    inner = f'<span>Halaman 1/2</span><script>var keywordBrandSafety = "{whole}";</script>'
    draft = read(inner)
    assert (draft.parts, draft.origins["body"], len(draft.paragraphs)) == (1, "script", 7)
    assert read(inner, part=2).origins["body"] == "selector"
    assert read(inner.replace("Jalan sepanjang", "Cerita lain")).origins["body"] == "selector"


def test_reads_people_tags_section_and_outlet() -> None:
    head = (
        '<meta name="author" content="Ana"><meta name="content_editor" content="Budi">'
        '<meta property="article:section" content="Desa"><meta property="og:site_name" content="Kabar Uji">'
        '<meta name="keywords" content="satu, dua">'
    )
    draft = read("", head=head)
    assert (draft.authors, draft.editors[-1], draft.section, draft.outlet) == (["Ana"], "Budi", "Desa", "Kabar Uji")
    assert (draft.tags, draft.language) == (["satu", "dua"], "id")
    assert read("<p class='label'><a>tiga</a></p>", head=head).tags == ["tiga"]


def test_the_outlet_s_name_is_no_author() -> None:
    head = '<meta name="author" content="Kabar Uji"><meta property="og:site_name" content="Kabar Uji Bangka">'
    assert read("", head=head).authors == []


def test_links_of_related_blocks_are_leads_and_their_text_is_dropped() -> None:
    draft = read("<div class='terkait'><a href='/berita/lain'>Lain</a></div>")
    assert draft.links == ["https://uji.example/berita/lain"]
    assert not any("Lain" in paragraph for paragraph in draft.paragraphs)


def test_refuses_a_page_that_is_links() -> None:
    platform = Platform(id="uji", name="Uji", reading=(ReadingHints(body=(".daftar",)),))
    with pytest.raises(ReadingError, match="list of links"):
        read(
            "<div class='daftar'>" + "<a href='/x'>Judul berita lain yang panjang</a> " * 20 + "</div>",
            platform=platform,
        )


def test_reads_a_fragment_without_a_page_around_it() -> None:
    markup = "<p>Satu.</p><div class='buang'>Iklan</div><p>Baca juga: <a href='/lain'>Judul lain</a></p><p>Dua.</p>"
    assert read_fragment(markup, URL, HINTS) == (["Satu.", "Dua."], ["https://uji.example/lain"])
    assert read_fragment("", URL, HINTS) == ([], [])
