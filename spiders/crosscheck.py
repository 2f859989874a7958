"""What two channels of one source say about each other: what one has and the other lacks, what both are likely to lack.

Pure numbers: which channels are asked, and when, is `source_spider.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

LEAST_SHARED = 7
"""With so many in both, Chapman's estimator is practically without bias (Robson and Regier 1964, Transactions of the
American Fisheries Society 93: 215-226)."""


class Shown(NamedTuple):
    """What one channel showed: keys of articles in its order, newest first, and which of them were known before."""

    name: str
    keys: Mapping[str, bool]
    reaches_back: bool
    """Whether it showed everything of the window, so that what it lacks it has not."""
    subject: str | None = None
    """What it is narrowed to; None = nothing."""


@dataclass(frozen=True)
class CrossCheck:
    """Two channels compared. A count is None where the other channel is narrowed to a part of the site."""

    first: str
    second: str
    both: int
    only_first: int | None
    only_second: int | None

    @property
    def missed_estimate(self) -> float | None:
        """Articles neither showed, by Chapman's estimator; None where too little is known.

        Channels of one site fail together (an article that is not published properly is in none), so it is a lower
        bound.
        """
        if self.both < LEAST_SHARED or self.only_first is None or self.only_second is None:
            return None
        first, second = self.both + self.only_first, self.both + self.only_second
        seen = first + self.only_second
        return max(chapman(first, second, self.both) - seen, 0.0)

    def as_columns(self) -> dict[str, Any]:
        """The columns of a source's night."""
        return {
            "checked_by": self.second,
            "only_first": self.only_first,
            "only_second": self.only_second,
            "missed_estimate": self.missed_estimate,
        }

    @property
    def words(self) -> str:
        """A sentence for the operator."""
        if not self.both:
            return f"{self.second} and {self.first} have no article in common"
        counts = {f"only in {self.second}": self.only_second, f"only in {self.first}": self.only_first}
        said = [f"{count} {where}" for where, count in counts.items() if count is not None]
        if self.missed_estimate is not None:
            said.append(f"about {self.missed_estimate:.1f} missed by both")
        return f"checked by {self.second}: {', '.join(said) or f'{self.both} in both'}"


def chapman(first: int, second: int, both: int) -> float:
    """Size of a population of which one catch saw `first`, another `second`, and `both` were in either.

    (first + 1)(second + 1) / (both + 1) - 1: D. G. Chapman, Some properties of the hypergeometric distribution with
    applications to zoological sample censuses, University of California Publications in Statistics 1 (1951) 131-160.
    """
    return (first + 1) * (second + 1) / (both + 1) - 1


def compare(first: Shown, second: Shown) -> CrossCheck | None:
    """The two as far back as both reach; None where one showed nothing at all.

    An article only the second has counts if it is new: the first is asked every night, so what is known and not in it
    has grown too old for it.
    """
    if not first.keys or not second.keys:
        return None
    shared = first.keys.keys() & second.keys.keys()
    missing = _reach(second.keys, shared, first.reaches_back) - shared
    only_first = len(_reach(first.keys, shared, second.reaches_back) - shared)
    only_second = sum(not second.keys[key] for key in missing)
    return CrossCheck(
        first.name,
        second.name,
        both=len(shared),
        only_first=only_first if second.subject in (None, first.subject) else None,
        only_second=only_second if first.subject in (None, second.subject) else None,
    )


def _reach(keys: Mapping[str, bool], shared: Collection[str], is_whole: bool) -> set[str]:
    """The keys that the other channel could have shown: all of them, or those down to the oldest that it did show."""
    if is_whole:
        return set(keys)
    ordered = list(keys)
    last = max((number for number, key in enumerate(ordered) if key in shared), default=-1)
    return set(ordered[: last + 1])
