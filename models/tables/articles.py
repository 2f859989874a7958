"""What is kept and shown: articles, the stories they tell, what was said about them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from models.tables.columns import belongs_to, instant, mapping, texts


class Story(SQLModel, table=True):
    """Articles that tell the same event."""

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    title: str
    first_published_at: datetime | None = instant(nullable=True)
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
    aliases: list[str] = texts()
    title: str
    body: str
    dateline: str | None = None
    section: str | None = None
    author: str | None = None
    editor: str | None = None
    outlet: str
    language: str | None = None
    rights: str
    published_at: datetime | None = instant(nullable=True, index=True)
    published_basis: str = "none"
    is_date_inferred: bool = False
    modified_at: datetime | None = instant(nullable=True)
    first_seen_at: datetime = instant()
    content_hash: str = Field(index=True)
    story_id: int | None = Field(
        default=None, sa_column=Column(BigInteger, ForeignKey("story.id"), nullable=True, index=True)
    )
    is_relevant: bool = Field(default=False, index=True)
    relevance: str = "none"
    relevance_score: float = 0.0
    scope: str = "elsewhere"
    regencies: list[str] = texts()
    pillars: list[str] = texts()
    deduplicate_version: int = 0
    tag_version: int = Field(default=0, index=True)
    """0 = its text is new or changed since it was tagged."""
    embed_version: int = Field(default=0, index=True)
    """0 = its text is new or changed since it was cut into passages."""


class ArticleTag(SQLModel, table=True):
    """One tag of an article with its evidence: `spans` are {field, start, end, text} of the stored text."""

    __tablename__ = "article_tag"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    article_id: int = belongs_to("article.id")
    kind: str
    value: str = Field(index=True)
    score: float = Field(sa_column=Column(Float, nullable=False))
    rank: int = 1
    rule: str
    spans: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSONB, nullable=False, server_default="[]")
    )
    correction_id: int | None = Field(
        default=None, sa_column=Column(BigInteger, ForeignKey("correction.id"), nullable=True)
    )
    """Of the correction that set it; None where the machine did."""


class Milestone(SQLModel, table=True):
    """A step of a programme as one article reports it; the ledger groups them by story."""

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    article_id: int = belongs_to("article.id")
    kind: str = Field(index=True)
    status: str
    regency: str | None = Field(default=None, index=True)
    event_on: date | None = None
    sentence: str
    span: dict[str, Any] = mapping()
    score: float = Field(default=1.0, sa_column=Column(Float, nullable=False))
    programme: str | None = None
    figures: dict[str, Any] = mapping()
    correction_id: int | None = Field(
        default=None, sa_column=Column(BigInteger, ForeignKey("correction.id"), nullable=True)
    )
    """Of the correction that set it; None where the machine did."""


class ArticleQuote(SQLModel, table=True):
    """What somebody says in an article; `span` are the words, `named` those that name her, both of the stored text."""

    __tablename__ = "quote"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    article_id: int = belongs_to("article.id")
    speaker: str | None = None
    office: str | None = None
    institution: str | None = None
    regency: str | None = Field(default=None, index=True)
    """A slug, `province` or `elsewhere`; None where the text does not tell."""
    holder: str | None = None
    holder_office: str | None = None
    is_direct: bool
    rule: str
    span: dict[str, Any] = mapping()
    named: dict[str, Any] = mapping()
