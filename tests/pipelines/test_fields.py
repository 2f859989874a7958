from __future__ import annotations

import pytest

from models.sources import ReadingHints
from pipelines.dom import Dom
from pipelines.drafts import Draft
from pipelines.fields import field_tags, read_credits, read_fields
from pipelines.structured import Structured

HINTS = ReadingHints(
    author=(".penulis",),
    editor=(".editor",),
    section=(".jejak a", ".rubrik"),
    tags=(".label a",),
    paywall=(".terkunci",),
)


def read(markup: str, structured: Structured | None = None) -> Draft:
    draft = Draft(url="https://uji.example/a")
    read_fields(draft, Dom(markup, draft.url), HINTS, structured or Structured(), "Judul Berita Ini")
    return draft


def test_what_the_page_shows_counts_for_more_than_what_machines_are_told() -> None:
    structured = Structured(authors=("Budi",), editors=("Dodi",), section="Desa", keywords=("satu",), language="id")
    draft = read(
        "<p class='penulis'>Ana</p><p class='editor'>Caca</p><p class='rubrik'>Kota</p><p class='label'><a>dua</a></p>",
        structured,
    )
    assert (draft.authors, draft.editors, draft.section, draft.tags) == (["Ana"], ["Caca"], "Kota", ["dua"])
    assert {draft.origins[field] for field in ("author", "editor", "section", "tags")} == {"selector"}
    told = read("", structured)
    assert (told.authors, told.editors, told.section, told.tags) == (["Budi"], ["Dodi"], "Desa", ["satu"])
    assert set(told.origins.values()) == {"json-ld"}


def test_a_person_told_to_machines_counts_for_more_than_an_office_on_the_page() -> None:
    draft = read("<p class='penulis'>Tim Redaksi</p>", Structured(authors=("Budi",)))
    assert (draft.authors, draft.origins["author"]) == (["Budi"], "json-ld")


def test_an_organisation_is_the_author_where_no_person_is() -> None:
    assert read("", Structured(offices=("Dinas Sosial",))).authors == ["Dinas Sosial"]
    assert read("", Structured(offices=("Kabar Uji",), publisher="Kabar Uji")).authors == []


@pytest.mark.parametrize(
    ("markup", "section"),
    [
        ("<p class='jejak'><a>Beranda</a><a>Berita</a></p><p class='rubrik'>Desa</p>", "Desa"),
        ("<p class='jejak'><a>Beranda</a><a>Desa</a><a>Judul berita ini</a></p>", "Desa"),
        ("<p class='jejak'><a>Beranda</a></p>", None),
    ],
)
def test_the_section_is_no_menu_word_and_not_the_title(markup: str, section: str | None) -> None:
    assert read(markup).section == section


def test_keywords_of_the_whole_site_are_no_tags() -> None:
    structured = Structured(meta={"keywords": "jalan desa, berita terkini, portal Indonesia, Editor:Budi"})
    assert read("", structured).tags == ["jalan desa"]


@pytest.mark.parametrize(
    ("markup", "structured", "origin"),
    [
        ("", Structured(is_free=False), "json-ld"),
        ("", Structured(meta={"article:content_tier": "Locked"}), "meta"),
        ("<div class='terkunci'>Berlangganan dahulu</div>", Structured(), "selector"),
        ("", Structured(is_free=True, meta={"article:content_tier": "free"}), None),
    ],
)
def test_sees_that_a_text_is_for_subscribers(markup: str, structured: Structured, origin: str | None) -> None:
    draft = read(markup, structured)
    assert draft.is_paywalled is (origin is not None)
    assert draft.origins.get("is_paywalled") == origin


def test_credit_lines_beside_the_title_fill_what_is_lacking() -> None:
    draft = Draft(url="u")
    read_credits(draft, ["Senin, 9 November 2026", "Penulis: Ana | Editor: Budi", "Penulis: Lain"])
    assert (draft.authors, draft.editors) == (["Ana"], ["Budi"])
    assert draft.origins == {"author": "beside the title", "editor": "beside the title"}


def test_elements_of_fields_are_no_paragraphs() -> None:
    dom = Dom("<h1>Judul</h1><p class='penulis'>Ana</p><p class='label'><a>satu</a></p><p>Isi</p>", "u")
    title = dom.tags("h1")[0]
    assert [tag.get_text() for tag in field_tags(dom, HINTS, title)] == ["Ana", "satu", "Judul"]
    assert len(field_tags(dom, HINTS, None)) == 2
