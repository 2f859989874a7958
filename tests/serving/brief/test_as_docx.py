from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn

from serving.brief.as_docx import as_docx
from serving.brief.parts import Brief


@pytest.fixture
def document(brief: Brief) -> DocumentObject:
    return Document(io.BytesIO(as_docx(brief)))


def open_text(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*[paragraph.text for paragraph in document.paragraphs], *cells])


def rows_under(document: DocumentObject, head: str) -> list[list[str]]:
    (table,) = [table for table in document.tables if table.cell(0, 0).text == head and len(table.columns) > 4]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_headings_have_levels_word_can_navigate(document: DocumentObject) -> None:
    levels = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert levels.count("Title") == 1
    assert levels.count("Heading 1") == 11
    assert levels.count("Heading 2") == 5 + 4 + 1  # issues, places, unseen outlets
    assert levels.count("Heading 3") == 13  # clips


def test_is_a4_with_page_numbers_in_the_footer(document: DocumentObject) -> None:
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    footer = section.footer.paragraphs[0]
    codes = [found.text for found in footer._p.iter(qn("w:instrText"))]
    assert codes == [" PAGE ", " NUMPAGES "]
    assert "Pekan ke-46 tahun 2026" in footer.text
    assert "Brief Pemantauan Media Mingguan" in section.header.paragraphs[0].text


def test_the_matrix_is_a_shaded_table(document: DocumentObject) -> None:
    (table,) = [table for table in document.tables if len(table.columns) == 8]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[3] == ["Kota Gama", "2 (+1)", "·", "1 (0)", "·", "·", "·", "2 (0)\n2 + 0"]
    fills = [shading.get(qn("w:fill")) for shading in table.rows[3]._tr.iter(qn("w:shd"))]
    assert fills[1] != fills[2] == "FFFFFF"


def test_the_ledger_has_a_row_per_step(document: DocumentObject) -> None:
    (table,) = [table for table in document.tables if table.cell(0, 1).text == "Tonggak"]
    rows = [[cell.text for cell in row.cells][:4] for row in table.rows[1:]]
    assert rows == [
        ["Kab. Beta", "Infrastruktur", "sedang berjalan", "tidak disebut"],
        ["Kab. Alfa", "Peraturan", "terlaksana", "9 November 2026"],
        ["Kota Gama", "Kritik", "disampaikan", "13 November 2026"],
        ["Kota Gama", "Peluncuran aplikasi", "direncanakan", "tidak disebut"],
        ["Provinsi Contoh", "Nilai indeks", "diumumkan", "tidak disebut"],
    ]


def test_heads_repeat_on_every_page(document: DocumentObject) -> None:
    repeated = [table for table in document.tables if list(table.rows[0]._tr.iter(qn("w:tblHeader")))]
    assert len(repeated) == 7  # numbers, days, steps, matrix, critical, outlets, unseen


def test_the_office_fills_in_cover_advice_and_responsibility(document: DocumentObject) -> None:
    text = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["Penanggung jawab", ""] in text
    assert ["Saran bagi pimpinan", ""] in text
    assert [row[2:] for row in text if row[0].startswith("S4")] == [["", ""]]


def test_a_hostile_title_is_plain_text(brief: Brief) -> None:
    text = open_text(as_docx(brief))
    assert "<script>alert(1)</script> & kawan S8" in text


def test_fictional_text_is_announced(brief: Brief) -> None:
    assert "CONTOH" not in open_text(as_docx(brief))
    assert "CONTOH" in open_text(as_docx(replace(brief, has_sample=True)))


def test_an_empty_week_says_so(empty_brief: Brief) -> None:
    text = open_text(as_docx(empty_brief))
    for sentence in (
        "Tidak ada satu pun berita yang terbaca",
        "Tidak ada isu",
        "Tidak ada tonggak",
        "Tidak ada kritik",
    ):
        assert sentence in text


def test_the_same_brief_gives_the_same_file(brief: Brief) -> None:
    assert as_docx(brief) == as_docx(brief)
