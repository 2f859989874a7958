"""What was read of the pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey
from sqlmodel import Field, SQLModel

from models.tables.columns import instant, mapping, texts


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
    published_at: datetime | None = instant(nullable=True)
    published_basis: str = "none"
    is_date_inferred: bool = False
    modified_at: datetime | None = instant(nullable=True)
    author: str | None = None
    editor: str | None = None
    section: str | None = None
    outlet: str | None = None
    language: str | None = None
    tags: list[str] = texts()
    links: list[str] = texts()
    parts: int = 1
    origins: dict[str, Any] = mapping()
    warnings: list[str] = texts()
    extract_version: int
    article_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True, index=True))
    """Set by `deduplicate`; null = not looked at since it was read."""
