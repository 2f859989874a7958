from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, text

from models.store.stories import (
    articles_between,
    assign_stories,
    count_ungrouped,
    make_stories,
    member_counts,
    recount_stories,
    ungrouped_span,
)

DAY = datetime(2026, 11, 10, 5, tzinfo=UTC)
Add = Callable[..., int]


def test_articles_without_a_story_are_ungrouped(engine: Engine, add_article: Add) -> None:
    first = add_article("Satu", published_at=DAY)
    second = add_article("Dua", published_at=None, first_seen_at=DAY + timedelta(days=2))
    with engine.begin() as connection:
        assert count_ungrouped(connection, 1) == 2
        assert ungrouped_span(connection, 1, 10) == (DAY, DAY + timedelta(days=2))
        assert ungrouped_span(connection, 1, 1) == (DAY, DAY)
        (story,) = make_stories(connection, ["Satu"])
        assert assign_stories(connection, {first: story, second: story}, 1) == 2
        assert assign_stories(connection, {first: story}, 1) == 0
        assert count_ungrouped(connection, 1) == 0
        assert count_ungrouped(connection, 2) == 2
        assert ungrouped_span(connection, 1, 10) is None
        assert member_counts(connection, [story]) == {story: 2}


def test_articles_come_in_the_order_in_which_they_were_told(engine: Engine, add_article: Add) -> None:
    late = add_article("Dua", published_at=DAY + timedelta(days=1))
    early = add_article("Satu", published_at=DAY)
    add_article("Tiga", published_at=DAY + timedelta(days=9))
    with engine.connect() as connection:
        found = articles_between(connection, DAY, DAY + timedelta(days=1), 1)
    assert [article.id for article in found] == [early, late]
    assert all(article.is_pending for article in found)


def test_a_story_is_counted_from_its_articles(engine: Engine, add_article: Add) -> None:
    articles = [
        add_article("Kedua", published_at=DAY + timedelta(days=1), outlet="A"),
        add_article("Pertama", published_at=DAY, outlet="B"),
        add_article("Ketiga", published_at=None, first_seen_at=DAY + timedelta(days=3), outlet="A"),
    ]
    with engine.begin() as connection:
        story, empty = make_stories(connection, ["x", "y"])
        assign_stories(connection, dict.fromkeys(articles, story), 1)
        recount_stories(connection, [story, empty])
        (row,) = connection.execute(text("SELECT * FROM story"))
    assert (row.title, row.first_published_at, row.article_count, row.outlet_count) == ("Pertama", DAY, 3, 2)


def test_new_stories_get_ids_in_order(engine: Engine) -> None:
    with engine.begin() as connection:
        ids = make_stories(connection, ["a", "b", "c"])
        assert ids == sorted(ids)
        titles = connection.execute(text("SELECT title FROM story ORDER BY id")).scalars().all()
        assert (list(titles), make_stories(connection, [])) == (["a", "b", "c"], [])
