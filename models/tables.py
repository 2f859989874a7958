"""The tables. A change here needs an Alembic revision under migrations/versions.

Only shapes of what is kept: no queries (`store.py`), no connections (`database.py`). Vectors live in one table
per embedding model, made by `store.py` when a model is first used, and so not listed here.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pgvector.sqlalchemy import SPARSEVEC
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

TERM_SPACE = 2**29
"""Stems are hashed into this many dimensions; pgvector's sparsevec holds up to 10^9."""

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def _instant(*, nullable: bool = False, index: bool = False) -> Any:
    return Field(
        default=None if nullable else ...,
        sa_type=DateTime(timezone=True),
        nullable=nullable,
        index=index,
    )


def _texts() -> Any:
    return Field(default_factory=list, sa_column=Column(ARRAY(Text), nullable=False, server_default="{}"))


def _belongs_to(target: str) -> Any:
    """A row that goes when the row it describes goes."""
    return Field(sa_column=Column(BigInteger, ForeignKey(target, ondelete="CASCADE"), nullable=False, index=True))


def _json() -> Any:
    return Field(default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default="{}"))


class Night(SQLModel, table=True):
    """One run of the harvest: when, how, how it ended."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    """`live` or `replay`."""
    started_at: datetime = _instant()
    ended_at: datetime | None = _instant(nullable=True)
    state: str = "running"
    """`running`, `done`, `failed`."""
    reason: str | None = None


class SourceNight(SQLModel, table=True):
    """How one source fared in one night: exactly one state with its reason."""

    __tablename__ = "source_night"
    __table_args__ = (UniqueConstraint("night_id", "source_id"),)

    id: int | None = Field(default=None, primary_key=True)
    night_id: int = Field(foreign_key="night.id", index=True)
    source_id: str = Field(index=True)
    state: str
    reason: str
    started_at: datetime = _instant()
    ended_at: datetime = _instant()
    channel: str | None = None
    """The spider of the channel that answered."""
    requests: int = 0
    discovered: int = 0
    known: int = 0
    fetched: int = 0
    failed: int = 0
    skipped: int = 0
    """Addresses not asked for: forbidden by robots.txt, over the cap, not a page."""


class Page(SQLModel, table=True):
    """One fetched page; its bytes are in the archive at (`warc_file`, `warc_offset`)."""

    __table_args__ = (UniqueConstraint("url", "fragment", "digest", postgresql_nulls_not_distinct=True),)

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    source_id: str = Field(index=True)
    key: str = Field(index=True)
    """The canonical address: one article, one key."""
    url: str
    part: int = 1
    kind: str
    fragment: str | None = None
    content_type: str
    fetched_at: datetime = _instant()
    warc_file: str
    warc_offset: int = Field(sa_type=BigInteger)
    digest: str
    """SHA-1 of the payload in base32, as WARC writes it."""
    hints: dict[str, Any] = _json()
    night_id: int | None = Field(default=None, foreign_key="night.id")


class Document(SQLModel, table=True):
    """What one page says. `state` is `read` or `refused` (with `reason`)."""

    page_id: int = Field(
        sa_column=Column(BigInteger, ForeignKey("page.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    )
    key: str = Field(index=True)
    state: str
    reason: str | None = None
    title: str = ""
    body: str = ""
    dateline: str | None = None
    published_at: datetime | None = _instant(nullable=True)
    published_basis: str = "none"
    is_date_inferred: bool = False
    modified_at: datetime | None = _instant(nullable=True)
    author: str | None = None
    editor: str | None = None
    section: str | None = None
    outlet: str | None = None
    language: str | None = None
    tags: list[str] = _texts()
    links: list[str] = _texts()
    parts: int = 1
    origins: dict[str, Any] = _json()
    warnings: list[str] = _texts()
    extract_version: int
    article_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True, index=True))
    """Set by `deduplicate`; null = not looked at since it was read."""


class Story(SQLModel, table=True):
    """Articles that tell the same event."""

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    title: str
    first_published_at: datetime | None = _instant(nullable=True)
    article_count: int = 1
    outlet_count: int = 1


class Article(SQLModel, table=True):
    """One article, whatever the addresses it came by. The tag columns repeat the `tag` rows for filtering."""

    __table_args__ = (
        Index("ix_article_regencies", "regencies", postgresql_using="gin"),
        Index("ix_article_pillars", "pillars", postgresql_using="gin"),
    )

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    key: str = Field(unique=True)
    source_id: str = Field(index=True)
    url: str
    aliases: list[str] = _texts()
    title: str
    body: str
    dateline: str | None = None
    section: str | None = None
    author: str | None = None
    editor: str | None = None
    outlet: str
    language: str | None = None
    rights: str
    published_at: datetime | None = _instant(nullable=True, index=True)
    published_basis: str = "none"
    is_date_inferred: bool = False
    modified_at: datetime | None = _instant(nullable=True)
    first_seen_at: datetime = _instant()
    content_hash: str = Field(index=True)
    story_id: int | None = Field(
        default=None, sa_column=Column(BigInteger, ForeignKey("story.id"), nullable=True, index=True)
    )
    is_relevant: bool = Field(default=False, index=True)
    relevance: str = "none"
    relevance_score: float = 0.0
    scope: str = "elsewhere"
    regencies: list[str] = _texts()
    pillars: list[str] = _texts()
    deduplicate_version: int = 0
    tag_version: int = Field(default=0, index=True)
    """0 = its text is new or changed since it was tagged."""
    embed_version: int = Field(default=0, index=True)
    """0 = its text is new or changed since it was cut into passages."""


class ArticleTag(SQLModel, table=True):
    """One tag of an article with its evidence: `spans` are {field, start, end, text} of the stored text."""

    __tablename__ = "article_tag"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    article_id: int = _belongs_to("article.id")
    kind: str
    value: str = Field(index=True)
    score: float = Field(sa_column=Column(Float, nullable=False))
    rank: int = 1
    rule: str
    spans: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSONB, nullable=False, server_default="[]")
    )


class Milestone(SQLModel, table=True):
    """A step of a programme as one article reports it; the ledger groups them by story."""

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    article_id: int = _belongs_to("article.id")
    kind: str = Field(index=True)
    status: str
    regency: str | None = Field(default=None, index=True)
    event_on: date | None = None
    sentence: str
    span: dict[str, Any] = _json()
    score: float = Field(default=1.0, sa_column=Column(Float, nullable=False))
    programme: str | None = None
    figures: dict[str, Any] = _json()


class Passage(SQLModel, table=True):
    """A stretch of an article as it is searched: BM25 weights here, its vector in the model's own table."""

    __table_args__ = (Index("ix_passage_terms", "terms", postgresql_using="gin"),)

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    article_id: int = _belongs_to("article.id")
    position: int
    text: str
    length: int
    """Number of stems, repeated ones counted."""
    terms: list[int] = Field(sa_column=Column(ARRAY(Integer), nullable=False))
    weights: Any = Field(sa_column=Column(SPARSEVEC(TERM_SPACE), nullable=False))


class Term(SQLModel, table=True):
    """In how many passages a stem occurs."""

    id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    passage_count: int


class CorpusStatistics(SQLModel, table=True):
    """One row: the numbers BM25 needs of the whole corpus, and the mean length the stored weights were made with."""

    __tablename__ = "corpus_statistics"

    id: int = Field(default=1, primary_key=True)
    passage_count: int = 0
    stem_count: int = Field(default=0, sa_type=BigInteger)
    mean_length: float = Field(default=0.0, sa_column=Column(Float, nullable=False))


class EmbeddingModel(SQLModel, table=True):
    """A model whose vectors are kept; exactly one is active."""

    __tablename__ = "embedding_model"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    fingerprint: str
    """Hash of the weights: the same name with other weights is another model."""
    dimensions: int
    vector_table: str = Field(unique=True)
    is_active: bool = False
    created_at: datetime = _instant()
