"""What is asked for: words, filters, mode. Filters become SQL conditions here, values always as parameters."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from models.clock import end_of_day, start_of_day

Mode = Literal["hybrid", "keyword", "semantic"]
Order = Literal["relevance", "date"]
Unit = Literal["article", "story"]
LARGEST_ID = 2**63 - 1
"""PostgreSQL's bigint ends there."""
SEPARATOR = ","
PROVINCE = "province"
"""Stands for a regency: news of the province as its own scope."""


@dataclass(frozen=True)
class Filters:
    """Only articles that meet all of these; `since` and `until` are days in WIB, both included.

    A text may name several values with commas between; any of them will do.
    """

    regency: str | None = None
    pillar: str | None = None
    source: str | None = None
    milestone: str | None = None
    since: date | None = None
    until: date | None = None
    story: int | None = None

    def conditions(self, prefix: str = "") -> tuple[str, dict[str, Any]]:
        """A SQL condition over `article AS a` ("true" when nothing is filtered) and its parameters, whose names begin
        with `prefix`."""
        known = {
            "regency": (_in_places(self.regency), _values(self.regency)),
            "pillar": ("a.pillars && CAST(:{} AS text[])", _values(self.pillar)),
            "source": ("a.source_id = ANY(:{})", _values(self.source)),
            "milestone": (
                "EXISTS (SELECT 1 FROM milestone m WHERE m.article_id = a.id AND m.kind = ANY(:{}))",
                _values(self.milestone),
            ),
            "since": ("a.published_at >= :{}", start_of_day(self.since) if self.since else None),
            "until": ("a.published_at < :{}", end_of_day(self.until) if self.until else None),
            "story": ("a.story_id = :{}", self.story),
        }
        used = {name: value for name, (_, value) in known.items() if value is not None}
        written = [known[name][0].format(prefix + name) for name in used]
        return " AND ".join(written) or "true", {prefix + name: value for name, value in used.items()}

    def named(self) -> dict[str, str]:
        """The filters in use, as shown to people."""
        return {name: str(value) for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True)
class SearchRequest:
    """One search; an empty query lists what the filters let through, newest first."""

    query: str
    filters: Filters = field(default_factory=Filters)
    mode: Mode = "hybrid"
    limit: int = 10
    offset: int = 0
    """How many of the best to leave out."""
    order: Order = "relevance"
    by: Unit = "article"
    """`story`: the best article of each story, with the others folded under it."""
    is_literal: bool = False
    """True: the words as they are; no glossary, no places, no days, no corrected spelling."""
    prefers_recent: bool = True
    has_facets: bool = False
    like: int | None = None
    """Id of an article whose like is asked for; then the query is only shown."""
    today: date | None = None
    """What "minggu lalu" counts from; unset = the day it is in Jakarta."""

    def __post_init__(self) -> None:
        """Halves of characters and zero bytes, which neither JSON nor PostgreSQL takes, become replacement marks."""
        clean = self.query.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")
        object.__setattr__(self, "query", clean)


def _in_places(text: str | None) -> str:
    condition = "a.regencies && CAST(:{0} AS text[])"
    return f"({condition} OR a.scope = '{PROVINCE}')" if PROVINCE in (_values(text) or ()) else condition


def _values(text: str | None) -> list[str] | None:
    return None if text is None else text.split(SEPARATOR)
