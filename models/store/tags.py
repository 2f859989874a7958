"""Tags and milestones of articles: what is to be tagged, and keeping what the taggers said.

The tables hold what is shown. Where an analyst corrected it, what the machine says is kept beside (`corrections.py`);
everything here but `save_shown` reads and writes what the machine says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, text

from models.shapes import MilestoneTag, Span, Tag, Tagging
from models.store.bulk import copy_rows
from models.store.choice import Choice
from models.store.corrections import drop_said, load_said, lock_articles
from models.tables import ArticleTag, Milestone

_TAG_COLUMNS = ("article_id", "kind", "value", "score", "rank", "rule", "spans", "correction_id")
_MILESTONE_COLUMNS = (
    "article_id", "kind", "status", "regency", "event_on", "sentence", "span", "score", "programme", "figures",
    "correction_id",
)  # fmt: skip
_TAGGED_BY = "id, source_id, url, title, body, section, dateline, outlet, published_at, rights, tag_version"
_TOLD_AT = "coalesce(published_at, first_seen_at)"


def untagged_articles(connection: Connection, version: int, limit: int) -> list[Any]:
    """Up to `limit` article rows whose tags are missing or were made by another version.

    Each has id, source_id, url, title, body, section, dateline, outlet, published_at, rights and tag_version.
    """
    query = text(f"SELECT {_TAGGED_BY} FROM article WHERE tag_version <> :version ORDER BY id LIMIT :limit")
    return list(connection.execute(query, {"version": version, "limit": limit}))


def count_untagged(connection: Connection, version: int) -> int:
    """How many rows `untagged_articles` would give in all."""
    query = text("SELECT count(*) FROM article WHERE tag_version <> :version")
    return int(connection.execute(query, {"version": version}).scalar_one())


def chosen_articles(connection: Connection, choice: Choice, after: int, limit: int) -> list[Any]:
    """The next chosen articles with an id above `after`, tagged or not, as rows like those of `untagged_articles`.

    An article is of the day on which it was published, or first seen where nobody says.
    """
    query = text(
        f"SELECT {_TAGGED_BY} FROM article WHERE id > :after AND {choice.condition(_TOLD_AT)} ORDER BY id LIMIT :limit"
    )
    return list(connection.execute(query, {"after": after, "limit": limit, **choice.values}))


def count_chosen(connection: Connection, choice: Choice) -> int:
    """How many rows `chosen_articles` would give in all."""
    query = text(f"SELECT count(*) FROM article WHERE {choice.condition(_TOLD_AT)}")
    return int(connection.execute(query, choice.values).scalar_one())


def load_taggings(connection: Connection, article_ids: Collection[int]) -> dict[int, Tagging]:
    """What the machine says of these articles, by article id; equal to what was saved."""
    ids = {"ids": list(article_ids)}
    tags: dict[int, list[Tag]] = defaultdict(list)
    milestones: dict[int, list[MilestoneTag]] = defaultdict(list)
    for row in _rows_of(connection, "article_tag", _TAG_COLUMNS, ids):
        spans = tuple(Span(**span) for span in row.pop("spans"))
        tags[row.pop("article_id")].append(Tag(**row, spans=spans))
    for row in _rows_of(connection, "milestone", _MILESTONE_COLUMNS, ids):
        span = Span(**row.pop("span"))
        milestones[row.pop("article_id")].append(MilestoneTag(**row, span=span))
    names = ("is_relevant", "relevance", "relevance_score", "scope")
    query = text(f"SELECT id, {', '.join(names)}, regencies, pillars FROM article WHERE id = ANY(:ids)")
    shown = {
        row["id"]: Tagging(
            **{name: row[name] for name in names},
            regencies=tuple(row["regencies"]),
            pillars=tuple(row["pillars"]),
            tags=tuple(tags[row["id"]]),
            milestones=tuple(milestones[row["id"]]),
        )
        for row in connection.execute(query, ids).mappings()
    }
    return shown | {article_id: said.tagging for article_id, said in load_said(connection, article_ids).items()}


def mark_tagged(connection: Connection, article_ids: Collection[int], version: int) -> None:
    """The tags these articles have are those of this version; rows that say so already are left alone."""
    values = {"ids": list(article_ids), "version": version}
    for table, name in (("article", "id"), ("machine_tagging", "article_id")):
        query = f"UPDATE {table} SET tag_version = :version WHERE {name} = ANY(:ids) AND tag_version <> :version"
        connection.execute(text(query), values)


def save_taggings(connection: Connection, taggings: Mapping[int, Tagging], version: int) -> None:
    """Put these taggings in the place of what was said of the same articles before, corrected or not."""
    if not taggings:
        return
    lock_articles(connection, taggings)
    drop_said(connection, taggings)
    save_shown(connection, taggings)
    connection.execute(
        text("UPDATE article SET tag_version = :version WHERE id = ANY(:ids)"),
        {"ids": list(taggings), "version": version},
    )


def save_shown(connection: Connection, taggings: Mapping[int, Tagging]) -> None:
    """Show these taggings of these articles, whoever they are by."""
    if not taggings:
        return
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
            " scope = :scope, regencies = :regencies, pillars = :pillars WHERE id = :id"
        ),
        [_tag_columns(article_id, tagging) for article_id, tagging in taggings.items()],
    )


def _rows_of(
    connection: Connection, table: str, columns: Sequence[str], ids: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """Rows of these articles in the order in which they were written."""
    query = text(f"SELECT {', '.join(columns)} FROM {table} WHERE article_id = ANY(:ids) ORDER BY id")
    return (dict(row) for row in connection.execute(query, ids).mappings())


def _tag_columns(article_id: int, tagging: Tagging) -> dict[str, Any]:
    return {
        "id": article_id,
        "is_relevant": tagging.is_relevant,
        "relevance": tagging.relevance,
        "score": tagging.relevance_score,
        "scope": tagging.scope,
        "regencies": list(tagging.regencies),
        "pillars": list(tagging.pillars),
    }
