from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, text

from models.shapes import Reading
from models.store.documents import count_unread, make_read, make_refused, save_documents, unread_pages
from models.store.pages import add_pages

NOON = datetime(2026, 11, 15, 5, tzinfo=UTC)
READING = Reading(
    url="https://contoh.id/a", title="Judul", body="Isi.", tags=("satu",), warnings=("aneh",), origins={"title": "meta"}
)


def add_page(engine: Engine, name: str) -> int:
    row: dict[str, Any] = {
        "source_id": "contoh", "key": f"contoh.id/{name}", "url": f"https://contoh.id/{name}", "part": 1,
        "kind": "html", "content_type": "text/html", "fetched_at": NOON, "warc_file": "a", "warc_offset": 7,
        "digest": name, "hints": {"title": "T"},
    }  # fmt: skip
    with engine.begin() as connection:
        add_pages(connection, [row])
        return int(connection.execute(text("SELECT max(id) FROM page")).scalar_one())


def test_pages_without_a_document_and_reopened_ones_are_unread(engine: Engine) -> None:
    first, second, third = (add_page(engine, name) for name in "abc")
    with engine.begin() as connection:
        save_documents(
            connection, [make_read(first, "contoh.id/a", READING, 2), make_read(second, "contoh.id/b", READING, 0)]
        )
        assert count_unread(connection) == 2
        assert [page.id for page in unread_pages(connection, 0, 10)] == [second, third]
        assert [page.id for page in unread_pages(connection, 0, 1)] == [second]
        assert [page.id for page in unread_pages(connection, second, 10)] == [third]
        page = unread_pages(connection, second, 10)[0]
    assert (page.url, page.warc_offset, page.hints) == ("https://contoh.id/c", 7, {"title": "T"})


def test_what_was_read_replaces_what_was_read_before(engine: Engine) -> None:
    page_id = add_page(engine, "a")
    with engine.begin() as connection:
        save_documents(connection, [make_read(page_id, "contoh.id/a", READING, 1)])
        connection.execute(text("UPDATE document SET article_id = 4"))
        save_documents(connection, [make_refused(page_id, "contoh.id/a", "a listing", 2)])
        (row,) = connection.execute(text("SELECT * FROM document"))
    assert (row.state, row.reason, row.title, row.article_id, row.extract_version) == (
        "refused",
        "a listing",
        "",
        None,
        2,
    )


def test_a_row_holds_every_field_of_the_reading() -> None:
    row = make_read(3, "contoh.id/a", READING, 1)
    assert (row["state"], row["title"], row["tags"], row["warnings"]) == ("read", "Judul", ["satu"], ["aneh"])
    assert row["origins"] == {"title": "meta"}
    assert "url" not in row


def test_text_the_database_cannot_hold_is_left_out() -> None:
    reading = Reading(url="u", title="a\x00b", body="x\ud83dy", origins={"k\x00": "v\ud800"}, links=("l\x00",))
    row = make_read(3, "contoh.id/a", reading, 1)
    assert (row["title"], row["body"], row["origins"], row["links"]) == ("ab", "xy", {"k": "v"}, ["l"])
    assert make_refused(3, "k", "r\x00" * 2000, 1)["reason"] == "r" * 500
