from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from models.catalogue import Catalogue
from models.shapes import Reading
from models.store.documents import make_read, make_refused, save_documents
from models.store.pages import add_pages
from pipelines.deduplicate import deduplicate_documents

SEEN_AT = datetime(2026, 11, 6, tzinfo=UTC)
HOST = "kabarcontoh.example"
BODY = "\n\n".join(
    f"Paragraf nomor {n} menceritakan jalan desa yang dibuka bupati bersama warga dusun." for n in range(6)
)

Read = Callable[..., int]


@pytest.fixture
def read(engine: Engine) -> Read:
    """Keep a page and what it says; returns the page's id. The same path again replaces what was read."""

    def read(path: str, title: str = "Jalan Baru Dibuka", body: str = BODY, **values: Any) -> int:
        key = values.pop("key", f"{HOST}{path}".rstrip("/"))
        page = {
            "source_id": values.pop("source_id", "kabar_contoh"),
            "key": values.pop("page_key", key),
            "url": f"https://{HOST}{path}",
            "part": values.pop("part", 1),
            "kind": "html",
            "content_type": "text/html",
            "fetched_at": values.pop("fetched_at", SEEN_AT),
            "warc_file": "a",
            "warc_offset": 0,
            "digest": path,
            "hints": {},
        }
        refused = values.pop("refused", None)
        reading = Reading(url=page["url"], title=title, body=body, **values)
        with engine.begin() as connection:
            add_pages(connection, [page])
            query = text("SELECT id FROM page WHERE url = :url")
            page_id = int(connection.execute(query, {"url": page["url"]}).scalar_one())
            row = make_refused(page_id, key, refused, 1) if refused else make_read(page_id, key, reading, 1)
            save_documents(connection, [row])
        return page_id

    return read


