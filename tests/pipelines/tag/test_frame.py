from __future__ import annotations

from models.shapes import ArticleText
from pipelines.tag.frame import Framer
from pipelines.tag.mask import Masks
from pipelines.tag.matcher import Entry, Matcher

FRAMER = Framer(
    Matcher([Entry("explicit", 0, "smart city"), Entry("trap", 0, "smart city mart"), Entry("place", 0, "Koba")]),
    Masks(["baca juga"]),
)
BODY = "KOBA, PERS – Satu kalimat. Dua kalimat.\n\nParagraf kedua.\n\nParagraf ketiga tentang Koba."


def test_knows_the_zone_of_a_position() -> None:
    frame = FRAMER.frame(ArticleText("https://koba.example/koba", "Koba", BODY, section="Koba"))
    body = frame.fields["body"]
    zones = [body.zone(BODY.index(word)) for word in ("KOBA", "Satu", "kedua", "ketiga")]
    assert zones == ["dateline", "lead", "lead", "body"]
    assert frame.fields["title"].zone(0) == "title"


def test_spans_quote_the_stored_text() -> None:
    frame = FRAMER.frame(ArticleText("", "", "Menuju SMART  City."))
    text, hit = next(frame.hits("explicit"))
    assert text.span(hit.start, hit.end).text == "SMART  City"


def test_words_inside_a_trap_are_dropped() -> None:
    frame = FRAMER.frame(ArticleText("", "", "Toko Smart City Mart di Koba."))
    assert list(frame.hits("explicit")) == []
    assert len(list(frame.hits("place"))) == 1


def test_the_host_of_an_address_is_not_read() -> None:
    frame = FRAMER.frame(ArticleText("https://koba.example/berita/koba-bersih?utm_source=koba", "", ""))
    assert [hit.start for _, hit in frame.hits("place", "url")] == [len("https://koba.example/berita/")]


def test_an_address_may_be_anything() -> None:
    for url in ("", "koba", "/koba", "https://", "https://koba.example/?q=content%2Fkoba"):
        assert FRAMER.frame(ArticleText(url, "", "")).fields["url"].stored == url


def test_the_agencys_mark_makes_a_dateline_trusted() -> None:
    trusted = FRAMER.frame(ArticleText("", "", "Koba (ANTARA) - Pasar ramai."))
    plain = FRAMER.frame(ArticleText("", "", BODY))
    known = FRAMER.frame(ArticleText("", "", BODY, dateline_trust="island"))
    assert [frame.dateline_trust for frame in (trusted, plain, known)] == ["regency", "unreliable", "island"]
