"""What a harvest says when it is over: one report per source, one for the night."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from models.store.pages import SourceOutcome, SourceResult


@dataclass(frozen=True)
class SourceReport(SourceResult):
    """How one source fared: exactly one state with a sentence. discovered = known + fetched + failed + skipped.

    States: ok, nothing_new, unreachable, blocked, denied_by_robots, layout_changed, feed_broken, over_budget,
    crashed, busy. Counts are of articles, `requests` of everything asked for.
    """

    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The report as plain values, for another process."""
        return asdict(self)

    def as_outcome(self, ended_at: datetime) -> SourceOutcome:
        """The report as a row of the store."""
        values = asdict(self)
        started_at = ended_at - timedelta(seconds=values.pop("seconds"))
        return SourceOutcome(**values, started_at=started_at, ended_at=ended_at)


@dataclass(frozen=True)
class NightReport:
    """How a night went. `state` is `done` or `failed`; it fails as a whole only if every source crashed."""

    night_id: int
    kind: str
    started_at: datetime
    state: str
    reason: str | None
    sources: tuple[SourceReport, ...]
    seconds: float
    warnings: tuple[str, ...] = ()
    """Sentences for the operator: healed archive files, damaged places of a replayed archive."""

    @property
    def fetched(self) -> int:
        """Articles fetched from all sources."""
        return sum(source.fetched for source in self.sources)
