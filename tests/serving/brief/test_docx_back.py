from __future__ import annotations

import pytest
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn

from serving.brief.docx_back import add_clippings, add_media, add_method, add_regencies
from serving.brief.docx_elements import make_document
from serving.brief.parts import Brief


@pytest.fixture
def document() -> DocumentObject:
    return make_document("Uji", "id-ID")


def lines(document: DocumentObject) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_regencies_list_stories_steps_and_unseen_outlets(document: DocumentObject, brief: Brief) -> None:
    add_regencies(document, brief)
    found = lines(document)
    assert found[1] == "Kab. Beta"
    assert found[3] == "Media setempat yang tidak terbaca: Media Mati. Berita dari media ini tidak diketahui."
    assert "S1 diberitakan harian_alfa (K1, K2, K3); peraturan: terlaksana, 9 November 2026" in found


def test_media_lists_outlets_and_unseen_sources(document: DocumentObject, brief: Brief) -> None:
    add_media(document, brief)
    outlets, unseen = document.tables
    assert [cell.text for cell in outlets.rows[1].cells] == ["Harian Alfa", "pers", "6", "4", "2", "1"]
    assert [cell.text for cell in unseen.rows[3].cells] == ["Media Mati", "situs tidak dapat dihubungi", "belum pernah"]


def test_media_of_an_empty_week_says_so(document: DocumentObject, empty_brief: Brief) -> None:
    add_media(document, empty_brief)
    assert "Tidak ada media yang beritanya terbaca pada pekan ini maupun pekan lalu." in lines(document)


def test_the_method_is_a_box_of_subjects(document: DocumentObject, brief: Brief) -> None:
    add_method(document, brief)
    subjects = [row.cells[0].text for row in document.tables[0].rows]
    assert subjects[:2] == ["Periode", "Data per"]
    assert "Batasan" in subjects


def test_clips_are_bookmarked_and_linked(document: DocumentObject, brief: Brief) -> None:
    add_clippings(document, brief)
    marks = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    assert marks == [f"kliping_{number}" for number in range(1, 14)]
    targets = {relation.target_ref for relation in document.part.rels.values() if relation.is_external}
    assert "https://harianalfa.test/1" in targets
    assert not [target for target in targets if target.startswith("javascript:")]
    assert "Media ini hanya mengizinkan judul dan cuplikan singkat." in lines(document)


def test_an_empty_appendix_says_so(document: DocumentObject, empty_brief: Brief) -> None:
    add_clippings(document, empty_brief)
    assert lines(document)[-1] == "Tidak ada kliping untuk pekan ini."
