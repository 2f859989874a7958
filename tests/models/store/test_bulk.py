import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from models.store.bulk import copy_rows, upsert_rows
from models.tables import Story, Term


def fetch(engine, query):
    with engine.connect() as connection:
        return connection.execute(text(query)).all()


def test_new_rows_are_written_and_known_ones_left_alone(engine):
    rows = [{"id": 1, "passage_count": 5}, {"id": 2, "passage_count": 7}]
    with engine.begin() as connection:
        assert upsert_rows(connection, Term, ("id", "passage_count"), rows, conflict="id", returning="id") == [1, 2]
    with engine.begin() as connection:
        again = [{"id": 2, "passage_count": 0}, {"id": 3, "passage_count": 9}]
        assert upsert_rows(connection, Term, ("id", "passage_count"), again, conflict="id", returning="id") == [3]
    assert fetch(engine, "SELECT id, passage_count FROM term ORDER BY id") == [(1, 5), (2, 7), (3, 9)]


def test_named_columns_are_overwritten(engine):
    with engine.begin() as connection:
        for count in (5, 8):
            rows = [{"id": 1, "passage_count": count}]
            upsert_rows(connection, Term, ("id", "passage_count"), rows, conflict="id", update=("passage_count",))
    assert fetch(engine, "SELECT passage_count FROM term") == [(8,)]


def test_text_that_looks_like_copy_syntax_arrives_unchanged(engine):
    title = 'tab\tbackslash\\N newline\n quote" “curly” \\.'
    with engine.begin() as connection:
        copy_rows(
            connection,
            Story,
            ("title", "article_count", "outlet_count"),
            [{"title": title, "article_count": 1, "outlet_count": 1}],
        )
    assert fetch(engine, "SELECT title FROM story") == [(title,)]


def test_nothing_of_a_failed_batch_stays(engine):
    rows = [{"id": 1, "passage_count": 1}, {"id": 1, "passage_count": 2}]
    with pytest.raises((SQLAlchemyError, Exception), match="duplicate"), engine.begin() as connection:
        copy_rows(connection, Term, ("id", "passage_count"), rows)
    assert fetch(engine, "SELECT count(*) FROM term") == [(0,)]


def test_an_empty_batch_is_no_error(engine):
    with engine.begin() as connection:
        assert upsert_rows(connection, Term, ("id", "passage_count"), [], conflict="id") == []
