from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag

from serving.brief.as_html import as_html
from serving.brief.parts import Brief


@pytest.fixture
def page(brief: Brief) -> BeautifulSoup:
    return BeautifulSoup(as_html(brief), "html.parser")


def find(page: BeautifulSoup, selector: str) -> Tag:
    found = page.select_one(selector)
    assert found is not None, selector
    return found


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(tag.get_text().split()) for tag in page.select(selector)]


def test_has_all_sections_in_order(page: BeautifulSoup) -> None:
    assert texts(page, "h2") == [
        "1. Ringkasan",
        "2. Pemberitaan per hari",
        "3. Isu utama",
        "4. Tonggak program",
        "5. Matriks wilayah dan pilar",
        "6. Berita kritis yang perlu ditanggapi",
        "7. Wilayah",
        "8. Media",
        "9. Kesimpulan dan saran",
        "10. Catatan metode",
        "Lampiran: Kliping",
    ]


def test_the_matrix_shows_counts_changes_and_shades(page: BeautifulSoup) -> None:
    rows = texts(page, "#matriks tbody tr")
    assert rows == [
        "Kab. Beta · · · 1 (0) 1 (+1) 1 (0) 2 (0) 0 + 2",
        "Kab. Alfa 1 (0) · · 1 (0) 1 (+1) · 3 (+1) 1 + 2",
        "Kota Gama 2 (+1) · 1 (0) · · · 2 (0) 2 + 0",
        "Provinsi Contoh · · 1 (+1) · · · 1 (+1) 0 + 1",
    ]
    assert "background:#" in str(find(page, "#matriks tbody td[style]")["style"])
    assert "1 peristiwa tidak dapat ditetapkan wilayahnya" in find(page, "#matriks").get_text()


def test_every_clip_has_outlet_time_link_tags_and_hash(page: BeautifulSoup) -> None:
    first = find(page, "#k1")
    assert "Harian Alfa · Senin, 9 November 2026 pukul 08.00 WIB" in first.get_text()
    assert "Kab. Alfa · Smart Governance · menyebut program · Peraturan · kata penanda: kota cerdas, perda" in " ".join(
        first.get_text().split()
    )
    assert find(page, "#k1 h3 a")["href"] == "https://harianalfa.test/1"
    assert f"Sidik isi: {1:064x}" in first.get_text()
    assert len(page.select(".clip")) == 13


def test_hostile_titles_and_addresses_stay_text(page: BeautifulSoup, brief: Brief) -> None:
    clip = find(page, "#k7")
    assert "<script>alert(1)</script>" in clip.get_text()
    assert page.find("script") is None
    assert clip.find("a") is None
    assert not [tag for tag in page.find_all("a") if str(tag["href"]).startswith("javascript:")]
    assert "<b>tebal</b>" in clip.get_text()
    assert "\x0b" not in as_html(brief)


def test_needs_no_network(page: BeautifulSoup) -> None:
    assert page.find_all(["link", "img", "iframe", "object"]) == []
    style = find(page, "style").get_text()
    assert "url(" not in style
    assert "@import" not in style


def test_every_clip_reference_leads_somewhere(page: BeautifulSoup) -> None:
    targets = {str(tag["id"]) for tag in page.find_all(id=True)}
    references = {str(tag["href"])[1:] for tag in page.find_all("a") if str(tag["href"]).startswith("#")}
    assert references <= targets
    assert "k13" in references


def test_shows_sources_that_were_not_seen_and_why(page: BeautifulSoup) -> None:
    section = " ".join(find(page, "#media").get_text(" ").split())
    assert "Media Mati situs tidak dapat dihubungi belum pernah" in section
    assert "Media Lama situs menolak akses 8 November 2026" in section
    assert "Warta Beta (1 dari 2 malam)" in section


def test_leaves_room_for_the_responsible_office(page: BeautifulSoup) -> None:
    (row, *_) = page.select("#kritis tbody tr")
    assert [cell.get_text() for cell in row.find_all("td")[2:]] == ["", ""]


def test_fictional_text_is_announced_at_the_top(brief: Brief) -> None:
    assert "CONTOH" not in as_html(brief)
    page = BeautifulSoup(as_html(replace(brief, has_sample=True)), "html.parser")
    assert "fiktif" in find(page, "header .sample").get_text()


def test_an_empty_week_says_so_in_every_section(empty_brief: Brief) -> None:
    text = " ".join(BeautifulSoup(as_html(empty_brief), "html.parser").get_text().split())
    for sentence in (
        "Tidak ada satu pun berita yang terbaca",
        "Tidak ada berita relevan pada ketujuh hari",
        "Tidak ada isu",
        "Tidak ada tonggak program yang tercatat",
        "Tidak ada kritik",
        "Tidak ada media yang beritanya terbaca",
        "8 dari 8 media sumber tidak terbaca",
        "Tidak ada kliping",
    ):
        assert sentence in text


def test_holds_no_english_sentence(brief: Brief) -> None:
    text = BeautifulSoup(as_html(brief), "html.parser").get_text().lower()
    words = text.replace("/", " ").split()
    for english in ("the", "week", "source", "articles", "unknown", "none", "true", "under_way", "planned", "done"):
        assert english not in words
