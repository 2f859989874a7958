"""Members of stories by the keys of their articles, and moving articles between stories by hand.

What an analyst's correction of a story means is `pipelines/story_corrections.py`; grouping is `stories.py`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, text

from models.store.stories import make_stories, recount_stories


class Member(NamedTuple):
    """An article as a member of its story; `story_id` None while it has not been grouped."""

    article_id: int
    story_id: int | None


def find_members(connection: Connection, keys: Collection[str]) -> dict[str, Member]:
    """The articles that hold these keys now; keys of no article are left out."""
    query = text(
        "SELECT given.key, a.id, a.story_id FROM unnest(CAST(:keys AS text[])) AS given (key) JOIN article a ON a.id ="
        " coalesce((SELECT o.id FROM article o WHERE o.key = given.key), (SELECT d.article_id FROM document d"
        "  WHERE d.key = given.key AND d.article_id IS NOT NULL ORDER BY 1 LIMIT 1))"
    )
    return {row[0]: Member(row[1], row[2]) for row in connection.execute(query, {"keys": list(keys)})}


def keys_in_story(connection: Connection, story_id: int | None, *, without: int | None = None) -> list[str]:
    """Keys of a story's articles, in order of their ids, but for the article `without`."""
    query = text("SELECT key FROM article WHERE story_id = :story AND id IS DISTINCT FROM :without ORDER BY id")
    return list(connection.execute(query, {"story": story_id, "without": without}).scalars())


def join_stories(connection: Connection, one: int, other: int) -> int:
    """Put the articles of two stories into the older of them; returns its id."""
    kept, left = min(one, other), max(one, other)
    connection.execute(text("UPDATE article SET story_id = :kept WHERE story_id = :left"), {"kept": kept, "left": left})
    recount_stories(connection, [kept, left])
    return kept


def move_to_new_story(connection: Connection, article_ids: Collection[int]) -> int:
    """Take articles out of their stories into one of their own; returns its id."""
    ids = {"ids": list(article_ids)}
    left = connection.execute(text("SELECT DISTINCT story_id FROM article WHERE id = ANY(:ids)"), ids).scalars().all()
    (made,) = make_stories(connection, [""])
    connection.execute(text("UPDATE article SET story_id = :made WHERE id = ANY(:ids)"), {**ids, "made": made})
    recount_stories(connection, [made, *(story for story in left if story is not None)])
    return made
