"""Frozen pages: drafts for people, held to once a person has reviewed them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from models.catalogue import Catalogue
from models.shapes import Page, Reading
from serving.freezing import compare_frozen, freeze_page, frozen_folder, make_expected, make_slug

FROZEN = Path(__file__).parents[1] / "fixtures" / "pages" / "sources"
NOW = datetime(2026, 11, 15, 18, tzinfo=UTC)
TEXT = [f"Kalimat nomor {number} tentang jembatan gantung di dusun itu sudah panjang." for number in range(1, 5)]
MARKUP = (
    '<html><head><meta property="article:published_time" content="2026-11-09T03:00:00+00:00"></head><body><article>'
    "<h1 class='entry-title'>Jembatan Gantung Dibuka</h1><div class='entry-content'>"
    + "".join(f"<p>{line}</p>" for line in TEXT)
    + "</div></article></body></html>"
)
PAGE = Page(url="https://kabarcontoh.example/2026/11/09/jembatan-gantung-dibuka/", fetched_at=NOW, body=MARKUP.encode())
READING = Reading(
    url=PAGE.url,
    title="Jembatan Gantung Dibuka",
    body="\n\n".join(TEXT),
    published_at=datetime(2026, 11, 9, 3, tzinfo=UTC),
    published_basis="meta",
)


def review(path: Path, **changed: Any) -> None:
    spec = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    spec["expected"] |= changed
    path.with_suffix(".json").write_text(json.dumps(spec | {"reviewed": True}), encoding="utf-8")


def test_reviewed_pages_of_this_checkout_are_read_as_people_said(real_catalogue: Catalogue) -> None:
    assert list(compare_frozen(FROZEN, real_catalogue)) == []


def test_a_draft_says_what_was_read_and_that_nobody_has_looked_at_it(tmp_path: Path) -> None:
    path = freeze_page(tmp_path / "uji", PAGE, "uji", READING)
    assert path == tmp_path / "uji" / "jembatan-gantung-dibuka.html"
    assert path.read_bytes() == PAGE.body
    spec = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert (spec["source"], spec["reviewed"], spec["fetched_at"]) == ("uji", False, "2026-11-16T01:00:00+07:00")
    assert spec["expected"] == {
        "title": "Jembatan Gantung Dibuka",
        "body": TEXT,
        "published_at": "2026-11-09T10:00:00+07:00",
        "published_basis": "meta",
    }


def test_what_a_person_has_reviewed_is_not_overwritten(tmp_path: Path) -> None:
    path = freeze_page(tmp_path, PAGE, "uji", None)
    review(path, title="Judul yang benar")
    freeze_page(tmp_path, Page(url=PAGE.url, fetched_at=NOW, body=b"baru"), "uji", READING)
    assert path.read_bytes() == PAGE.body
    assert json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["expected"]["title"] == "Judul yang benar"


def test_drafts_are_held_against_nobody_and_reviewed_pages_against_the_reading(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = freeze_page(tmp_path / "kabar_contoh", PAGE, "kabar_contoh", READING)
    assert list(compare_frozen(tmp_path, catalogue)) == []
    review(path)
    assert list(compare_frozen(tmp_path, catalogue)) == []
    review(path, title="Judul lain", author="Ana")
    (author, title) = compare_frozen(tmp_path, catalogue)
    assert "field author: expected 'Ana', read None" in author
    assert "field title: expected 'Judul lain', read 'Jembatan Gantung Dibuka'" in title
    path.write_bytes(b"<html></html>")
    (unreadable,) = compare_frozen(tmp_path, catalogue)
    assert PAGE.url in unreadable


def test_fields_without_a_value_are_left_out() -> None:
    assert make_expected(Reading(url=PAGE.url, title="Judul", body="")) == {"title": "Judul", "published_basis": "none"}


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://uji.id/2026/11/09/jalan-baru/", "jalan-baru"),
        ("https://uji.id/read/123/Jalan%20Baru.html", "jalan-20baru"),
        ("https://uji.id/?q=content/rambu-baru", "q-content-rambu-baru"),
    ],
)
def test_a_file_is_named_after_the_article(url: str, slug: str) -> None:
    assert make_slug(url) == slug


def test_an_address_without_words_still_gives_a_name() -> None:
    assert len(make_slug("https://uji.id/")) == 12


def test_pages_are_frozen_in_the_checkout_of_the_catalogue(catalogue: Catalogue) -> None:
    assert frozen_folder(catalogue, "uji") == catalogue.root.parent / "tests" / "fixtures" / "pages" / "sources" / "uji"
