"""Stories: which articles are still to be grouped, their neighbours in time, and writing groups.

When two articles tell the same event is decided in `pipelines/stories.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, text

_TOLD_AT = "coalesce(published_at, first_seen_at)"
_UNGROUPED = "(story_id IS NULL OR deduplicate_version <> :version)"


class StoryArticle(NamedTuple):
    """What is compared of an article. `told_at`: when it was published, or first seen where nobody says."""

    id: int
    story_id: int | None
    title: str
    body: str
    content_hash: str
    told_at: datetime
    is_pending: bool
    steps: list[str]
    """Steps of a programme it reports that have a day and a regency, as "kind regency day"."""


def count_ungrouped(connection: Connection, version: int) -> int:
    """How many articles belong to no story, or changed since they were grouped."""
    query = text(f"SELECT count(*) FROM article WHERE {_UNGROUPED}")
    return int(connection.execute(query, {"version": version}).scalar_one())


def ungrouped_span(connection: Connection, version: int, limit: int) -> tuple[datetime, datetime] | None:
    """When the `limit` earliest of those articles were told: first and last instant; None if there are none."""
    query = text(
        f"SELECT min(told_at), max(told_at) FROM (SELECT {_TOLD_AT} AS told_at FROM article WHERE {_UNGROUPED}"
        " ORDER BY 1 LIMIT :limit) AS earliest"
    )
    first, last = connection.execute(query, {"version": version, "limit": limit}).one()
    return None if first is None else (first, last)


def articles_between(connection: Connection, since: datetime, until: datetime, version: int) -> list[StoryArticle]:
    """All articles told from `since` to `until`, both included, in the order in which they were told."""
    query = text(
        f"SELECT id, story_id, title, body, content_hash, {_TOLD_AT} AS told_at, {_UNGROUPED} AS is_pending,"
        " ARRAY(SELECT m.kind || ' ' || m.regency || ' ' || m.event_on FROM milestone m"
        "  WHERE m.article_id = article.id AND m.event_on IS NOT NULL AND m.regency IS NOT NULL) AS steps"
        f" FROM article WHERE {_TOLD_AT} BETWEEN :since AND :until ORDER BY told_at, id"
    )
    rows = connection.execute(query, {"since": since, "until": until, "version": version})
    return [StoryArticle(*row) for row in rows]


def member_counts(connection: Connection, story_ids: Collection[int]) -> dict[int, int]:
    """How many articles these stories have."""
    query = text("SELECT story_id, count(*) FROM article WHERE story_id = ANY(:ids) GROUP BY story_id")
    return {row[0]: row[1] for row in connection.execute(query, {"ids": list(story_ids)})}


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
