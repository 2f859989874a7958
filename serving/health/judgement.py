"""The one verdict on a source: the state of its last night, then what it published against its habit and its file.

- `broken`: the last night ended unreachable, blocked, denied, changed, broken or crashed; said on the first such night.
- `silent_too_long`: no article for a stretch of days on which P(none) is at most SILENT by its own pattern, or by a
  source that brings just the `min` of its file. The stretch is as long as the silence, so that a busy outlet is named
  after a day or two and one with an article a week after two months.
- `quiet`: so few articles in the last 7 or 28 days that P(so few) is at most FEW, by the same two measures.
- `above`: so many in the last 7 days that P(so many) is at most MANY by its pattern, or FEW by the `max` of its file.
- `as_expected`: none of these. `unknown`: never harvested, or never to its end.

Own pattern: `pattern.py`, learnt from the 8 weeks before the days judged (24 weeks where these hold under 30 articles),
never from the days judged. Until 28 days are behind a source its file is all there is and is taken at its word: fewer
than `min`, or more than `max`, in the last 7 days. In either use of `min` a Saturday or Sunday weighs half a working
day and a holiday nothing, so that nothing is asked for on days on which many outlets rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.holidays import SATURDAY, Holidays
from models.sources import ArticlesPerWeek
from serving.health.days import DAY, SourceDays
from serving.health.pattern import Expected, Pattern, learn_pattern
from serving.health.tails import lower_tail, upper_tail

Verdict = Literal["as_expected", "quiet", "silent_too_long", "above", "broken", "unknown"]

BROKEN = frozenset({"unreachable", "blocked", "denied_by_robots", "layout_changed", "feed_broken", "crashed"})
"""States of a night in which nothing of a source was seen."""
QUIET: frozenset[Verdict] = frozenset({"quiet", "silent_too_long"})
"""Verdicts on a source that answers and brings too little."""
SILENT = 1e-4
FEW = 5e-4
MANY = 1e-5
WEEK_DAYS = 7
MONTH_DAYS = 28
_WINDOWS = (WEEK_DAYS, MONTH_DAYS)
_LEARNT_DAYS, _LEARNT_DAYS_OF_SPARSE = 56, 168
_SPARSE_ARTICLES = 30
_WEEKEND_WEIGHT = 0.5
_WEIGHT_OF_A_WEEK = 5 + 2 * _WEEKEND_WEIGHT
_VARIATION_OF_FILES = 0.1
"""Square of the relative variation from week to week that is granted to what a file expects."""


@dataclass(frozen=True)
class Health:
    """Verdict and sentence. `week`: articles of the seven days up to `until`; `usual`: what these days usually bring,
    None where too little is known."""

    verdict: Verdict
    reason: str
    until: date | None = None
    week: int = 0
    usual: float | None = None


def judge(state: str, days: SourceDays, expected: ArticlesPerWeek, holidays: Holidays) -> Health:
    """How a source fares, from the state of its last night, its days and its file; see the module's own text."""
    if state in BROKEN:
        return Health("broken", f"its last night ended {state.replace('_', ' ')}", days.last)
    if days.last is None:
        return Health("unknown", "was not yet seen to its end")
    case = _Case(days, days.last, expected, holidays)
    verdict, words = next(case.complaints(), ("as_expected", case.describe()))
    return Health(verdict, words, days.last, case.week, case.usual)


