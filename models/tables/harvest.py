"""What a harvest leaves: nights, how each source fared in them, the pages fetched, what is asked for again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Float, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.tables.columns import instant, mapping


class Night(SQLModel, table=True):
    """One run of the harvest: when, how, how it ended."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    """`live` or `replay`."""
    started_at: datetime = instant()
    ended_at: datetime | None = instant(nullable=True)
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
    started_at: datetime = instant()
    ended_at: datetime = instant()
    channel: str | None = None
    """The spider of the channel that answered."""
    requests: int = 0
    discovered: int = 0
    known: int = 0
    fetched: int = 0
    failed: int = 0
    skipped: int = 0
    """Addresses not asked for: forbidden by robots.txt, over the cap, not a page."""
    unchanged: int = 0
    """Requests answered "not modified": nothing was sent again."""
    checked_by: str | None = None
    """The spider of a second channel that gave articles in the same night; the next three are of both, as far back as
    both reach."""
    only_first: int | None = None
    only_second: int | None = None
    missed_estimate: float | None = Field(default=None, sa_column=Column(Float))
    """How many articles neither of the two is likely to have shown."""


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
    fetched_at: datetime = instant()
    warc_file: str
    warc_offset: int = Field(sa_type=BigInteger)
    digest: str
    """SHA-1 of the payload in base32, as WARC writes it."""
    hints: dict[str, Any] = mapping()
    night_id: int | None = Field(default=None, foreign_key="night.id")


class Visited(SQLModel, table=True):
    """The last full answer to something that is asked for every night (feed, listing, robots.txt).

    It is asked for again under the condition that it changed; where it did not, the archive holds what it was.
    """

    url: str = Field(primary_key=True)
    source_id: str = Field(index=True)
    etag: str | None = None
    last_modified: str | None = None
    digest: str
    """SHA-1 of the body as received, in base32."""
    warc_file: str
    warc_offset: int = Field(sa_type=BigInteger)
    seen_at: datetime = instant()