def articles(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT * FROM article ORDER BY id")))


def owners(engine: Engine) -> list[int | None]:
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT article_id FROM document ORDER BY page_id")).scalars())


def mark_done(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE article SET tag_version = 5, embed_version = 5, deduplicate_version = 5"))


def counted(**values: int) -> dict[str, int]:
    return {"new": 0, "changed": 0, "aliases": 0, "dropped": 0, **values}


def test_a_document_becomes_an_article(engine: Engine, catalogue: Catalogue, read: Read) -> None:
    read("/jalan/", dateline="KOBA", section="Daerah", published_at=SEEN_AT, published_basis="json-ld")
    assert deduplicate_documents(engine, catalogue) == counted(new=1)
    (got,) = articles(engine)
    assert (got.key, got.url, got.outlet, got.rights) == (
        f"{HOST}/jalan",
        f"https://{HOST}/jalan/",
        "Kabar Contoh",
        "fulltext",
    )
    assert (got.dateline, got.section, got.published_at, got.published_basis) == ("KOBA", "Daerah", SEEN_AT, "json-ld")
    assert (got.tag_version, got.embed_version, got.story_id, got.regencies) == (0, 0, None, [])
    assert owners(engine) == [got.id]


def test_a_second_run_changes_nothing(engine: Engine, catalogue: Catalogue, read: Read) -> None:
    read("/jalan/")
    deduplicate_documents(engine, catalogue)
    mark_done(engine)
    before = articles(engine)
    assert deduplicate_documents(engine, catalogue) == counted()
    read("/jalan/")  # read again, with the same result
    assert deduplicate_documents(engine, catalogue) == counted()
    assert articles(engine) == before


def test_parts_and_copies_of_one_key_are_one_article(engine: Engine, catalogue: Catalogue, read: Read) -> None:
    key = f"{HOST}/jalan"
    read("/jalan/2/", body="Bagian kedua.", part=2, key=key)
    read("/jalan/", key=key)
    read("/jalan/?amp=1", body=BODY[:200], key=key)
    assert deduplicate_documents(engine, catalogue) == counted(new=1)
    (got,) = articles(engine)
    assert got.body == f"{BODY}\n\nBagian kedua."
    assert len(got.aliases) == 2
    assert set(owners(engine)) == {got.id}


def test_a_part_that_comes_later_changes_the_article(engine: Engine, catalogue: Catalogue, read: Read) -> None:
    read("/jalan/")
    deduplicate_documents(engine, catalogue)
    mark_done(engine)
    read("/jalan/2/", body="Bagian kedua.", part=2, key=f"{HOST}/jalan")
    assert deduplicate_documents(engine, catalogue) == counted(changed=1)
    (got,) = articles(engine)
    assert got.body.endswith("Bagian kedua.")
    assert (got.tag_version, got.embed_version, got.deduplicate_version) == (0, 0, 0)


@pytest.mark.parametrize(
    ("values", "versions"),
    [
        ({"body": f"{BODY}\n\nTambahan."}, (0, 0, 0)),
        ({"title": "Judul Baru untuk Jalan"}, (0, 0, 0)),
        ({"section": "Desa"}, (0, 5, 0)),
        ({"published_at": SEEN_AT, "published_basis": "feed"}, (0, 5, 0)),
        ({"author": "Ana"}, (5, 5, 5)),
        ({"modified_at": SEEN_AT}, (5, 5, 5)),
    ],
    ids=["body", "title", "section", "date", "author", "modified"],
)
def test_only_stages_whose_input_changed_look_again(
    engine: Engine, catalogue: Catalogue, read: Read, values: dict[str, Any], versions: tuple[int, int, int]
) -> None:
    read("/jalan/")
    deduplicate_documents(engine, catalogue)
    mark_done(engine)
    read("/jalan/", **values)
    assert deduplicate_documents(engine, catalogue) == counted(changed=1)
    (got,) = articles(engine)
    assert (got.tag_version, got.embed_version, got.deduplicate_version) == versions


def test_the_same_text_under_another_key_of_the_source_is_an_alias(
    engine: Engine, catalogue: Catalogue, read: Read
) -> None:
    read("/jalan/")
    read("/jalan-2/", body=BODY.upper())
    assert deduplicate_documents(engine, catalogue) == counted(new=1, aliases=1)
    read("/jalan-3/", fetched_at=SEEN_AT + timedelta(days=1))
    assert deduplicate_documents(engine, catalogue)["aliases"] == 1
    (got,) = articles(engine)
    assert (got.url, got.aliases) == (
        f"https://{HOST}/jalan/",
        [f"https://{HOST}/jalan-2/", f"https://{HOST}/jalan-3/"],
    )
    assert set(owners(engine)) == {got.id}


def test_aliases_survive_when_the_original_is_read_again(engine: Engine, catalogue: Catalogue, read: Read) -> None:
    read("/jalan/")
    read("/jalan-2/")
    deduplicate_documents(engine, catalogue)
    read("/jalan/", author="Ana")
    assert deduplicate_documents(engine, catalogue) == counted(changed=1)
    assert articles(engine)[0].aliases == [f"https://{HOST}/jalan-2/"]


def test_a_copy_that_changes_becomes_an_article_of_its_own(engine: Engine, catalogue: Catalogue, read: Read) -> None:
    read("/jalan/")
    read("/jalan-2/")
    deduplicate_documents(engine, catalogue)
    read("/jalan-2/", body=f"{BODY}\n\nKini berbeda.")
    assert deduplicate_documents(engine, catalogue) == counted(new=1)
    assert len(articles(engine)) == 2


def test_the_same_text_of_another_source_is_another_article(engine: Engine, catalogue: Catalogue, read: Read) -> None:
    read("/jalan/")
    read("/jalan-2/", source_id="import")
    assert deduplicate_documents(engine, catalogue) == counted(new=2)


def test_imported_copies_of_two_outlets_are_an_article_each(engine: Engine, catalogue: Catalogue, read: Read) -> None:
    read("/jalan/", source_id="import", outlet="Koran Satu")
    read("/jalan-2/", source_id="import", outlet="Koran Dua")
    read("/jalan-3/", source_id="import", outlet="Koran Dua")
    assert deduplicate_documents(engine, catalogue) == counted(new=2, aliases=1)
    assert [row.outlet for row in articles(engine)] == ["Koran Satu", "Koran Dua"]


def test_refused_documents_are_no_articles(engine: Engine, catalogue: Catalogue, read: Read) -> None:
    read("/tag/", refused="a listing")
    assert deduplicate_documents(engine, catalogue) == counted()
    assert articles(engine) == []


def test_an_article_whose_page_turns_out_to_be_none_is_dropped(
    engine: Engine, catalogue: Catalogue, read: Read, add_article: Callable[..., int]
) -> None:
    kept = add_article("Artikel tanpa halaman")
    read("/tag/")
    deduplicate_documents(engine, catalogue)
    read("/tag/", refused="a listing after all")
    assert deduplicate_documents(engine, catalogue) == counted(dropped=1)
    assert [row.id for row in articles(engine)] == [kept]


def test_a_document_that_moves_to_its_canonical_key_takes_its_article_along(
    engine: Engine, catalogue: Catalogue, read: Read
) -> None:
    read("/?p=7")
    deduplicate_documents(engine, catalogue)
    read("/?p=7", key=f"{HOST}/jalan", page_key=f"{HOST}/?p=7")
    counts = deduplicate_documents(engine, catalogue)
    assert counts["dropped"] + counts["aliases"] == 1
    assert len(articles(engine)) == 1


def test_says_how_far_it_is(engine: Engine, catalogue: Catalogue, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.deduplicate.BATCH", 2)
    for number in range(5):
        read(f"/{number}/", body=f"{BODY} {number}")
    steps: list[tuple[int, int]] = []
    assert deduplicate_documents(engine, catalogue, lambda *step: steps.append(step)) == counted(new=5)
    assert steps == [(2, 5), (4, 5), (5, 5)]
