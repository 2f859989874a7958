from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, text

from models.shapes import Reading
from models.store.articles import (
    ArticleValues,
    article_ids,
    articles_of,
    assign_documents,
    count_unmerged,
    documents_of,
    drop_abandoned,
    save_articles,
    unmerged_keys,
)
from models.store.documents import make_read, save_documents
from models.store.pages import add_pages

NOON = datetime(2026, 11, 15, 5, tzinfo=UTC)
VALUES = ArticleValues(
    key="contoh.id/a", source_id="contoh", url="https://contoh.id/a", aliases=("https://contoh.id/b",), title="Judul",
    body="Isi.", dateline="KOBA", section=None, author="Ana", editor=None, outlet="Contoh", language="id",
    rights="excerpt", published_at=NOON, published_basis="feed", is_date_inferred=False, modified_at=None,
    first_seen_at=NOON, content_hash="h1",
)  # fmt: skip
NEW = {"tag_version": 0, "embed_version": 0, "deduplicate_version": 0}
DONE = {"tag_version": 3, "embed_version": 2, "deduplicate_version": 1}


@pytest.fixture
def add_document(engine: Engine) -> Callable[[str, str], int]:
    def add(name: str, key: str) -> int:
        row: dict[str, Any] = {
            "source_id": "contoh", "key": key, "url": f"https://contoh.id/{name}", "part": 1, "kind": "html",
            "content_type": "text/html", "fetched_at": NOON, "warc_file": "a", "warc_offset": 7, "digest": name,
            "hints": {},
        }  # fmt: skip
        with engine.begin() as connection:
            add_pages(connection, [row])
            page_id = int(connection.execute(text("SELECT max(id) FROM page")).scalar_one())
            save_documents(connection, [make_read(page_id, key, Reading(url="u", title=name, body="Isi."), 1)])
        return page_id

    return add


def test_articles_are_kept_as_they_were_given(engine: Engine) -> None:
    with engine.begin() as connection:
        save_articles(connection, [(VALUES, NEW)])
        (kept,) = articles_of(connection, ["contoh.id/a"], ())
        assert kept.values == VALUES
        assert (kept.tag_version, kept.embed_version, kept.deduplicate_version) == (0, 0, 0)
        assert article_ids(connection, ["contoh.id/a", "contoh.id/z"]) == {"contoh.id/a": kept.id}


def test_saving_again_overwrites_and_keeps_id_and_tags(engine: Engine) -> None:
    with engine.begin() as connection:
        save_articles(connection, [(VALUES, NEW)])
        connection.execute(text("UPDATE article SET regencies = '{bangka}', is_relevant = true"))
        before = article_ids(connection, ["contoh.id/a"])
        save_articles(connection, [(replace(VALUES, title="Judul baru"), DONE)])
        row = connection.execute(text("SELECT * FROM article")).one()
    assert before == {"contoh.id/a": row.id}
    assert (row.title, row.regencies, row.is_relevant) == ("Judul baru", ["bangka"], True)
    assert (row.tag_version, row.embed_version, row.deduplicate_version) == (3, 2, 1)


def test_articles_are_found_by_key_or_hash(engine: Engine) -> None:
    with engine.begin() as connection:
        save_articles(connection, [(VALUES, NEW), (replace(VALUES, key="contoh.id/b", content_hash="h2"), NEW)])
        assert [kept.values.key for kept in articles_of(connection, ["contoh.id/a"], ["h2"])] == [
            "contoh.id/a",
            "contoh.id/b",
        ]
        assert articles_of(connection, (), ()) == []


def test_keys_without_an_article_come_oldest_page_first(
    engine: Engine, add_document: Callable[[str, str], int]
) -> None:
    second = add_document("b", "contoh.id/b")
    first = add_document("a", "contoh.id/a")
    with engine.begin() as connection:
        assert count_unmerged(connection) == 2
        assert unmerged_keys(connection, 10) == ["contoh.id/b", "contoh.id/a"]
        assert unmerged_keys(connection, 1) == ["contoh.id/b"]
        assign_documents(connection, {second: 5})
        assert unmerged_keys(connection, 10) == ["contoh.id/a"]
        assert [document.page_id for document in documents_of(connection, ["contoh.id/a"], [5])] == [second, first]


def test_only_articles_that_lost_their_pages_are_dropped(
    engine: Engine, add_document: Callable[[str, str], int]
) -> None:
    page_id = add_document("a", "contoh.id/a")
    add_document("b", "contoh.id/b")
    rows = [
        (replace(VALUES, key=f"contoh.id/{name}", url=f"https://contoh.id/{name}", aliases=()), NEW) for name in "abc"
    ]
    with engine.begin() as connection:
        save_articles(connection, rows)
        assign_documents(connection, {page_id: article_ids(connection, ["contoh.id/a"])["contoh.id/a"]})
        assert drop_abandoned(connection) == 1
        assert set(article_ids(connection, ["contoh.id/a", "contoh.id/b", "contoh.id/c"])) == {
            "contoh.id/a",
            "contoh.id/c",
        }
