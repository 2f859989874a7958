from __future__ import annotations

import pytest
from bs4 import Tag

from pipelines.blocks import link_share, make_leads, read_links, strip_body, take_read_also
from pipelines.dom import Dom


def story(markup: str) -> tuple[Dom, Tag]:
    dom = Dom(f"<main><p>{'Teks cerita yang panjang sekali. ' * 10}</p>{markup}</main>", "u")
    return dom, dom.tags("main")[0]


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><img><figcaption>Keterangan XX</figcaption></figure>",
        "<div class='share-box'>XX</div>",
        "<div class='td-related-posts related-posts'>XX</div>",
        "<div id='komentar'>XX</div>",
        "<p style='display: none'>XX</p>",
        "<p hidden>XX</p>",
        "<div class='iklan-atas'>XX</div>",
        "<form>XX</form>",
        "<aside>XX</aside>",
        "<h1>XX</h1>",
        "<div class='kotak'>XX</div>",
    ],
)
def test_strips_clutter(markup: str) -> None:
    dom, body = story(markup)
    strip_body(body, dom, (".kotak",), ())
    assert "XX" not in body.get_text()
    assert "Teks cerita" in body.get_text()


def test_keeps_the_story_in_a_block_with_an_unlucky_name() -> None:
    dom, body = story("")
    dom2 = Dom(f"<main><div class='social-content'>{body}</div></main>", "u")
    strip_body(dom2.tags("main")[0], dom2, (), ())
    assert "Teks cerita" in dom2.tags("main")[0].get_text()
    assert dom.tags("p")


def test_strips_fields_that_stand_in_the_story_unless_they_are_long() -> None:
    dom, body = story("<p class='tgl'>5 November 2026</p><div class='panjang'>" + "kata " * 60 + "</div>")
    strip_body(body, dom, (), [*dom.select(".tgl"), *dom.select(".panjang")])
    assert "November" not in body.get_text()
    assert "kata kata" in body.get_text()


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ("<p>Baca juga: <a href='/lain'>Judul lain</a></p>", ""),
        ("<p><b>Baca juga </b><b><a href='/lain'>Judul lain</a></b></p>", ""),
        (
            "<p>Warga senang. BACA JUGA: <a href='/lain'>Judul lain</a> Petugas pulang.</p>",
            "Warga senang. Petugas pulang.",
        ),
        ("<p><strong><a href='/lain'>Judul berita lain yang panjang</a></strong></p>", ""),
        ("<ul><li><a href='/lain'>Judul berita lain yang panjang</a></li></ul>", ""),
        ("<p>Data ada di <a href='/lain'>laman dinas kesehatan</a>.</p>", None),
        ("<p>Ia gemar membaca <a href='/lain'>buku</a></p>", None),
        ("<p><a href='/lain'>Pemkab</a></p>", None),
    ],
)
def test_takes_links_to_other_stories_out_of_the_text(markup: str, left: str | None) -> None:
    _, body = story(markup)
    leads = take_read_also(body)
    assert leads == ([] if left is None else ["/lain"])
    if left is not None:
        assert (
            " ".join(body.get_text(" ").split())
            .removeprefix("Teks cerita yang panjang sekali. " * 9 + "Teks cerita yang panjang sekali.")
            .strip()
            == left
        )


def test_collects_links_of_related_blocks() -> None:
    dom = Dom("<div class='terkait'><a href='/a'>A</a><a href='/b'>B</a></div><a class='lihat' href='/c'>C</a>", "u")
    assert read_links(dom, [".terkait", ".lihat"]) == ["/a", "/b", "/c"]


def test_leads_are_absolute_and_stand_once() -> None:
    addresses = [
        "/a#atas",
        "https://uji.example/a",
        "b",
        "mailto:x@y",
        "javascript:void(0)",
        "/",
        "http://[rusak",
        "https://uji.example/ini",
    ]
    assert make_leads(addresses, "https://uji.example/ini") == ("https://uji.example/a", "https://uji.example/b")


@pytest.mark.parametrize(
    ("markup", "share"), [("<p>empat<a>empat</a></p>", 5 / 10), ("<p><a>semua</a></p>", 1.0), ("<p></p>", 0.0)]
)
def test_measures_the_share_of_links(markup: str, share: float) -> None:
    assert link_share(Dom(markup, "u").tags("p")[0]) == pytest.approx(share)


def test_words_around_a_removed_block_stay_apart() -> None:
    dom = Dom("<body><div id='isi'><span>Pendidikan</span><h1>Judul</h1><span>Rosa</span> menulis.</div></body>", "u")
    body = dom.select("#isi")[0]
    strip_body(body, dom, (), ())
    assert body.get_text() == "Pendidikan Rosa menulis."
