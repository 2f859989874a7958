from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, text

from models.store.stories import (
    articles_around,
    assign_stories,
    count_ungrouped,
    load_texts,
    make_stories,
    member_counts,
    members_in_order,
    recount_stories,
    ungrouped_articles,
)

DAY = datetime(2026, 11, 10, 5, tzinfo=UTC)
Add = Callable[..., int]


def test_articles_without_a_story_are_ungrouped(engine: Engine, add_article: Add) -> None:
    first = add_article("Satu", published_at=DAY)
    second = add_article("Dua", published_at=None, first_seen_at=DAY + timedelta(days=2))
    with engine.begin() as connection:
        assert count_ungrouped(connection, 1) == 2
        assert ungrouped_articles(connection, 1, 10) == [first, second]
        assert ungrouped_articles(connection, 1, 1) == [first]
        (story,) = make_stories(connection, ["Satu"])
        assert assign_stories(connection, {first: story, second: story}, 1) == 2
        assert assign_stories(connection, {first: story}, 1) == 0
        assert count_ungrouped(connection, 1) == 0
        assert count_ungrouped(connection, 2) == 2
        assert ungrouped_articles(connection, 1, 10) == []
        assert member_counts(connection, [story]) == {story: 2}


def test_articles_come_with_their_neighbours_in_the_order_in_which_they_were_told(
    engine: Engine, add_article: Add
) -> None:
    told = {name: add_article(name, published_at=DAY + timedelta(days=day)) for name, day in _TOLD_ON.items()}
    with engine.begin() as connection:
        grouped = [told[name] for name in _TOLD_ON if name not in ("asked", "asked long ago", "not grouped")]
        assign_stories(connection, dict.fromkeys(grouped, make_stories(connection, ["x"])[0]), 1)
        asked = [told["asked"], told["asked long ago"]]
        found = articles_around(connection, asked, timedelta(days=7))
    names = {number: name for name, number in told.items()}
    assert [names[article.id] for article in found] == ["long ago", "asked long ago", "before", "asked", "after"]
    assert [article.story_id is None for article in found] == [False, True, False, True, False]


_TOLD_ON = {
    "after": 7.0, "asked": 0.0, "before": -7.0, "too late": 7.1, "in between": -100.0, "asked long ago": -200.0,
    "long ago": -203.0, "not grouped": 1.0,
}  # fmt: skip


def test_texts_are_those_asked_for(engine: Engine, add_article: Add) -> None:
    first, _ = add_article("Satu", "Isi satu."), add_article("Dua", "Isi dua.")
    with engine.connect() as connection:
        assert load_texts(connection, [first]) == [(first, "Satu", "Isi satu.")]
        assert load_texts(connection, []) == []


def test_members_come_story_by_story_from_the_first_told(engine: Engine, add_article: Add) -> None:
    late = add_article("Kedua", published_at=DAY + timedelta(days=1), dateline="KOBA")
    early = add_article("Pertama", published_at=DAY)
    other = add_article("Lain", published_at=DAY - timedelta(days=1))
    with engine.begin() as connection:
        one, two = make_stories(connection, ["x", "y"])
        assign_stories(connection, {late: one, early: one, other: two}, 1)
        found = members_in_order(connection, [one, two])
        assert [(member.story_id, member.article_id) for member in found] == [(one, early), (one, late), (two, other)]
        assert found[1].dateline == "KOBA"
        assert members_in_order(connection, []) == []


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
