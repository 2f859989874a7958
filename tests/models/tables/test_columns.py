import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from models.shapes import Span, Tag, Tagging
from models.store.tags import save_taggings

TAGGING = Tagging(
    is_relevant=False,
    relevance="none",
    relevance_score=0.0,
    scope="elsewhere",
    tags=(Tag("mention", "bangka", 0.5, "name", spans=(Span("title", 0, 5, "Kabar"),)),),
)


def test_every_point_in_time_has_a_zone():
    instants = [
        column
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if column.name.endswith("_at") and hasattr(column.type, "timezone")
    ]
    assert len(instants) > 8
    assert [column for column in instants if not column.type.timezone] == []


def test_rows_go_with_the_row_they_describe(engine, add_article):
    article_id = add_article("Kabar")
    with engine.begin() as connection:
        save_taggings(connection, {article_id: TAGGING}, 1)
        connection.execute(text("DELETE FROM article"))
        assert connection.execute(text("SELECT count(*) FROM article_tag")).scalar_one() == 0


def test_a_row_cannot_describe_what_is_not_there(engine):
    with pytest.raises(IntegrityError, match="fk_article_tag_article_id_article"), engine.begin() as connection:
        connection.execute(
            text("INSERT INTO article_tag (article_id, kind, value, score, rank, rule) VALUES (1, 'a', 'b', 1, 1, 'c')")
        )


def test_lists_and_mappings_are_empty_unless_given(engine, add_article):
    add_article("Kabar")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT aliases, pillars FROM article")).one() == ([], [])
