"""Single articles and lists of them as a person looks at them: everything known of one, what a card shows of many.

Searching and ranking are `serving/search`, counts are `serving/monitor`; no wording for people here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, text

from models.clock import Week, week_of
from models.rights import allowed_body, is_cut
from serving.quoted import QuoteView, load_quoted
from serving.search import Filters
from serving.search.request import LARGEST_ID

MOST_SIBLINGS = 50
_SHOWN = (
    "id", "url", "aliases", "title", "outlet", "source_id", "rights", "dateline", "section", "author", "editor",
    "published_at", "published_basis", "is_date_inferred", "modified_at", "first_seen_at", "is_relevant", "relevance",
    "relevance_score", "scope", "regencies", "pillars", "story_id",
)  # fmt: skip


@dataclass(frozen=True)
class Evidence:
    """A stretch of an article's field: `text == field[start:end]` of the stored text."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class TagView:
    """One tag with its reason."""

    kind: str
    value: str
    score: float
    rank: int
    rule: str
    spans: list[Evidence]
    correction_id: int | None = None


@dataclass(frozen=True)
class MilestoneView:
    """One step of a programme as the article reports it."""

    kind: str
    status: str
    regency: str | None
    event_on: date | None
    sentence: str
    span: Evidence | None
    score: float
    programme: str | None
    figures: dict[str, str]
    correction_id: int | None = None


@dataclass(frozen=True)
class Sibling:
    """Another article of the same story."""

    id: int
    url: str
    title: str
    outlet: str
    published_at: datetime | None


@dataclass(frozen=True)
class ArticleView:
    """One article with its tags, milestones and story. `body` holds no more than the source's rights allow."""

    id: int
    url: str
    aliases: list[str]
    title: str
    body: str
    is_excerpt: bool
    outlet: str
    source_id: str
    rights: str
    dateline: str | None
    section: str | None
    author: str | None
    editor: str | None
    published_at: datetime | None
    published_basis: str
    is_date_inferred: bool
    modified_at: datetime | None
    first_seen_at: datetime
    is_relevant: bool
    relevance: str
    relevance_score: float
    scope: str
    regencies: list[str]
    pillars: list[str]
    story_id: int | None
    tags: list[TagView]
    milestones: list[MilestoneView]
    quotes: list[QuoteView]
    siblings: list[Sibling]


@dataclass(frozen=True)
class CardFacts:
    """What a list shows of an article beside its search hit."""

    relevance: str = "none"
    milestones: list[tuple[str, str]] = field(default_factory=list)
    """(kind, status), in the order of the text."""
    others: int = 0
    """Other articles of the same story."""


@dataclass(frozen=True)
class WeekCount:
    """One ISO week (WIB) that has articles."""

    week: Week
    articles: int
    relevant: int


@dataclass(frozen=True)
class PageFilters(Filters):
    """The filters of a search, and one that only the pages have."""

    is_relevant: bool = False
    """Only relevant articles."""

    def conditions(self, prefix: str = "") -> tuple[str, dict[str, Any]]:
        """As `Filters.conditions`."""
        where, parameters = super().conditions(prefix)
        return f"{where} AND a.is_relevant" if self.is_relevant else where, parameters

    def named(self) -> dict[str, str]:
        """As `Filters.named`; the further filter is a switch and carries no value."""
        return {name: value for name, value in super().named().items() if not name.startswith("is_")}


def load_article(engine: Engine, article_id: int) -> ArticleView | None:
    """One article by its id, or None."""
    if not 0 < article_id <= LARGEST_ID:
        return None
    with engine.connect() as connection:
        row = connection.execute(text(_ARTICLE), {"id": article_id}).one_or_none()
        if row is None:
            return None
        body = allowed_body(row.body, row.rights)
        return ArticleView(
            **{name: row._mapping[name] for name in _SHOWN},
            body=body,
            is_excerpt=is_cut(body, row.rights),
            tags=_load_tags(connection, article_id),
            milestones=_load_milestones(connection, article_id),
            quotes=load_quoted(connection, article_id, body),
            siblings=_load_siblings(connection, article_id, row.story_id),
        )


