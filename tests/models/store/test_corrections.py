from datetime import UTC, date, datetime

import pytest
from psycopg.errors import UniqueViolation
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.corrections import Change, Correction
from models.shapes import MilestoneTag, Span, Tag, Tagging
from models.store.corrections import (
    Said,
    active_by_article,
    add_correction,
    article_at,
    article_keys,
    article_titles,
    drop_said,
    load_corrections,
    load_said,
    lock_articles,
    lock_correction,
    save_said,
)

AT = datetime(2026, 11, 16, 2, tzinfo=UTC)
SPAN = Span("title", 0, 4, "Satu")
TAGGING = Tagging(
    True, "explicit", 0.75, "regency", ("bangka",), ("living",),
    (Tag("pillar", "living", 0.5, "signal", 1, (SPAN,)),),
    (MilestoneTag("mou", "done", None, date(2026, 11, 9), "Satu", SPAN, 0.5, None, {"year": "2026"}),),
)  # fmt: skip


def make(key, *, action="add", value="living", undoes=None, kind="pillar"):
    change = Change(kind, action, value, {"rank": 1})
    return Correction(0, key, change, "Rina", AT, "sebab", 3, {"pillars": []}, undoes)


def test_a_correction_comes_back_as_it_was_kept(engine, add_article):
    article_id = add_article("Satu", key="kabar.test/satu")
    with engine.begin() as connection:
        kept = add_correction(connection, make("kabar.test/satu"))
        (found,) = load_corrections(connection)
    assert found.id == kept.id > 0
    assert (found.change, found.made_by, found.made_at, found.note) == (kept.change, "Rina", AT, "sebab")
    assert (found.machine_version, found.machine, found.article_id) == (3, {"pillars": []}, article_id)


@pytest.mark.parametrize("statement", ["DELETE FROM correction", "UPDATE correction SET note = 'lain'"])
def test_the_database_refuses_to_change_or_delete_one(engine, statement):
    with engine.begin() as connection:
        add_correction(connection, make("kabar.test/satu"))
    with pytest.raises(DBAPIError, match="never changed or deleted"), engine.begin() as connection:
        connection.execute(text(statement))


def test_one_counts_until_it_is_undone_and_can_be_undone_only_once(engine, add_article):
    article_id = add_article("Satu", key="kabar.test/satu")
    with engine.begin() as connection:
        first, second = (add_correction(connection, make("kabar.test/satu", value=v)) for v in ("living", "economy"))
        undoing = add_correction(connection, make("kabar.test/satu", action="undo", undoes=first.id))
        assert [c.id for c in load_corrections(connection)] == [first.id, second.id, undoing.id]
        assert load_corrections(connection)[0].undone_by_id == undoing.id
        assert {i: [c.id for c in found] for i, found in active_by_article(connection, ["pillar"]).items()} == {
            article_id: [second.id]
        }
        assert active_by_article(connection, ["scope"]) == {}
    with pytest.raises(UniqueViolation), engine.begin() as connection:
        add_correction(connection, make("kabar.test/satu", action="undo", undoes=first.id))


def test_the_last_ones_are_given_in_the_order_in_which_they_were_made(engine):
    with engine.begin() as connection:
        ids = [add_correction(connection, make("kabar.test/satu")).id for _ in range(3)]
        lock_correction(connection, ids[0])
        assert [c.id for c in load_corrections(connection, limit=2)] == ids[1:]
        assert [c.id for c in load_corrections(connection, correction_id=ids[1])] == ids[1:2]


def test_a_correction_outlives_its_article_and_follows_the_pages(engine, add_article):
    gone, heir = add_article("Satu", key="kabar.test/satu"), add_article("Dua", key="kabar.test/dua")
    page = (
        "INSERT INTO page (id, source_id, key, url, part, kind, content_type, fetched_at, warc_file, warc_offset,"
        " digest) VALUES (1, 'x', 'kabar.test/satu', 'https://kabar.test/satu', 1, 'html', 'text/html', now(), 'f', 0,"
        " 'd')"
    )
    document = (
        "INSERT INTO document (page_id, key, state, title, body, published_basis, is_date_inferred, parts,"
        f" extract_version, article_id) VALUES (1, 'kabar.test/satu', 'read', '', '', 'none', false, 1, 1, {heir})"
    )
    with engine.begin() as connection:
        add_correction(connection, make("kabar.test/satu"))
        assert [c.article_id for c in load_corrections(connection)] == [gone]
        connection.execute(text("DELETE FROM article WHERE key = 'kabar.test/satu'"))
        assert [c.article_id for c in load_corrections(connection)] == [None]
        assert active_by_article(connection, ["pillar"]) == {}
        connection.execute(text(page))
        connection.execute(text(document))
        assert [c.article_id for c in load_corrections(connection, article_ids=[heir])] == [heir]


def test_what_the_machine_says_is_kept_whole_and_goes_with_its_article(engine, add_article):
    article_id = add_article("Satu")
    with engine.begin() as connection:
        lock_articles(connection, [article_id])
        save_said(connection, {article_id: Said(TAGGING, 3, [7, 9])})
        assert load_said(connection) == load_said(connection, [article_id]) == {article_id: Said(TAGGING, 3, [7, 9])}
        save_said(connection, {article_id: Said(TAGGING, 4, [])})
        assert load_said(connection)[article_id].version == 4
        drop_said(connection, [article_id])
        assert load_said(connection) == {}
        save_said(connection, {article_id: Said(TAGGING, 3, [])})
        connection.execute(text("DELETE FROM article"))
        assert load_said(connection) == {}


def test_articles_are_found_by_address_alias_and_key(engine, add_article):
    article_id = add_article(
        "Satu", key="kabar.test/1", url="https://kabar.test/satu", aliases=["https://m.kabar.test/1"]
    )
    with engine.connect() as connection:
        for url, key in (("https://kabar.test/satu", ""), ("https://m.kabar.test/1", ""), ("x", "kabar.test/1")):
            assert article_at(connection, url, key) == article_id
        assert article_at(connection, "x", "y") is None
        assert article_keys(connection, [article_id, 99]) == {article_id: "kabar.test/1"}
        assert article_titles(connection, [article_id, 99]) == {article_id: ("Satu", 0)}
