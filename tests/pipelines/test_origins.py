from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from models.shapes import Page, Reading
from pipelines.authors import People
from pipelines.clean import Cleaned
from pipelines.dates import Published
from pipelines.drafts import Draft
from pipelines.origins import make_origins

AT = datetime(2026, 11, 15, tzinfo=UTC)
PAGE = Page(url="https://uji.example/a", fetched_at=AT, body=b"")
READING = Reading(url=PAGE.url, title="Judul", body="Isi.", author="Ana", published_at=AT, language="id")
PEOPLE = People("Ana", "credit line", None, "")
PUBLISHED = Published(at=AT, basis="json-ld", is_inferred=False, origin="json-ld datePublished", warnings=())


def origins(reading: Reading = READING, draft: Draft | None = None, cleaned: Cleaned | None = None) -> dict[str, str]:
    draft = draft or Draft(url=PAGE.url, origins={"title": "meta", "body": "selector", "author": "selector"})
    return make_origins(reading, PAGE, draft, cleaned or Cleaned(), PUBLISHED, PEOPLE)


def test_fields_with_a_value_have_an_origin_and_others_none() -> None:
    assert origins() == {
        "url": "address it was fetched from",
        "title": "meta",
        "body": "selector",
        "published_at": "json-ld datePublished",
        "author": "credit line",
        "language": "words of the text",
    }


def test_the_page_s_own_word_for_its_language_is_its_origin_where_it_holds() -> None:
    draft = Draft(url=PAGE.url, language="id-ID", origins={"language": "html lang"})
    assert origins(draft=draft)["language"] == "html lang"
    assert origins(replace(READING, language="en"), draft)["language"] == "words of the text"


def test_what_a_line_of_the_text_told_is_said_so() -> None:
    reading = replace(READING, caption="Warga", is_paywalled=True)
    got = origins(reading, cleaned=Cleaned(caption="Warga", is_paywalled=True))
    assert (got["caption"], got["is_paywalled"]) == ("line of the text", "line of the text")


@pytest.mark.parametrize(("outlet", "origin"), [("uji.example", "host"), ("Kabar Uji", "catalogue")])
def test_an_outlet_nobody_named_comes_from_the_host_or_the_catalogue(outlet: str, origin: str) -> None:
    assert origins(replace(READING, outlet=outlet))["outlet"] == origin
