from __future__ import annotations

import pytest
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn

from serving.brief.docx_elements import make_document
from serving.brief.docx_pieces import add_clip_links, add_field_table, add_note, add_web_link, bookmark, names_of
from serving.brief.parts import Brief


@pytest.fixture
def document() -> DocumentObject:
    return make_document("Uji", "id-ID")


def test_clip_links_lead_to_bookmarks(document: DocumentObject) -> None:
    paragraph = add_note(document, "Kliping: ")
    add_clip_links(paragraph, (1, 12))
    assert paragraph.text == "Kliping: K1, K12"
    anchors = [link.get(qn("w:anchor")) for link in paragraph._p.iter(qn("w:hyperlink"))]
    assert anchors == [bookmark(1), bookmark(12)]


def test_only_web_addresses_become_links(document: DocumentObject) -> None:
    paragraph = document.add_paragraph()
    add_web_link(paragraph, "javascript:alert(1)", "jahat")
    assert paragraph.hyperlinks == []
    add_web_link(paragraph, "https://a.test/?a=1&b=2", "baik")
    assert [link.address for link in paragraph.hyperlinks] == ["https://a.test/?a=1&b=2"]
    assert paragraph.text == "jahatbaik"


def test_fields_leave_room_to_write(document: DocumentObject) -> None:
    add_field_table(document, [("Nomor", ""), ("Data per", "Senin")], minimum_cm=0.7)
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Nomor", ""], ["Data per", "Senin"]]
    assert table.rows[0].height is not None
    assert round(table.rows[0].height.cm, 1) == 0.7


def test_names_places_and_says_where_there_are_none(brief: Brief) -> None:
    assert names_of(brief, ("alfa", "gama")) == "Kab. Alfa, Kota Gama"
    assert names_of(brief, ()) == "wilayah tidak disebut"
