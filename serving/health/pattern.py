"""The rhythm of one source: how many articles a day of a kind usually has, and how far that varies.

For each weekday k, over the days watched that were neither holidays nor days around them,

    rate(k) = (S(k) + 2·m) / (n(k) + 2)

with S(k) articles on n(k) such days and m the mean of all of them: a weekday seen few times leans on the others.
The variance of a sum over days d, V = M + a·Σ rate(d)² + b·M² with M = Σ rate(d), has three sources: chance, days of
many articles (a), and weeks that differ (b). Both are estimated by moments on the source's own past:

    a = max(0, Σ((x − rate)² − rate) / Σ rate²)                                   over days
    b = max(0.04, Σ((X − M)² − M − a·Σ rate²) / Σ M²) + 1 / (S + 1)               over blocks of seven days

where 0.04 (a fifth more or less from week to week) is the least that outlets were given credit for, and the last term
is the uncertainty of the rate itself. In the lower pattern a day counts at most three times the median of its kind
(at least 3), so that one flood does not make ordinary days look quiet, and a holiday is expected to have a quarter of
the lower of its weekday's and Sunday's rate, for outlets differ most on these days. The upper pattern does neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from models.holidays import Holidays

SUNDAY = 6
HOLIDAY_SHARE = 0.25
_PRIOR_DAYS = 2.0
_LEAST_WEEKLY_VARIATION = 0.04
_FLOOD = 3.0
_BLOCK_DAYS = 7


@dataclass(frozen=True)
class Expected:
    """What some days should bring."""

    mean: float
    variance: float


@dataclass(frozen=True)
class Pattern:
    """Rates by weekday (Monday first) and the two kinds of variation; `articles` is what it was learnt from."""

    rates: tuple[float, ...]
    daily: float
    weekly: float
    articles: int
    holidays: Holidays
    is_lower: bool

    def expect(self, days: Sequence[date]) -> Expected:
        """Mean and variance of the number of articles on these days."""
        rates = [self._rate(day) for day in days]
        mean = sum(rates)
        weekly = self.weekly + 1 / (self.articles + 1)
        return Expected(mean, mean + self.daily * sum(rate**2 for rate in rates) + weekly * mean**2)

    def _rate(self, day: date) -> float:
        rate = self.rates[day.weekday()]
        if self.is_lower and self.holidays.is_low(day):
            return HOLIDAY_SHARE * min(rate, self.rates[SUNDAY])
        return rate


def learn_pattern(
    published: Mapping[date, int], days: Sequence[date], holidays: Holidays, *, is_lower: bool
) -> Pattern:
    """The pattern of these days (oldest first); holidays among them teach nothing. No day gives rates of 0."""
    ordinary = [day for day in days if not holidays.is_low(day)]
    counts = {day: float(published.get(day, 0)) for day in ordinary}
    if is_lower:
        counts = _without_floods(counts)
    rates = _learn_rates(counts)
    daily = _vary_daily(counts, rates)
    weekly = _vary_weekly(counts, rates, daily)
    return Pattern(rates, daily, weekly, round(sum(counts.values())), holidays, is_lower)


def _without_floods(counts: Mapping[date, float]) -> dict[date, float]:
    by_weekday: dict[int, list[float]] = {}
    for day, count in counts.items():
        by_weekday.setdefault(day.weekday(), []).append(count)
    most = {weekday: _FLOOD * max(median(seen), 1.0) for weekday, seen in by_weekday.items()}
    return {day: min(count, most[day.weekday()]) for day, count in counts.items()}


def _learn_rates(counts: Mapping[date, float]) -> tuple[float, ...]:
    mean = sum(counts.values()) / len(counts) if counts else 0.0
    sums, numbers = [0.0] * 7, [0] * 7
    for day, count in counts.items():
        sums[day.weekday()] += count
        numbers[day.weekday()] += 1
    return tuple(
        (total + _PRIOR_DAYS * mean) / (number + _PRIOR_DAYS) for total, number in zip(sums, numbers, strict=True)
    )


def _vary_daily(counts: Mapping[date, float], rates: Sequence[float]) -> float:
    squares = sum(rates[day.weekday()] ** 2 for day in counts)
    if not squares:
        return 0.0
    excess = sum((count - rates[day.weekday()]) ** 2 - rates[day.weekday()] for day, count in counts.items())
    return max(0.0, excess / squares)


def _vary_weekly(counts: Mapping[date, float], rates: Sequence[float], daily: float) -> float:
    days = sorted(counts)
    excess = squares = 0.0
    for start in range(len(days) % _BLOCK_DAYS, len(days), _BLOCK_DAYS):
        block = days[start : start + _BLOCK_DAYS]
        expected = [rates[day.weekday()] for day in block]
        mean = sum(expected)
        variance = mean + daily * sum(rate**2 for rate in expected)
        excess += (sum(counts[day] for day in block) - mean) ** 2 - variance
        squares += mean**2
    return max(_LEAST_WEEKLY_VARIATION, excess / squares) if squares else _LEAST_WEEKLY_VARIATION
