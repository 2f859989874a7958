"""Tags and milestones of articles: what is to be tagged, and keeping what the taggers said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, text

from models.shapes import Tagging
from models.store.bulk import copy_rows
from models.tables import ArticleTag, Milestone

_TAG_COLUMNS = ("article_id", "kind", "value", "score", "rank", "rule", "spans")
_MILESTONE_COLUMNS = (
    "article_id", "kind", "status", "regency", "event_on", "sentence", "span", "score", "programme", "figures",
)  # fmt: skip


def untagged_articles(connection: Connection, version: int, limit: int) -> list[Any]:
    """Up to `limit` article rows (id, source_id, url, title, body, section, dateline, outlet, published_at, rights)
    whose tags are missing or were made by another version."""
    query = text(
        "SELECT id, source_id, url, title, body, section, dateline, outlet, published_at, rights FROM article"
        " WHERE tag_version <> :version ORDER BY id LIMIT :limit"
    )
    return list(connection.execute(query, {"version": version, "limit": limit}))


def count_untagged(connection: Connection, version: int) -> int:
    """How many rows `untagged_articles` would give in all."""
    query = text("SELECT count(*) FROM article WHERE tag_version <> :version")
    return int(connection.execute(query, {"version": version}).scalar_one())


def save_taggings(connection: Connection, taggings: Mapping[int, Tagging], version: int) -> None:
    """Put these taggings in the place of what was said of the same articles before."""
    ids = {"ids": list(taggings)}
    connection.execute(text("DELETE FROM article_tag WHERE article_id = ANY(:ids)"), ids)
    connection.execute(text("DELETE FROM milestone WHERE article_id = ANY(:ids)"), ids)
    copy_rows(
        connection,
        ArticleTag,
        _TAG_COLUMNS,
        (
            {"article_id": article_id, **vars(tag), "spans": [asdict(span) for span in tag.spans]}
            for article_id, tagging in taggings.items()
            for tag in tagging.tags
        ),
    )
    copy_rows(
        connection,
        Milestone,
        _MILESTONE_COLUMNS,
        (
            {"article_id": article_id, **vars(found), "span": asdict(found.span), "figures": dict(found.figures)}
            for article_id, tagging in taggings.items()
            for found in tagging.milestones
        ),
    )
    connection.execute(
        text(
            "UPDATE article SET is_relevant = :is_relevant, relevance = :relevance, relevance_score = :score,"
            " scope = :scope, regencies = :regencies, pillars = :pillars, tag_version = :version WHERE id = :id"
        ),
        [_tag_columns(article_id, tagging, version) for article_id, tagging in taggings.items()],
    )


def _tag_columns(article_id: int, tagging: Tagging, version: int) -> dict[str, Any]:
    return {
        "id": article_id,
        "is_relevant": tagging.is_relevant,
        "relevance": tagging.relevance,
        "score": tagging.relevance_score,
        "scope": tagging.scope,
        "regencies": list(tagging.regencies),
        "pillars": list(tagging.pillars),
        "version": version,
    }
