from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from models.address import canonical_key, part_of
from models.boilerplate import load_boilerplate
from models.catalogue import PROVINCES_DIR, Catalogue
from models.facts import load_folder
from models.shapes import Page
from models.sources import Platform
from models.store.articles import FoundDocument
from pipelines.extract import extract
from pipelines.merging import hash_content, join_parts, merge

URL = "https://kabarcontoh.example/2026/11/05/jalan-baru/"
PARAGRAPHS = ["Jalan sepanjang dua kilometer itu dibuka bupati.", "Warga dusun menyambutnya.", "Acara selesai sore."]
SEEN_AT = datetime(2026, 11, 6, tzinfo=UTC)
PAGES = Path(__file__).parents[1] / "fixtures" / "pages"
_numbers = count(1)

DEFAULTS: dict[str, Any] = {
    "key": "kabarcontoh.example/2026/11/05/jalan-baru",
    "title": "Jalan Baru Dibuka",
    "body": "\n\n".join(PARAGRAPHS),
    "dateline": None,
    "published_at": datetime(2026, 11, 5, 2, tzinfo=UTC),
    "published_basis": "visible",
    "is_date_inferred": False,
    "modified_at": None,
    "author": None,
    "editor": None,
    "section": None,
    "outlet": None,
    "language": "id",
    "article_id": None,
    "source_id": "kabar_contoh",
    "url": URL,
    "part": 1,
    "kind": "html",
    "fetched_at": SEEN_AT,
}


def document(**values: Any) -> FoundDocument:
    return FoundDocument(**{"page_id": next(_numbers), **DEFAULTS, **values})


def test_parts_are_joined_in_order_without_what_was_there_before(catalogue: Catalogue) -> None:
    second = document(
        part=2, url=f"{URL}2/", body=f"{PARAGRAPHS[2].upper()}\n\nBagian kedua.", dateline=None, author="Ana"
    )
    got = merge([second, document(dateline="KOBA")], (), catalogue)
    assert got.body.split("\n\n") == [*PARAGRAPHS, "Bagian kedua."]
    assert (got.url, got.dateline, got.author) == (URL, "KOBA", "Ana")
    assert got.aliases == (f"{URL}2/",)


@pytest.mark.parametrize(
    ("documents", "body"),
    [
        ([{"body": "pendek"}, {"url": f"{URL}amp/", "body": "lebih panjang sekali"}], "lebih panjang sekali"),
        ([{"body": "isi penuh"}, {"url": f"{URL}amp/", "body": "isi penuh!"}], "isi penuh"),
        ([{"body": "isi penuh."}, {"kind": "wordpress", "body": "isi penuh"}], "isi penuh"),
        ([{"body": "lama"}, {"body": "baru", "fetched_at": SEEN_AT + timedelta(days=1)}], "baru"),
        ([{"body": "baru", "fetched_at": SEEN_AT + timedelta(days=1)}, {"body": "lama"}], "baru"),
        (
            [{"body": "lama yang jauh lebih panjang"}, {"body": "baru", "fetched_at": SEEN_AT + timedelta(days=1)}],
            "baru",
        ),
        ([{"kind": "headline", "body": ""}, {"body": "isi"}], "isi"),
    ],
)
def test_the_best_text_of_a_part_is_taken(documents: list[dict[str, Any]], body: str, catalogue: Catalogue) -> None:
    assert merge([document(**values) for values in documents], (), catalogue).body == body


def test_the_date_with_the_best_basis_counts(catalogue: Catalogue) -> None:
    sure = document(published_basis="json-ld", published_at=datetime(2026, 11, 5, 3, tzinfo=UTC), body="x")
    guess = document(published_basis="weekday", is_date_inferred=True)
    got = merge([guess, sure], (), catalogue)
    assert (got.published_at, got.published_basis, got.is_date_inferred) == (sure.published_at, "json-ld", False)


def test_says_when_it_was_first_seen_and_last_changed(catalogue: Catalogue) -> None:
    later = SEEN_AT + timedelta(days=2)
    got = merge([document(fetched_at=later, modified_at=later), document(modified_at=SEEN_AT)], (), catalogue)
    assert (got.first_seen_at, got.modified_at) == (SEEN_AT, later)


def test_outlet_and_rights_come_from_the_catalogue(catalogue: Catalogue) -> None:
    known = merge([document(outlet="Nama di Halaman")], (), catalogue)
    assert (known.outlet, known.rights) == ("Kabar Contoh", "fulltext")
    foreign = {"source_id": "import", "key": "lain.example/a", "url": "https://www.lain.example/a"}
    assert merge([document(**foreign, outlet="Kabar Lain")], (), catalogue).outlet == "Kabar Lain"
    assert merge([document(**foreign)], (), catalogue).outlet == "lain.example"


def test_addresses_of_copies_are_aliases_as_they_were_met(catalogue: Catalogue) -> None:
    got = merge([document(), document(url=f"{URL}?utm_source=wa")], ("https://kabarcontoh.example/?p=7",), catalogue)
    assert got.url == URL
    assert got.aliases == (f"{URL}?utm_source=wa", "https://kabarcontoh.example/?p=7")


def test_the_address_on_the_outlet_s_own_host_is_an_alias(make_catalogue: Callable[..., Catalogue]) -> None:
    feed = {"spider": "feed", "url": "https://kabarcontoh.example/feed/"}
    known = make_catalogue(
        {"kabar_contoh": {"homepage": "https://kabarcontoh.example", "hosts": ["lama.example"], "discover": [feed]}}
    )
    assert merge([document(url="https://lama.example/a/")], (), known).aliases == ("https://kabarcontoh.example/a/",)


def test_equal_texts_have_equal_hashes() -> None:
    long = "kata " * 60
    assert hash_content("Judul A", long) == hash_content("Judul B", long.upper().replace(" ", ",\n"))
    assert hash_content("Judul A", "pendek saja") != hash_content("Judul B", "pendek saja")
    assert hash_content("Judul A", long) != hash_content("Judul A", f"{long} lain")


@pytest.mark.parametrize(
    ("platform", "names"),
    [
        ("tribun", ("new_address_part_one", "second_part")),
        ("kompas", ("first_part", "second_part")),
        ("disway", ("first_part", "second_part")),
        ("inews", ("read_first_page", "amp_second_page")),
        ("wordpress", ("block_theme_paged", "block_theme_part_two")),
    ],
)
def test_frozen_parts_of_one_article_are_joined(platform: str, names: tuple[str, str]) -> None:
    site = load_folder(PROVINCES_DIR / "platforms", Platform)[platform]
    specs = [json.loads((PAGES / platform / f"{name}.json").read_text(encoding="utf-8")) for name in names]
    assert [part_of(spec["url"], site) for spec in specs] == [1, 2]
    assert len({canonical_key(spec["url"], site) for spec in specs}) == 1
    parts = []
    for name, spec in zip(names, specs, strict=True):
        body = (PAGES / platform / f"{name}.html").read_bytes()
        part = part_of(spec["url"], site)
        page = Page(url=spec["url"], fetched_at=datetime.fromisoformat(spec["fetched_at"]), body=body, part=part)
        reading = extract(page, None, site, load_boilerplate(PROVINCES_DIR))
        assert (reading.parts, reading.lead is None) == (2, part == 2)
        parts.append(document(url=spec["url"], part=part, body=reading.body))
    assert join_parts(parts[::-1]).split("\n\n") == [*specs[0]["expected"]["body"], *specs[1]["expected"]["body"]]
