from __future__ import annotations

import pytest

from pipelines.clues import lines_beside, read_clues
from pipelines.dates import DateClue
from pipelines.dom import Dom
from pipelines.structured import Structured

TEXT = "<p>" + "Teks cerita yang panjang sekali. " * 30 + "</p>"


def read(
    header: str,
    *,
    top: str = "",
    bottom: str = "",
    selectors: tuple[str, ...] = (),
    structured: Structured | None = None,
) -> list[DateClue]:
    dom = Dom(
        f"<body>{top}<div class='artikel'><h1>Judul</h1>{header}<div id='isi'>{TEXT}</div></div>{bottom}</body>", "u"
    )
    return read_clues(dom, selectors, structured or Structured(), dom.tags("h1")[0], dom.select("#isi")[0])


def test_structured_dates_come_with_their_names() -> None:
    got = read("", structured=Structured(published="2026-11-05", meta={"pubdate": "2026-11-06"}))
    assert [(clue.basis, clue.text, clue.origin) for clue in got] == [
        ("json-ld", "2026-11-05", "json-ld datePublished"),
        ("meta", "2026-11-06", "meta pubdate"),
    ]


def test_a_selected_time_gives_its_attribute_and_its_text() -> None:
    got = read("<time class='tgl' datetime='2026-11-05T10:00'>Kamis, 5 November</time>", selectors=(".tgl",))
    assert [(clue.basis, clue.text) for clue in got] == [
        ("time-element", "2026-11-05T10:00"),
        ("visible", "Kamis, 5 November"),
    ]


def test_a_time_of_modification_comes_last() -> None:
    times = "<time class='updated' datetime='2026-11-07'>7</time><time datetime='2026-11-05'>5</time>"
    markup = f"<div class='meta'>{times}</div>"
    got = read(markup, selectors=(".meta",))
    assert [clue.text for clue in got if clue.basis == "time-element"] == ["2026-11-05", "2026-11-07"]


@pytest.mark.parametrize(
    "top",
    [
        "<div class='topbar'><span class='tgl'>16 November 2026</span></div>",
        "<header><span class='tgl'>16 November 2026</span></header>",
        "<span class='tgl'>16 November 2026</span>",
        "<aside><span class='tgl'>16 November 2026</span></aside>",
    ],
)
def test_dates_away_from_the_article_are_outside(top: str) -> None:
    got = read("", top=top, selectors=(".tgl",))
    assert [clue.is_outside for clue in got] == [True]
    both = read("<span class='tgl'>5 November 2026</span>", top=top, selectors=(".tgl",))
    assert [(clue.text, clue.is_outside) for clue in both] == [("5 November 2026", False)]


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("<div>Kamis, 5 Nov 2026 | 14:15 WIB</div>", "Kamis, 5 Nov 2026 | 14:15 WIB"),
        ("<div><span>Oleh Ana</span><span>3 jam yang lalu</span></div>", "3 jam yang lalu"),
        ("<div><time datetime='2026-11-05'></time></div>", "2026-11-05"),
    ],
)
def test_a_date_beside_the_title_is_found_without_a_selector(header: str, text: str) -> None:
    assert [clue.text for clue in read(header)] == [text]


def test_a_date_above_the_title_is_found_and_that_of_a_headline_is_not() -> None:
    top = "<ul><li><a>Judul berita lain yang cukup panjang</a> 1 November 2026</li></ul>"
    dom = Dom(
        f"<div class='artikel'>{top}<div>5 November 2026</div><h1>Judul</h1><div id='isi'>{TEXT}</div></div>", "u"
    )
    got = read_clues(dom, (), Structured(), dom.tags("h1")[0], dom.select("#isi")[0])
    assert [clue.text for clue in got] == ["5 November 2026"]


def test_dates_after_the_story_are_not_looked_at() -> None:
    assert read("", bottom="<p>1 November 2026</p>") == []


def test_lines_beside_the_title_are_short_texts() -> None:
    dom = Dom(f"<div><h1>Judul</h1><i> Penulis:  srn </i><div id='isi'>{TEXT}</div></div>", "u")
    assert "Penulis: srn" in list(lines_beside(dom.tags("h1")[0], dom.select("#isi")[0]))
    assert list(lines_beside(None, None)) == []


def test_the_icon_of_a_person_stands_before_who_wrote_it() -> None:
    meta = "<i class='fa fa-user'></i> Diskominfo Uji <i class='fa fa-calendar'></i> 5 November 2026"
    login = "<i class='fa fa-user'></i> Masuk"
    dom = Dom(f"<p>Kontak kami</p><p>{login}</p><h1>Judul</h1><p>{meta}</p><div id='isi'>Isi cerita itu.</div>", "u")
    lines = list(lines_beside(dom.tags("h1")[0], dom.select("#isi")[0]))
    assert lines[:3] == ["Judul", "Oleh: Diskominfo Uji", "5 November 2026"]
    assert not any(line.startswith("Oleh:") for line in lines[3:])
