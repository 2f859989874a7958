from __future__ import annotations

import io

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn

from serving.brief import docx_elements as word


@pytest.fixture
def document() -> DocumentObject:
    return word.make_document("Uji", "id-ID")


def reopen(document: DocumentObject) -> DocumentObject:
    written = io.BytesIO()
    document.save(written)
    return Document(io.BytesIO(written.getvalue()))


def test_a_document_is_indonesian_to_words_spelling_check(document: DocumentObject) -> None:
    languages = {found.get(qn("w:val")) for found in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"id-ID"}
    assert document.core_properties.title == "Uji"


def test_headings_use_our_font_and_not_the_themes(document: DocumentObject) -> None:
    fonts = document.styles["Heading 1"].element.rPr.rFonts
    assert fonts.get(qn("w:ascii")) == word.FONT
    assert fonts.get(qn("w:asciiTheme")) is None


def test_a_table_repeats_its_head_and_breaks_no_row(document: DocumentObject) -> None:
    table = word.add_table(document, ("A", "B"), (3, 4))
    word.add_row(table, ("x", "9"), numbers=(1,), shades=(None, "E3EEF4"))
    (table,) = reopen(document).tables
    assert [len(list(row._tr.iter(qn("w:tblHeader")))) for row in table.rows] == [1, 0]
    assert [len(list(row._tr.iter(qn("w:cantSplit")))) for row in table.rows] == [1, 1]
    assert [found.get(qn("w:fill")) for found in table.rows[1]._tr.iter(qn("w:shd"))] == ["E3EEF4"]


def test_a_row_must_fill_every_column(document: DocumentObject) -> None:
    table = word.add_table(document, (), (3, 4))
    with pytest.raises(ValueError, match="zip"):
        word.add_row(table, ("x",))


def test_links_lead_out_or_to_a_bookmark(document: DocumentObject) -> None:
    paragraph = document.add_paragraph()
    word.add_link(paragraph, "https://a.test/", "luar")
    word.add_link(paragraph, "#sini", "dalam", size=8)
    target = document.add_paragraph("Target")
    word.add_bookmark(target, "sini", 1)
    again = reopen(document).paragraphs
    assert [(link.address, link.fragment) for link in again[0].hyperlinks] == [("https://a.test/", ""), ("", "sini")]
    assert again[1]._p.find(qn("w:bookmarkStart")).get(qn("w:name")) == "sini"


def test_running_lines_count_pages_and_hold_on_new_pages(document: DocumentObject) -> None:
    word.add_running_lines(document, "Kepala", "Kaki")
    word.add_page(document)
    again = reopen(document)
    assert len(again.sections) == 2
    assert again.sections[1].footer.is_linked_to_previous
    assert again.sections[0].header.paragraphs[0].text == "Kepala"
    assert again.sections[0].footer.paragraphs[0].text == "Kaki\tHalaman 1 dari 1"


def test_text_keeps_its_style_unless_told_otherwise(document: DocumentObject) -> None:
    paragraph = document.add_paragraph()
    word.add_text(paragraph, "biasa")
    word.add_text(paragraph, "tebal", is_bold=True, size=8, color=word.WARNING)
    plain, bold = paragraph.runs
    assert (plain.bold, plain.font.size) == (None, None)
    assert bold.bold
    assert bold.font.color.rgb == word.WARNING


def test_a_cell_is_shaded(document: DocumentObject) -> None:
    table = word.add_table(document, (), (3,))
    (cell,) = word.add_row(table, ("x",))
    word.shade_cell(cell, "FFFFFF")
    assert cell._tc.tcPr is not None
    assert cell._tc.tcPr.find(qn("w:shd")) is not None
