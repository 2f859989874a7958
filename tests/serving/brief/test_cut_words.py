from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup
from docx import Document
from openpyxl import load_workbook

from models.clock import Week
from serving.brief import cut_words as say
from serving.brief.as_docx import as_docx
from serving.brief.as_html import as_html
from serving.brief.as_xlsx import as_xlsx
from serving.brief.cut import Cut
from serving.brief.method import method_notes
from serving.brief.parts import Brief
from serving.brief.sentences import conclusions, section_sentence
from serving.search import Filters
from serving.search.conditions import EVERYTHING
from serving.search.narrowing import Demand, Narrowing

QUERY = 'spbe "kota cerdas" -lada'
NARROWING = Narrowing(
    query=QUERY,
    demands=(Demand(("spbe", "a", "b", "c", "d", "e", "f", "g")), Demand(("kota cerdas",)), Demand(("bus", "trem"))),
    without=("lada",),
    filters=Filters("alfa,province", "living", "harian_alfa,lain", "launch-app", date(2026, 11, 1), date(2026, 11, 30)),
    problems=(),
    unknown={},
    condition=EVERYTHING,
)
CUT = Cut(NARROWING, "SPBE kota", {"harian_alfa": "Harian Alfa"})
PLAIN = replace(NARROWING, filters=Filters())


@pytest.fixture
def cut_brief(brief: Brief) -> Brief:
    return replace(brief, cut=CUT)


def test_the_first_page_says_that_it_is_a_cut_and_by_what() -> None:
    assert say.cut_lead(CUT) == (
        f"BRIEF TERBATAS: hanya memuat berita yang memenuhi pencarian tersimpan “SPBE kota”, yaitu “{QUERY}”. Berita"
        " relevan lain pekan ini tidak dihitung di sini."
    )
    assert "memenuhi pencarian “spbe" in say.cut_lead(replace(CUT, name=None))
    assert say.cut_name(CUT) == "pencarian “SPBE kota”"
    assert say.cut_name(Cut(replace(NARROWING, query="x" * 81))) == f"pencarian “{'x' * 79}…”"


def test_how_the_query_was_read_is_told(cut_brief: Brief) -> None:
    meaning, *_ = say.cut_notes(cut_brief)
    assert meaning == (
        "Pencarian dibaca sebagai: memuat “spbe” (atau “a”, “b”, “c”, “d”, “e”, atau 2 sebutan lain); memuat “kota"
        " cerdas”; memuat “bus” (atau “trem”); tanpa “lada”; wilayah Kab. Alfa atau Provinsi Contoh; pilar Smart"
        " Living; tonggak Peluncuran aplikasi; media Harian Alfa atau lain; terbit 1–30 November 2026."
    )


def test_words_of_a_term_are_told_apart(brief: Brief) -> None:
    narrowing = replace(PLAIN, demands=(Demand(("parkir nontunai", "e-parkir"), is_together=False),), without=())
    assert say.cut_notes(replace(brief, cut=Cut(narrowing))) == [
        "Pencarian dibaca sebagai: memuat “parkir” dan “nontunai” (atau “e-parkir”)."
    ]


def test_a_whole_brief_says_nothing_of_it(brief: Brief) -> None:
    assert say.cut_notes(brief) == []
    assert say.relevant_news(brief) == "berita relevan"
    assert say.no_steps(brief) == "Tidak ada tonggak program yang tercatat pekan ini."


def test_where_nothing_was_found_it_is_said_of_the_search(cut_brief: Brief) -> None:
    for sentence in (say.no_news(cut_brief), say.no_steps(cut_brief), say.no_critical(cut_brief)):
        assert "berita relevan yang memenuhi pencarian" in sentence or "berita yang memenuhi pencarian" in sentence


