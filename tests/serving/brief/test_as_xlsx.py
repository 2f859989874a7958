from __future__ import annotations

import io
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from serving.brief.as_xlsx import as_xlsx
from serving.brief.parts import Brief

MONDAY = datetime(2026, 11, 9)  # noqa: DTZ001  (Excel knows no zones)


@pytest.fixture
def book(brief: Brief) -> Workbook:
    return load_workbook(io.BytesIO(as_xlsx(brief)))


def rows(book: Workbook, sheet: str) -> list[tuple[object, ...]]:
    return list(book[sheet].iter_rows(values_only=True))


def test_has_a_sheet_per_subject(book: Workbook) -> None:
    assert book.sheetnames == ["Ringkasan", "Catatan", "Matriks", "Tonggak", "Berita kritis", "Media", "Kliping"]


def test_the_summary_holds_numbers(book: Workbook) -> None:
    assert rows(book, "Ringkasan")[1:3] == [
        ("Berita terbaca", 17, 7, "naik 8 (dari 6 menjadi 14)"),
        ("Berita relevan", 13, 5, "naik 6 (dari 4 menjadi 10)"),
    ]


def test_the_matrix_holds_counts_and_changes(book: Workbook) -> None:
    gama = rows(book, "Matriks")[3]
    assert gama == ("Kota Gama", 2, 0, 1, 0, 0, 0, 2, 2, 3, 1, 0, 0, 0, 0, 0)
    assert book["Matriks"].cell(4, 2).fill.fgColor.rgb != book["Matriks"].cell(4, 3).fill.fgColor.rgb


def test_milestones_have_real_dates(book: Workbook) -> None:
    assert rows(book, "Tonggak")[2][:4] == ("Kab. Alfa", "Peraturan", "terlaksana", MONDAY)
    assert rows(book, "Tonggak")[2][6:] == (3, "K1, K2, K3")


def test_no_text_from_the_web_becomes_a_formula(book: Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "d"}
    title = book["Kliping"].cell(8, 4)
    assert str(title.value).startswith("'=HYPERLINK")


def test_clips_link_to_web_addresses_only(book: Workbook) -> None:
    sheet = book["Kliping"]
    assert sheet.cell(2, 5).hyperlink.target == "https://harianalfa.test/1"
    assert sheet.cell(8, 5).value == "javascript:alert(1)"
    assert sheet.cell(8, 5).hyperlink is None
    assert sheet.cell(2, 3).value == MONDAY.replace(hour=8)
    assert sheet.max_row == 14


def test_unseen_sources_stand_below_the_outlets_with_the_systems_reason(book: Workbook) -> None:
    notes = {row[0]: row[6] for row in rows(book, "Media") if row[6]}
    assert notes["Media Mati"] == (
        "Tidak terbaca: situs tidak dapat dihubungi; terakhir terbaca: belum pernah;"
        " keterangan sistem: feed: unreachable"
    )


def test_critical_news_leaves_columns_to_fill_in(book: Workbook) -> None:
    head, first, *_ = rows(book, "Berita kritis")
    assert head[-2:] == ("Penanggung jawab", "Tindak lanjut")
    assert first[-2:] == (None, None)


def test_an_empty_week_has_heads_and_notes(empty_brief: Brief) -> None:
    book = load_workbook(io.BytesIO(as_xlsx(empty_brief)))
    assert book["Kliping"].max_row == 1
    assert any("Tidak ada satu pun berita" in str(row[1]) for row in rows(book, "Catatan"))


def test_the_same_brief_gives_the_same_file(brief: Brief) -> None:
    assert as_xlsx(brief) == as_xlsx(brief)