def load_title(engine: Engine, article_id: int) -> str | None:
    """The title of one article, or None."""
    with engine.connect() as connection:
        return connection.execute(text("SELECT title FROM article WHERE id = :id"), {"id": article_id}).scalar()


def load_card_facts(engine: Engine, ids: Sequence[int]) -> dict[int, CardFacts]:
    """Facts for a list of articles, by id; unknown ids are left out."""
    if not ids:
        return {}
    with engine.connect() as connection:
        rows = connection.execute(text(_CARD_FACTS), {"ids": list(ids)})
        return {row.id: CardFacts(row.relevance, [(k, s) for k, s in row.milestones], row.others) for row in rows}


def load_weeks(engine: Engine) -> list[WeekCount]:
    """Every week with articles, newest first."""
    with engine.connect() as connection:
        return [WeekCount(week_of(row.monday), row.articles, row.relevant) for row in connection.execute(text(_WEEKS))]


def load_source_ids(engine: Engine) -> list[str]:
    """Ids of the sources that have brought articles; an imported article's need not be in the catalogue."""
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT DISTINCT source_id FROM article ORDER BY 1")).scalars())


def count_articles(engine: Engine) -> int:
    """How many articles are kept: the smallest question that proves database and schema to be there."""
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM article")).scalar_one())


def _load_tags(connection: Connection, article_id: int) -> list[TagView]:
    return [
        TagView(**{**row, "spans": [Evidence(**span) for span in row["spans"]]})
        for row in connection.execute(text(_TAGS), {"id": article_id}).mappings()
    ]


def _load_milestones(connection: Connection, article_id: int) -> list[MilestoneView]:
    return [
        MilestoneView(**{**row, "span": Evidence(**row["span"]) if row["span"] else None})
        for row in connection.execute(text(_MILESTONES), {"id": article_id}).mappings()
    ]


def _load_siblings(connection: Connection, article_id: int, story_id: int | None) -> list[Sibling]:
    if story_id is None:
        return []
    asked = {"id": article_id, "story": story_id, "most": MOST_SIBLINGS}
    return [Sibling(*row) for row in connection.execute(text(_SIBLINGS), asked)]


_ARTICLE = f"SELECT body, {', '.join(_SHOWN)} FROM article WHERE id = :id"
_TAGS = """
    SELECT kind, value, score, rank, rule, spans, correction_id FROM article_tag WHERE article_id = :id
    ORDER BY array_position(ARRAY['relevance', 'scope', 'regency', 'pillar', 'mention'], kind), rank, id
"""
_MILESTONES = """
    SELECT kind, status, regency, event_on, sentence, span, score, programme, figures, correction_id FROM milestone
    WHERE article_id = :id ORDER BY id
"""
_SIBLINGS = """
    SELECT id, url, title, outlet, published_at FROM article WHERE story_id = :story AND id <> :id
    ORDER BY published_at NULLS LAST, id LIMIT :most
"""
_CARD_FACTS = """
    SELECT a.id, a.relevance,
        coalesce((SELECT jsonb_agg(jsonb_build_array(m.kind, m.status) ORDER BY m.id) FROM milestone m
            WHERE m.article_id = a.id), '[]') AS milestones,
        (SELECT count(*) FROM article b WHERE b.story_id = a.story_id AND b.id <> a.id) AS others
    FROM article a WHERE a.id = ANY(:ids)
"""
_WEEKS = """
    SELECT CAST(date_trunc('week', published_at AT TIME ZONE 'Asia/Jakarta') AS date) AS monday,
        count(*) AS articles, count(*) FILTER (WHERE is_relevant) AS relevant
    FROM article WHERE published_at IS NOT NULL GROUP BY 1 ORDER BY 1 DESC
"""