def test_a_query_without_words_leaves_nothing_out(brief: Brief) -> None:
    nothing = replace(NARROWING, demands=(), without=(), filters=Filters())
    (note,) = say.cut_notes(replace(brief, cut=Cut(nothing)))
    assert "tidak ada berita yang disisihkan" in note


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(), None),
        (Filters(since=date(2026, 11, 2), until=date(2026, 11, 15)), None),
        (Filters(since=date(2026, 11, 5)), "di dalam pekan lalu, sehingga perbandingan"),
        (Filters(since=date(2026, 11, 9)), "di dalam pekan lalu, sehingga perbandingan"),
        (Filters(since=date(2026, 11, 10)), "hanya sebagian pekan ini"),
        (Filters(until=date(2026, 11, 12)), "hanya sebagian pekan ini"),
        (Filters(since=date(2026, 11, 16)), "di luar pekan ini"),
        (Filters(until=date(2026, 11, 8)), "di luar pekan ini"),
        (Filters(since=date(2026, 11, 12), until=date(2026, 11, 10)), "di luar pekan ini"),
    ],
)
def test_days_that_leave_out_a_part_of_the_weeks_are_told(week: Week, filters: Filters, said: str | None) -> None:
    warnings = say.cut_warnings(Cut(replace(NARROWING, filters=filters)), week)
    assert (len(warnings), said is None or said in warnings[0]) == (0 if said is None else 1, True)


def test_what_was_not_understood_and_what_no_article_holds_is_told(week: Week) -> None:
    narrowing = replace(PLAIN, problems=("wilayah:mars was read as words: x",), unknown={"sensr": "sensor", "xq": None})
    assert say.cut_warnings(Cut(narrowing), week) == [
        "“wilayah:mars” tidak dikenal sebagai penyaring dan dibaca sebagai kata biasa.",
        "Kata “sensr” tidak terdapat dalam satu berita pun, sehingga tidak ada yang ditemukan; mungkin maksudnya"
        " “sensor”.",
        "Kata “xq” tidak terdapat dalam satu berita pun, sehingga tidak ada yang ditemukan.",
    ]


def test_the_method_names_the_query(cut_brief: Brief) -> None:
    assert f"“{QUERY}”" in say.method_note(CUT)
    note = dict(method_notes(cut_brief))["Pembatasan"]
    assert note.startswith(say.method_note(CUT))
    assert "Pencarian dibaca sebagai: memuat “spbe”" in note


def test_the_sentences_of_a_cut_speak_of_the_search(cut_brief: Brief) -> None:
    volume, compared, *_ = conclusions(cut_brief)
    assert volume.startswith("13 berita relevan yang memenuhi pencarian tentang 8 peristiwa")
    assert "jumlah berita relevan yang memenuhi pencarian naik 6" in compared
    empty = replace(cut_brief, totals=replace(cut_brief.totals, relevant=cut_brief.matrix.nothing), milestones=())
    assert conclusions(empty)[0].startswith("Tidak ada berita relevan yang memenuhi pencarian di antara 17 berita")
    silent = replace(cut_brief.sections[0], events=cut_brief.matrix.nothing)
    assert section_sentence(cut_brief, silent).startswith(
        "Tidak ada berita relevan yang memenuhi pencarian yang terbaca"
    )


def test_every_format_says_it_on_its_first_page(cut_brief: Brief) -> None:
    lead = say.cut_lead(CUT)
    page = BeautifulSoup(as_html(cut_brief), "html.parser")
    assert page.select_one("header .cut p").get_text() == lead  # type: ignore[union-attr]
    assert "pencarian “SPBE kota”" in page.title.get_text()  # type: ignore[union-attr]
    document = Document(io.BytesIO(as_docx(cut_brief)))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    assert paragraphs.index(lead) < paragraphs.index("1. Ringkasan")
    assert "pencarian “SPBE kota”" in document.sections[0].header.paragraphs[0].text
    book = load_workbook(io.BytesIO(as_xlsx(cut_brief)))
    assert next(book["Catatan"].iter_rows(min_row=2, values_only=True)) == ("Pembatasan", lead)
    assert [row[0] for row in book["Ringkasan"].values][2] == "Berita relevan yang memenuhi pencarian"


def test_a_cut_without_news_is_a_whole_document(empty_brief: Brief) -> None:
    cut = replace(empty_brief, cut=CUT)
    page = BeautifulSoup(as_html(cut), "html.parser").get_text()
    document = Document(io.BytesIO(as_docx(cut)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for sentence in (say.no_news(cut), say.no_steps(cut), say.no_critical(cut)):
        assert sentence in page
        assert sentence in text
