"""The parts of a Brief that say what could be seen: outlets that delivered, sources that did not. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class OutletRow:
    """One outlet of the week or of the week before."""

    name: str
    owner: str | None
    """press, government, community; None for an outlet in no catalogue."""
    read: int
    relevant: int
    read_before: int
    relevant_before: int


@dataclass(frozen=True)
class Unseen:
    """Sources that could not be seen in the last night and share a state; the tuples run side by side."""

    state: str
    names: tuple[str, ...]
    reasons: tuple[str, ...]
    """The system's own words, for the operator."""
    last_seen_on: tuple[date | None, ...]


@dataclass(frozen=True)
class Patchy:
    """A source seen in the last night, but not in every night of the week."""

    name: str
    nights_seen: int
    nights: int


@dataclass(frozen=True)
class Coverage:
    """What could be seen at all. `data_at` is the newest fetched page, `night_at` the end of the last night."""

    sources: int
    unseen: tuple[Unseen, ...]
    partial: tuple[str, ...]
    """Sources of which only a part was fetched in the last night."""
    patchy: tuple[Patchy, ...]
    quiet: tuple[str, ...]
    """Seen, and yet fewer articles than they usually bring."""
    data_at: datetime | None
    night_at: datetime | None
    is_complete: bool
    """The last night ended after the week did."""
    silent: tuple[str, ...] = ()
    """Seen, and without any article for longer than is usual."""

    @property
    def unseen_count(self) -> int:
        """How many sources were not seen."""
        return sum(len(group.names) for group in self.unseen)

    def count(self, state: str) -> int:
        """How many of them are in one state."""
        return sum(len(group.names) for group in self.unseen if group.state == state)
