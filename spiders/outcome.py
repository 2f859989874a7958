"""How a source fared: what was counted, and the one state with its sentence that follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from spiders.crosscheck import CrossCheck
from spiders.trouble import Trouble

_WORST_FIRST = ("blocked", "denied_by_robots", "layout_changed", "feed_broken", "unreachable", "over_budget")
"""What a source is said to suffer from where its channels failed in different ways."""
_TIMED_OUT = "closespider_timeout"
_FEW = 2
"""So many new articles may fail without the source being called broken: a deleted story stays in feeds for days."""


@dataclass
class Tally:
    """Counts of one source in one crawl. discovered = known + fetched + failed + skipped once it has ended."""

    requests: int = 0
    discovered: int = 0
    known: int = 0
    fetched: int = 0
    failed: int = 0
    skipped: int = 0
    unchanged: int = 0
    """Requests answered "not modified"."""
    stopped: Trouble | None = None
    """Why the outlet is left alone for the rest of the night."""
    failures: Counter[Trouble] = field(default_factory=Counter)
    """What went wrong with articles, failed and skipped ones."""

    def fail(self, trouble: Trouble) -> None:
        """Count an article that could not be fetched."""
        self.failed += 1
        self.failures[trouble] += 1

    def skip(self, trouble: Trouble) -> None:
        """Count an address that was not asked for, or is no article after all."""
        self.skipped += 1
        self.failures[trouble] += 1

    def count(self, state: str) -> int:
        """How many articles went wrong in a way that means this state."""
        return sum(number for trouble, number in self.failures.items() if trouble.state == state)


@dataclass
class ChannelRecord:
    """What became of one channel. `trouble` is the first thing that went wrong with it, if anything did."""

    name: str
    trouble: Trouble | None = None
    answers: int = 0
    """Answers that were what the channel should give."""
    seen: int = 0
    leads: int = 0
    unchanged: int = 0
    """Answers that were the same as in an earlier night."""

    @property
    def is_unchanged(self) -> bool:
        """Whether it gave nothing but what it had given before."""
        return 0 < self.answers == self.unchanged

    @property
    def has_answered(self) -> bool:
        """Whether it gave articles, or a valid answer with nothing in it."""
        return self.answers > 0 and (self.leads > 0 or self.seen == 0)


class Outcome(NamedTuple):
    """State and sentence of a source; `channel` names the one that gave its articles."""

    state: str
    reason: str
    channel: str | None


def make_outcome(
    tally: Tally,
    channels: Sequence[ChannelRecord],
    close_reason: str,
    error: str | None,
    check: CrossCheck | None = None,
) -> Outcome:
    """The one state a crawl of a source ends in. `error`: the mistake in our code that stopped it, if any."""
    outcome = _make_outcome(tally, channels, close_reason, error)
    return outcome._replace(reason=f"{outcome.reason}; {check.words}") if check else outcome


def _make_outcome(tally: Tally, channels: Sequence[ChannelRecord], close_reason: str, error: str | None) -> Outcome:
    answered = next((channel for channel in channels if channel.has_answered), None)
    name = answered.name if answered else None
    if error:
        return Outcome("crashed", f"the spider failed: {error}", name)
    if tally.stopped:
        return Outcome(tally.stopped.state, f"{tally.stopped.words}; {_say_counts(tally)}", name)
    left = tally.count("over_budget")
    if close_reason == _TIMED_OUT:
        return Outcome("over_budget", f"the time was up; {_say_counts(tally)}", name)
    if left or any(channel.trouble and channel.trouble.state == "over_budget" for channel in channels):
        return Outcome("over_budget", f"{tally.requests} requests were not enough; {_say_counts(tally)}", name)
    if answered is None:
        return _make_failure(channels)
    return _make_success(tally, answered.name, channels)


def _make_success(tally: Tally, name: str, channels: Sequence[ChannelRecord]) -> Outcome:
    notes = [f"{channel.name} {channel.trouble.words}" for channel in channels if channel.trouble]
    notes += [f"{channel.name} has not changed" for channel in channels if channel.is_unchanged]
    note = f" ({', '.join(notes)})" if notes else ""
    if tally.fetched:
        return Outcome("ok", f"{name}: {_say_counts(tally)}{note}", name)
    broken = _find_broken_articles(tally)
    if broken:
        return Outcome(broken.state, f"none of the new articles could be had: {_say_failures(tally)}", name)
    return Outcome("nothing_new", f"{name}: {_say_counts(tally)}{note}", name)


def _find_broken_articles(tally: Tally) -> Trouble | None:
    """The trouble that kept all new articles away, where it was more than bad luck with one or two."""
    lost = {trouble: n for trouble, n in tally.failures.items() if trouble.state not in ("skipped", "over_budget")}
    if not lost or (sum(lost.values()) <= _FEW and tally.known):
        return None
    trouble = max(lost, key=lambda found: lost[found])
    return Trouble("unreachable", trouble.words) if trouble.state == "feed_broken" else trouble


def _make_failure(channels: Sequence[ChannelRecord]) -> Outcome:
    troubles = [(channel.name, channel.trouble or _name_emptiness(channel)) for channel in channels]
    if not troubles:
        return Outcome("crashed", "no channel was asked", None)
    state = min((trouble.state for _, trouble in troubles), key=_WORST_FIRST.index)
    return Outcome(state, "; ".join(f"{name} {trouble.words}" for name, trouble in troubles), None)


def _name_emptiness(channel: ChannelRecord) -> Trouble:
    if channel.answers:
        return Trouble("layout_changed", f"gave {channel.seen} addresses and none of them looks like an article")
    return Trouble("feed_broken", "gave no answer")


def _say_counts(tally: Tally) -> str:
    parts = [f"{tally.fetched} new", f"{tally.known} known"]
    if tally.failures:
        parts.append(f"not had: {_say_failures(tally)}")
    return ", ".join(parts)


def _say_failures(tally: Tally) -> str:
    counts: Counter[str] = Counter()
    for trouble, number in tally.failures.items():
        counts[trouble.words] += number
    return ", ".join(f"{number} x {words}" for words, number in counts.most_common(3))
