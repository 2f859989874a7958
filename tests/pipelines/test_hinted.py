from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from models.boilerplate import load_boilerplate
from models.catalogue import PROVINCES_DIR
from models.errors import ReadingError
from models.facts import load_folder
from models.shapes import Page, Reading
from models.sources import Platform
from pipelines.extract import extract
from pipelines.hinted import read_headline, read_import

PLATFORM = load_folder(PROVINCES_DIR / "platforms", Platform)["generic"]
URL = "https://uji.example/berita/jalan-baru"
FETCHED_AT = datetime(2026, 11, 15, tzinfo=UTC)
TEXT = """KOBA, LASKAR UJI – Jalan sepanjang dua kilometer itu dibuka bupati, Kamis (5/11/2026).

Warga dusun menyambutnya dengan makan bersama di balai."""


def page_of(kind: Any, body: bytes = b"", **hints: str) -> Page:
    return Page(url=URL, fetched_at=FETCHED_AT, body=body, kind=kind, content_type="application/json", hints=hints)


def read(page: Page) -> Reading:
    return extract(page, None, PLATFORM, load_boilerplate(PROVINCES_DIR))


def read_line(**line: Any) -> Reading:
    return read(page_of("import", json.dumps({"url": URL, **line}).encode()))


def test_a_headline_is_what_the_feed_said() -> None:
    got = read(
        page_of(
            "headline",
            title="Jalan Baru &amp; Jembatan",
            summary="Koba – Jalan itu <b>dibuka</b>.",
            published="2026-11-05T08:00:00+07:00",
        )
    )
    assert (got.title, got.body, got.dateline) == ("Jalan Baru & Jembatan", "Jalan itu dibuka.", "Koba")
    assert (got.published_at, got.published_basis) == (datetime(2026, 11, 5, 1, tzinfo=UTC), "feed")


def test_a_headline_without_a_summary_stays_empty_and_without_a_title_is_refused() -> None:
    assert read(page_of("headline", title="Jalan Baru Dibuka")).body == ""
    with pytest.raises(ReadingError, match="no title"):
        read(page_of("headline", summary="Ringkas"))
    assert read_headline(page_of("headline", title="A", author="Ana", section="Desa")).authors == ["Ana"]


def test_imports_text() -> None:
    got = read_line(title="Jalan Baru", text=TEXT, outlet="Kabar Lama", author="Ana", published="2026-11-06")
    assert got.body.split("\n\n") == [
        "Jalan sepanjang dua kilometer itu dibuka bupati, Kamis (5/11/2026).",
        "Warga dusun menyambutnya dengan makan bersama di balai.",
    ]
    assert (got.title, got.dateline, got.outlet, got.author) == ("Jalan Baru", "KOBA, LASKAR UJI", "Kabar Lama", "Ana")
    assert (got.published_at, got.published_basis) == (datetime(2026, 11, 5, 17, tzinfo=UTC), "import")
    assert read_line(title="Jalan Baru", text=TEXT).published_basis == "body"


def test_imports_a_page_and_a_piece_of_one() -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT.split("\n\n"))
    body = f"<body><div class='entry-content'>{paragraphs}</div></body>"
    whole = f"<html><head><title>Jalan Baru Dibuka</title></head>{body}</html>"
    assert read_line(html=whole).title == "Jalan Baru Dibuka"
    piece = read_line(html=paragraphs, title="Jalan Baru Dibuka")
    assert (piece.title, len(piece.body.split("\n\n"))) == ("Jalan Baru Dibuka", 2)


def test_what_an_operator_brings_may_be_short_and_untitled() -> None:
    assert read_line(title="Arsip Berita", text="Aplikasi dirilis.").body == "Aplikasi dirilis."
    assert read_line(text="Aplikasi dirilis bupati.").title == "Aplikasi dirilis bupati."


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"bukan json", "no JSON"),
        (b"[1]", "no object"),
        (b'{"url": "x"}', "empty page"),
        (b'{"text": 5}', "empty page"),
    ],
)
def test_refuses_lines_that_hold_no_article(body: bytes, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        read(page_of("import", body))


def test_what_a_line_says_comes_before_what_its_page_says() -> None:
    markup = "<html><head><meta name='author' content='Lain'></head><body><p>" + "kata " * 80 + "</p></body></html>"
    line = {"url": URL, "html": markup, "author": "Ana", "title": "Judul dari berkas", "published": "2026-11-01"}
    draft = read_import(page_of("import"), json.dumps(line), None, PLATFORM, None)
    assert (draft.authors, draft.title, draft.clues[0].basis) == (["Ana"], "Judul dari berkas", "import")
