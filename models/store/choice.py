"""Which rows are to be done again: of which sources, from which day on. What is done with them is not known here."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple


class Choice(NamedTuple):
    """Sources by id (none named = every source) and an instant, the first that counts (None = from the beginning)."""

    sources: tuple[str, ...] = ()
    since: datetime | None = None

    def condition(self, instant: str, source: str = "source_id") -> str:
        """SQL that is true for chosen rows; `instant` and `source` are the columns (or terms) it looks at."""
        parts = [f"{source} = ANY(:sources)"] if self.sources else []
        parts += [f"{instant} >= :since"] if self.since else []
        return " AND ".join(parts) or "true"

    @property
    def values(self) -> dict[str, Any]:
        """The values of that SQL's parameters."""
        given = {"sources": list(self.sources), "since": self.since}
        return {name: value for name, value in given.items() if value}
