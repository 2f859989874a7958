"""What is asked for: words, filters, mode. Filters become SQL conditions here, values always as parameters."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from models.clock import end_of_day, start_of_day

Mode = Literal["hybrid", "keyword", "semantic"]


@dataclass(frozen=True)
class Filters:
    """Only articles that meet all of these; `since` and `until` are days in WIB, both included."""

    regency: str | None = None
    pillar: str | None = None
    source: str | None = None
    milestone: str | None = None
    since: date | None = None
    until: date | None = None

    def conditions(self) -> tuple[str, dict[str, Any]]:
        """A SQL condition over `article AS a` ("true" when nothing is filtered) and its parameters."""
        known = {
            "regency": ("a.regencies @> ARRAY[CAST(:regency AS text)]", self.regency),
            "pillar": ("a.pillars @> ARRAY[CAST(:pillar AS text)]", self.pillar),
            "source": ("a.source_id = :source", self.source),
            "milestone": (
                "EXISTS (SELECT 1 FROM milestone m WHERE m.article_id = a.id AND m.kind = :milestone)",
                self.milestone,
            ),
            "since": ("a.published_at >= :since", start_of_day(self.since) if self.since else None),
            "until": ("a.published_at < :until", end_of_day(self.until) if self.until else None),
        }
        used = {name: value for name, (_, value) in known.items() if value is not None}
        return " AND ".join(known[name][0] for name in used) or "true", used

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
