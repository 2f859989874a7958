"""What one source brought, day by day, and on which of these days it was watched. Days are calendar days of WIB.

A day counts only if a harvest that saw the source to its end could still find what was published on it: days of an
outage are neither held against the source nor taken for its habit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

DAY = timedelta(days=1)
REACH_DAYS = 3
"""So long after a day a harvest still finds its articles: later nights look that much back (`spiders.run.OVERLAP`)."""
FIRST_REACH_DAYS = 14
"""How far the first harvest of a source looks back (`spiders.run.FIRST_WINDOW`)."""


@dataclass(frozen=True)
class SourceDays:
    """`published`: articles by day of publication, days without any may be left out. `seen_on`: days on which a
    harvest began that saw the source to its end."""

    published: Mapping[date, int]
    seen_on: frozenset[date]

    @cached_property
    def last(self) -> date | None:
        """The newest whole day that was watched; None before the first complete harvest."""
        return max(self.seen_on) - DAY if self.seen_on else None

    def is_covered(self, day: date) -> bool:
        """Whether the articles of a day would be here."""
        return day in self._covered

    def count(self, days: Iterable[date]) -> int:
        """Articles of these days."""
        return sum(self.published.get(day, 0) for day in days)

    def covered_until(self, last: date, length: int) -> list[date]:
        """Those of the `length` days up to and including `last` that are covered, oldest first."""
        days = (last - DAY * back for back in range(length - 1, -1, -1))
        return [day for day in days if self.is_covered(day)]

    def last_published(self, until: date) -> date | None:
        """The newest day up to `until` with an article."""
        return max((day for day, count in self.published.items() if count and day <= until), default=None)

    @cached_property
    def _covered(self) -> frozenset[date]:
        if not self.seen_on:
            return frozenset()
        first = min(self.seen_on)
        later = {seen - DAY * back for seen in self.seen_on for back in range(1, REACH_DAYS + 1)}
        reach = self._find_reach(first)
        before = {first - DAY * back for back in range(1, FIRST_REACH_DAYS + 1) if first - DAY * back >= reach}
        return frozenset({day for day in later if day >= first} | before)

    def _find_reach(self, first: date) -> date:
        """First day the first harvest saw whole: a feed shows its newest entries only, the oldest day in part."""
        earliest = first - DAY * FIRST_REACH_DAYS
        shown = [day for day, count in self.published.items() if count and earliest <= day < first]
        oldest = min(shown, default=earliest)
        return oldest if oldest == earliest else oldest + DAY
