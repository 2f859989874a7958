from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text

from models.shapes import Reading
from models.store.choice import Choice
from models.store.documents import make_read, save_documents
from models.store.pages import add_pages
from models.store.rereading import count_known, known_pages, mark_read, move_articles

NOON = datetime(2026, 11, 15, 5, tzinfo=UTC)
AddPage = Callable[..., int]


@pytest.fixture
def add_page(engine: Engine) -> AddPage:
    """Keep a page with its document; returns the page's id."""

    def add(name: str, version: int | None = 1, *, article_id: int | None = None, **values: object) -> int:
        key = f"contoh.id/{name}"
        row = {
            "source_id": "contoh", "key": key, "url": f"https://{key}", "part": 1, "kind": "html",
            "content_type": "text/html", "fetched_at": NOON, "warc_file": "a", "warc_offset": 7, "digest": name,
            "hints": {"title": "T"}, **values,
        }  # fmt: skip
        with engine.begin() as connection:
            add_pages(connection, [row])
            page_id = int(connection.execute(text("SELECT max(id) FROM page")).scalar_one())
            if version is not None:
                reading = Reading(url=f"https://{key}", title=name, body="Isi.")
                save_documents(connection, [make_read(page_id, key, reading, version) | {"article_id": article_id}])
        return page_id

    return add


def test_known_pages_have_a_document_and_come_in_the_order_they_were_archived(
    engine: Engine, add_page: AddPage
) -> None:
    first = add_page("a")
    add_page("b", None)
    third = add_page("c", 2)
    with engine.connect() as connection:
        assert count_known(connection, Choice()) == 2
        found = known_pages(connection, Choice(), 0, 10)
        assert [known.page.id for known in found] == [first, third]
        assert [known.page.id for known in known_pages(connection, Choice(), first, 10)] == [third]
        assert [known.page.id for known in known_pages(connection, Choice(), 0, 1)] == [first]
    assert (found[0].page.url, found[0].page.hints, found[0].page.key) == (
        "https://contoh.id/a",
        {"title": "T"},
        "contoh.id/a",
    )
    assert (found[0].document["title"], found[0].document["page_id"]) == ("a", first)


def test_pages_are_chosen_by_source_and_by_the_day_they_were_fetched(engine: Engine, add_page: AddPage) -> None:
    old = add_page("a", fetched_at=datetime(2026, 11, 1, tzinfo=UTC))
    other = add_page("b", source_id="lain")
    with engine.connect() as connection:
        assert [known.page.id for known in known_pages(connection, Choice(("contoh",)), 0, 10)] == [old]
        assert [known.page.id for known in known_pages(connection, Choice(since=NOON), 0, 10)] == [other]


def test_stale_are_those_of_another_version_but_not_reopened_ones(engine: Engine, add_page: AddPage) -> None:
    add_page("a", 0)
    stale = add_page("b", 1)
    add_page("c", 2)
    with engine.begin() as connection:
        assert [known.page.id for known in known_pages(connection, Choice(), 0, 10, stale_for=2)] == [stale]
        mark_read(connection, [stale], 2)
        assert count_known(connection, Choice(), stale_for=2) == 0


def test_marking_a_page_of_this_version_writes_nothing(engine: Engine, add_page: AddPage) -> None:
    page_id = add_page("a", 2)
    query = text("SELECT xmin::text, article_id FROM document")
    with engine.begin() as connection:
        before = connection.execute(query).all()
        mark_read(connection, [page_id], 2)
    with engine.connect() as connection:
        assert connection.execute(query).all() == before


def keys(engine: Engine) -> dict[int, str]:
    with engine.connect() as connection:
        return {row[0]: row[1] for row in connection.execute(text("SELECT id, key FROM article"))}


def test_an_article_follows_its_documents_to_their_new_key(
    engine: Engine, add_page: AddPage, add_article: Callable[..., int]
) -> None:
    article_id = add_article("Satu", key="contoh.id/lama")
    add_page("baru")
    with engine.begin() as connection:
        move_articles(connection, [(article_id, "contoh.id/lama", "contoh.id/baru")] * 2)
        move_articles(connection, [])
    assert keys(engine) == {article_id: "contoh.id/baru"}


@pytest.mark.parametrize("why", ["documents left", "two ways", "taken", "a copy's key"])
def test_an_article_stays_where_it_is_if(
    engine: Engine, add_page: AddPage, add_article: Callable[..., int], why: str
) -> None:
    article_id = add_article("Satu", key="contoh.id/lama")
    moves = [(article_id, "contoh.id/lama", "contoh.id/baru")]
    if why == "documents left":
        add_page("lama")
    if why == "two ways":
        moves.append((article_id, "contoh.id/lama", "contoh.id/lain"))
    if why == "taken":
        add_article("Dua", key="contoh.id/baru")
    if why == "a copy's key":
        moves = [(article_id, "contoh.id/salinan", "contoh.id/baru")]
    with engine.begin() as connection:
        move_articles(connection, moves)
    assert keys(engine)[article_id] == "contoh.id/lama"


def test_of_two_articles_that_want_one_key_the_older_gets_it(engine: Engine, add_article: Callable[..., int]) -> None:
    first, second = add_article("Satu", key="contoh.id/a"), add_article("Dua", key="contoh.id/b")
    moves = [(second, "contoh.id/b", "contoh.id/c"), (first, "contoh.id/a", "contoh.id/c")]
    with engine.begin() as connection:
        move_articles(connection, moves)
    assert keys(engine) == {first: "contoh.id/c", second: "contoh.id/b"}
