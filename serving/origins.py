"""Where the story of one article comes from, as the article's page and the API show it.

How origins are found is `pipelines/story_origins.py`; the other articles of the story are in `serving/articles.py`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.clock import WIB
from models.store.stories import StoryMember
from pipelines.story_origins import StoryOrigin, find_origins


def load_origin(engine: Engine, catalogue: Catalogue, story_id: int | None) -> StoryOrigin | None:
    """The earliest article of a story and its official release; None without a story or for one that is gone."""
    if story_id is None:
        return None
    with engine.connect() as connection:
        return find_origins(connection, catalogue, [story_id]).get(story_id)


def as_dict(origin: StoryOrigin | None) -> dict[str, Any] | None:
    """JSON-ready, times in WIB: {first: {article_id, outlet, told_at}, release: the same or null}."""
    if origin is None:
        return None
    return {"first": _member(origin.first), "release": _member(origin.release) if origin.release else None}


def _member(member: StoryMember) -> dict[str, Any]:
    told_at = member.told_at.astimezone(WIB).isoformat()
    return {"article_id": member.article_id, "outlet": member.outlet, "told_at": told_at}
