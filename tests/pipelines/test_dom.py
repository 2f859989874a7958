from __future__ import annotations

import time

import pytest
from bs4 import BeautifulSoup

from pipelines.dom import MAX_MARKUP, MAX_TAGS, Dom, attribute, classes_of, is_gone, is_inside, trim_markup

PAGE = """<html><body class="single post"><div id="isi" class="entry-content besar"><h1 class="judul">Judul</h1>
<p class="a b">Satu</p><p class="b">Dua</p>
<ul class="jejak"><li><a href="/1">x</a></li><li><a href="/2" rel="tag">y</a></li></ul>
<span itemprop="author"><span itemprop="name">Ana</span></span><table><tr><td>1</td><td>2</td></tr></table></div>
<div class="inject-baca-juga-3">lain</div><time datetime="2026-11-01"></time></body></html>"""


@pytest.mark.parametrize(
    "selector",
    [
        "p", ".a", ".b", "p.b", ".a.b", "#isi", "div#isi", "#isi p", ".entry-content > p", "h1.judul", "a[rel=tag]",
        ".jejak li:last-child a", ".jejak li:nth-child(1) a", "[itemprop=author]", "[itemprop=author] [itemprop=name]",
        "[class*=inject-baca]", "a[rel~=tag]", "p.a, p.b", "tr td:nth-child(2)", "p + p", ".tidak-ada",
        ".jejak .tidak-ada a", "p:not(.a)", "body.single",
    ],
)  # fmt: skip
def test_selects_what_beautifulsoup_selects(selector: str) -> None:
    expected = [str(tag) for tag in BeautifulSoup(PAGE, "lxml").select(selector)]
    assert [str(tag) for tag in Dom(PAGE, "u").select(selector)] == expected


def test_removed_elements_are_not_found_again() -> None:
    dom = Dom(PAGE, "u")
    first = dom.select(".b")[0]
    inner = dom.select("#isi")[0]
    first.decompose()
    assert is_gone(first)
    assert [tag.get_text() for tag in dom.select(".b")] == ["Dua"]
    inner.decompose()
    assert dom.select(".b") == dom.tags("p") == []
    assert not is_gone(dom.tags("body")[0])


def test_the_first_element_with_something_in_it_is_taken() -> None:
    dom = Dom("<p class='a'></p><p class='a'>isi</p><time class='t' datetime='2026'></time>", "u")
    found = dom.first([".tidak", ".a"])
    assert found is not None
    assert found.get_text() == "isi"
    assert dom.first([".t"]) is not None
    assert dom.first([".tidak"]) is None


def test_classes_and_attributes_are_text() -> None:
    tag = Dom("<a class=' x  y ' href=' /z '>t</a>", "u").tags("a")[0]
    assert classes_of(tag) == ["x", "y"]
    assert attribute(tag, "href") == "/z"
    assert attribute(tag, "id") == ""


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("<p>a</p><script>var x='<p>';</script><p>b</p>", "<p>a</p><p>b</p>"),
        ("<STYLE>p{}</STYLE >b", "b"),
        ("a<!-- <p>lama</p> -->b", "ab"),
        ("a<!-- terbuka <p>b</p>", "a<!-- terbuka <p>b</p>"),
        ("<script>terbuka <p>b</p>", "<script>terbuka <p>b</p>"),
        ("<p>a</p>\n  <p>b</p>", "<p>a</p><p>b</p>"),
        ("<b>a</b> <i>b</i>", "<b>a</b> <i>b</i>"),
        ('<img src="data:image/png;base64,AAAA"><p>a</p>', "<p>a</p>"),
        ('<link rel="stylesheet" href="x"><link rel="canonical" href="y">', '<link rel="canonical" href="y">'),
    ],
)
def test_trims_what_is_never_read(text: str, markup: str) -> None:
    assert trim_markup(text) == (markup, ())


def test_says_when_a_page_was_cut() -> None:
    markup, warnings = trim_markup("kata " * MAX_MARKUP)
    assert len(markup) == MAX_MARKUP
    assert "too large" in warnings[0]
    markup, warnings = trim_markup("<b>x" * 100_000)
    assert markup.count("<") == MAX_TAGS
    assert warnings


def test_a_block_that_only_looks_like_the_one_around_an_element_is_not_around_it() -> None:
    dom = Dom("<div><p>satu</p></div><div><p>satu</p></div>", "u")
    first, second = dom.tags("div")
    assert first == second
    assert is_inside(dom.tags("p")[0], first)
    assert not is_inside(dom.tags("p")[0], second)


def test_finds_the_last_of_its_siblings_far_down_a_page() -> None:
    lists = "<ul>" + "<li>menu</li>" * 500 + "</ul>"
    dom = Dom(f"<body>{lists}<ul class='jejak'><li>Beranda</li><li>Daerah</li></ul></body>", "u")
    assert [tag.get_text() for tag in dom.select(".jejak li:last-child")] == ["Daerah"]


def test_counting_thousands_of_siblings_takes_little_time() -> None:
    dom = Dom("<body>" + "<a>tautan</a>" * 15_000 + "</body>", "u")
    started = time.process_time()
    dom.select("body a:last-of-type")
    assert time.process_time() - started < 10, "it took minutes once"


@pytest.mark.parametrize(
    "opening", ["<div>", "<ul><li>", "<b>", "<div class='isi'>", "<i><b><u><em>", "<div id='a'><p><a>"]
)
def test_elements_nested_without_end_are_left_out_and_what_they_hold_stays(opening: str) -> None:
    dom = Dom(f"<body>{opening * 4000}<article><p>Isi berita.</p><p>Alinea kedua.</p></article>", "u")
    assert max(sum(1 for _ in tag.parents) for tag in dom.tags("p", "article")) <= 220
    assert dom.soup.get_text(" ", strip=True) == "Isi berita. Alinea kedua."


def test_a_story_below_ten_thousand_blocks_keeps_its_elements() -> None:
    dom = Dom("<body>" + "<div>" * 5000 + "<article><p>Isi berita.</p><p>Alinea kedua.</p></article>", "u")
    assert [tag.get_text() for tag in dom.select("article p")] == ["Isi berita.", "Alinea kedua."]


def test_a_page_as_deep_as_real_ones_keeps_every_element() -> None:
    assert len(Dom("<body>" + "<div>" * 55, "u").tags("div")) == 55