class _Case:
    """One source on one day. Complaints come in order of their weight."""

    def __init__(self, days: SourceDays, last: date, expected: ArticlesPerWeek, holidays: Holidays) -> None:
        self._days, self._last, self._file, self._holidays = days, last, expected, holidays
        self._week = days.covered_until(last, WEEK_DAYS)
        self.week = days.count(self._week)
        self._habit = self._learn(self._last - DAY * WEEK_DAYS, is_lower=False)
        self.usual = round(self._habit.expect(self._week).mean, 1) if self._habit else None

    def complaints(self) -> Iterator[tuple[Verdict, str]]:
        """What is wrong, the gravest first."""
        if self._habit is None:
            yield from self._compare_with_file()
            return
        yield from self._find_silence()
        yield from self._find_quiet()
        yield from self._find_flood(self._habit)

    def describe(self) -> str:
        """The week in a sentence."""
        beside = f"its file expects {self._file.min} to {self._file.max}" if self.usual is None else self._say_usual()
        return f"{_articles(self.week)} in {len(self._week)} days, {beside}"

    def _compare_with_file(self) -> Iterator[tuple[Verdict, str]]:
        if self.week < int(self._least(self._week)):
            yield ("quiet" if self.week else "silent_too_long"), self.describe()
        if self.week > self._file.max:
            yield "above", self.describe()

    def _find_silence(self) -> Iterator[tuple[Verdict, str]]:
        since = self._days.last_published(self._last)
        if since == self._last:
            return
        start = since or self._last - DAY * _LEARNT_DAYS_OF_SPARSE
        silence = self._days.covered_until(self._last, (self._last - start).days)
        habit = self._learn(start, is_lower=True)
        own = habit.expect(silence) if habit else None
        if self._is_improbable(0, silence, own, SILENT):
            words = f"no article since {since}" if since else "no article"
            yield "silent_too_long", f"{words}, {len(silence)} days watched{_say_missing(own)}"

    def _find_quiet(self) -> Iterator[tuple[Verdict, str]]:
        for length in _WINDOWS:
            days = self._days.covered_until(self._last, length)
            habit = self._learn(self._last - DAY * length, is_lower=True)
            own = habit.expect(days) if habit else None
            count = self._days.count(days)
            if self._is_improbable(count, days, own, FEW):
                yield "quiet", f"{_articles(count)} in {len(days)} days{_say_missing(own)}"

    def _find_flood(self, habit: Pattern) -> Iterator[tuple[Verdict, str]]:
        own = habit.expect(self._week)
        limit = _vary(float(self._file.max))
        if upper_tail(self.week, own.mean, own.variance) <= MANY:
            yield "above", self.describe()
        elif self.week > self._file.max and upper_tail(self.week, limit.mean, limit.variance) <= FEW:
            yield (
                "above",
                f"{_articles(self.week)} in {len(self._week)} days, its file expects {self._file.max} at most",
            )

    def _is_improbable(self, count: int, days: Sequence[date], own: Expected | None, limit: float) -> bool:
        """Whether so few articles on these days are no chance, by the source's habit or by its file."""
        asked = _vary(self._least(days))
        return any(lower_tail(count, each.mean, each.variance) <= limit for each in (own, asked) if each)

    def _least(self, days: Sequence[date]) -> float:
        """What the file's `min` asks of these days."""
        weights = (0.0 if self._holidays.is_low(day) else _weigh(day) for day in days)
        return self._file.min * sum(weights) / _WEIGHT_OF_A_WEEK

    def _learn(self, until: date, *, is_lower: bool) -> Pattern | None:
        """The pattern of the weeks up to and including `until`; None where too few days were watched."""
        days = self._days.covered_until(until, _LEARNT_DAYS)
        if self._days.count(days) < _SPARSE_ARTICLES:
            days = self._days.covered_until(until, _LEARNT_DAYS_OF_SPARSE)
        if len(days) < MONTH_DAYS:
            return None
        return learn_pattern(self._days.published, days, self._holidays, is_lower=is_lower)

    def _say_usual(self) -> str:
        return f"about {self.usual:g} are usual on such days"


def _weigh(day: date) -> float:
    return _WEEKEND_WEIGHT if day.weekday() >= SATURDAY else 1.0


def _vary(mean: float) -> Expected:
    return Expected(mean, mean + _VARIATION_OF_FILES * mean**2)


def _say_missing(own: Expected | None) -> str:
    return f", about {own.mean:.3g} were usual on such days" if own else ", fewer than its file expects"


def _articles(count: int) -> str:
    return f"{count} article{'' if count == 1 else 's'}"
