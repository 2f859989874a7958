"""Stories: which articles are still to be grouped, their neighbours in time, and writing groups.

When two articles tell the same event is decided in `pipelines/stories.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, text

_TOLD_AT = "coalesce(published_at, first_seen_at)"
_UNGROUPED = "(story_id IS NULL OR deduplicate_version <> :version)"


class StoryArticle(NamedTuple):
    """What is known of an article beside its text. `told_at`: when it was published, or first seen if nobody says."""

    id: int
    story_id: int | None
    content_hash: str
    told_at: datetime
    regencies: list[str]
    steps: list[str]
    """Steps of a programme it reports that have a day and a regency, as "kind regency day"."""


class StoryText(NamedTuple):
    """The words of an article."""

    id: int
    title: str
    body: str


class StoryMember(NamedTuple):
    """An article as one that tells a story."""

    story_id: int
    article_id: int
    source_id: str
    outlet: str
    dateline: str | None
    told_at: datetime


def count_ungrouped(connection: Connection, version: int) -> int:
    """How many articles belong to no story, or changed since they were grouped."""
    query = text(f"SELECT count(*) FROM article WHERE {_UNGROUPED}")
    return int(connection.execute(query, {"version": version}).scalar_one())


def ungrouped_articles(connection: Connection, version: int, limit: int) -> list[int]:
    """Ids of the `limit` earliest of those articles."""
    query = text(f"SELECT id FROM article WHERE {_UNGROUPED} ORDER BY {_TOLD_AT}, id LIMIT :limit")
    return list(connection.execute(query, {"version": version, "limit": limit}).scalars())


def articles_around(connection: Connection, article_ids: Collection[int], window: timedelta) -> list[StoryArticle]:
    """These articles, and those with a story told up to `window` before or after one of them, in the order of telling.

    One that was told long before the others brings its own neighbours, not all that was told in between.
    """
    query = text(
        "WITH asked AS (SELECT range_agg(tstzrange(told - :window, told + :window, '[]')) AS times"
        f"  FROM (SELECT {_TOLD_AT} AS told FROM article WHERE id = ANY(:ids)) AS given)"
        f" SELECT id, story_id, content_hash, {_TOLD_AT} AS told_at, regencies,"
        " ARRAY(SELECT m.kind || ' ' || m.regency || ' ' || m.event_on FROM milestone m"
        "  WHERE m.article_id = article.id AND m.event_on IS NOT NULL AND m.regency IS NOT NULL) AS steps"
        f" FROM article, asked WHERE id = ANY(:ids) OR (story_id IS NOT NULL AND {_TOLD_AT} <@ asked.times)"
        " ORDER BY told_at, id"
    )
    rows = connection.execute(query, {"ids": list(article_ids), "window": window})
    return [StoryArticle(*row) for row in rows]


def load_texts(connection: Connection, article_ids: Collection[int]) -> list[StoryText]:
    """The words of these articles."""
    query = text("SELECT id, title, body FROM article WHERE id = ANY(:ids) ORDER BY id")
    return [StoryText(*row) for row in connection.execute(query, {"ids": list(article_ids)})]


def member_counts(connection: Connection, story_ids: Collection[int]) -> dict[int, int]:
    """How many articles these stories have."""
    query = text("SELECT story_id, count(*) FROM article WHERE story_id = ANY(:ids) GROUP BY story_id")
    return {row[0]: row[1] for row in connection.execute(query, {"ids": list(story_ids)})}


def members_in_order(connection: Connection, story_ids: Collection[int]) -> list[StoryMember]:
    """The articles of these stories, story by story, each from the one that was told first to the last."""
    query = text(
        f"SELECT story_id, id, source_id, outlet, dateline, {_TOLD_AT} AS told_at FROM article"
        " WHERE story_id = ANY(:ids) ORDER BY story_id, told_at, id"
    )
    return [StoryMember(*row) for row in connection.execute(query, {"ids": list(story_ids)})]


def make_stories(connection: Connection, titles: Sequence[str]) -> list[int]:
    """New stories under these titles, still without articles; their ids in the same order."""
    if not titles:
        return []
    numbers = text("SELECT nextval(pg_get_serial_sequence('story', 'id')) FROM generate_series(1, :count)")
    ids = list(connection.execute(numbers, {"count": len(titles)}).scalars())
    insert = text("INSERT INTO story (id, title, article_count, outlet_count) VALUES (:id, :title, 0, 0)")
    connection.execute(insert, [{"id": i, "title": title} for i, title in zip(ids, titles, strict=True)])
    return ids


def assign_stories(connection: Connection, stories: Mapping[int, int], version: int) -> int:
    """Put articles (by id) into stories and mark them grouped; returns how many changed their story."""
    given = {"articles": list(stories), "stories": list(stories.values()), "version": version}
    moved = text(
        "UPDATE article SET story_id = given.story_id"
        " FROM unnest(CAST(:articles AS bigint[]), CAST(:stories AS bigint[])) AS given (article_id, story_id)"
        " WHERE article.id = given.article_id AND article.story_id IS DISTINCT FROM given.story_id"
    )
    changed = connection.execute(moved, given).rowcount
    mark = text(
        "UPDATE article SET deduplicate_version = :version"
        " WHERE id = ANY(:articles) AND deduplicate_version <> :version"
    )
    connection.execute(mark, given)
    return changed


def recount_stories(connection: Connection, story_ids: Collection[int]) -> None:
    """Title, date and counts of these stories from their articles; stories without any are removed."""
    ids = {"ids": list(story_ids)}
    connection.execute(
        text(
            "UPDATE story SET title = told.title, first_published_at = told.first, article_count = told.articles,"
            " outlet_count = told.outlets FROM ("
            f"  SELECT story_id, (array_agg(title ORDER BY {_TOLD_AT}, id))[1] AS title, min(published_at) AS first,"
            "   count(*) AS articles, count(DISTINCT outlet) AS outlets FROM article WHERE story_id = ANY(:ids)"
            "  GROUP BY story_id) AS told"
            " WHERE story.id = told.story_id AND (story.title, story.first_published_at, story.article_count,"
            "  story.outlet_count) IS DISTINCT FROM (told.title, told.first, told.articles, told.outlets)"
        ),
        ids,
    )
    connection.execute(
        text(
            "DELETE FROM story WHERE id = ANY(:ids)"
            " AND NOT EXISTS (SELECT 1 FROM article WHERE article.story_id = story.id)"
        ),
        ids,
    )
