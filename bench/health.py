"""Source health on simulated outlets: false alarms in an undamaged year, and how soon six kinds of breakage are named.

The outlets differ in volume (one article in five days to sixty a day), weekends (offices rest, papers hardly), weeks,
holidays, floods and slow trends; one night in fifty fails. Everything follows from the seed. A false alarm is any
verdict but `as_expected`, `unknown`, or `broken` in a night that did fail; a source-week counts once, however many of
its nights are wrong.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import exp
from pathlib import Path
from statistics import median

from models.catalogue import PROVINCES_DIR, Catalogue
from models.holidays import Holidays
from models.sources import ArticlesPerWeek
from serving.health import Verdict, judge
from serving.health.days import DAY, SourceDays

Share = Callable[[int], float]
"""What is left of a day's articles so many days after something broke."""

FIRST_DAY = date(2025, 1, 1)
DAYS = 365
MOST_DELAY = 90
RATES = (0.2, 0.3, 0.5, 0.7, 1.0, 1.4, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 18.0, 30.0, 60.0)
"""Articles a working day; each once as an office and once as a paper."""
WARM_UP_DAYS = 70
BREAKS_PER_OUTLET = 8
LEBARAN_EVE = date(2025, 3, 27)


@dataclass(frozen=True)
class Outlet:
    """A simulated source. Shares are of a working day's articles."""

    name: str
    rate: float
    saturday: float
    sunday: float
    holiday: float
    weekly: float
    """Relative variation from week to week (sigma of its logarithm)."""
    daily: float
    """Squared relative variation from day to day."""
    trend: float
    """Change over the year, as a logarithm."""


@dataclass
class Year:
    """What an outlet published and when it was seen."""

    outlet: Outlet
    published: dict[date, int] = field(default_factory=dict)
    seen_on: set[date] = field(default_factory=set)
    down_on: set[date] = field(default_factory=set)

    @property
    def expected(self) -> ArticlesPerWeek:
        """A file's expectation as an operator writes it: a quarter of a usual week to three of them."""
        week = self.outlet.rate * (5 + self.outlet.saturday + self.outlet.sunday)
        return ArticlesPerWeek(min=int(week / 4), max=int(3 * week) + 5)


def run(data: Path) -> None:
    """False alarms, and a table of delays. `data` is not used: everything is simulated."""
    del data
    started = time.monotonic()
    holidays = Catalogue("bangka_belitung", root=PROVINCES_DIR).holidays
    years = simulate(seed=1)
    weeks, alarms = count_false_alarms(years, holidays)
    share = 100 * sum(alarms.values()) / weeks
    print(f"false alarms: {sum(alarms.values())} in {weeks} source-weeks, {share:.2f} per 100; {dict(alarms)}")
    blind = sum(count_false_alarms(years, Holidays())[1].values())
    print(f"the same without the calendar of holidays: {100 * blind / weeks:.2f} per 100")
    print(f"{'breakage':<34}{'volume':<22}{'cases':>6}{'named':>7}{'median':>8}{'90 %':>6}  verdicts")
    for name, delays in measure_delays(years, holidays).items():
        for volume, found in delays.items():
            _print_delays(name, volume, found)
    print(f"simulated and judged in {time.monotonic() - started:.0f} s")


def simulate(seed: int, rates: Sequence[float] = RATES, days: int = DAYS) -> list[Year]:
    """A year (or so many days from its first) of an office and a paper for each rate."""
    holidays = Catalogue("bangka_belitung", root=PROVINCES_DIR).holidays
    chance = random.Random(seed)
    outlets = [make(rate, chance) for rate in rates for make in (_make_office, _make_paper)]
    return [_live(outlet, days, holidays, chance) for outlet in outlets]


def count_false_alarms(years: Sequence[Year], holidays: Holidays) -> tuple[int, Counter[str]]:
    """How many source-weeks there were, and how many had a wrong verdict, by the first such verdict."""
    weeks, alarms = 0, Counter[str]()
    for year in years:
        wrong: dict[int, str] = {}
        nights = sorted(year.seen_on | year.down_on)
        for night in nights:
            verdict = judge_on(year, night, holidays)
            is_true = verdict in ("as_expected", "unknown") or (verdict == "broken" and night in year.down_on)
            if not is_true:
                wrong.setdefault((night - nights[0]).days // 7, verdict)
        weeks += (nights[-1] - nights[0]).days // 7 + 1
        alarms.update(wrong.values())
    return weeks, alarms


def judge_on(year: Year, night: date, holidays: Holidays, state: str | None = None) -> Verdict:
    """The verdict in one night, knowing nothing of later ones."""
    seen = frozenset(day for day in year.seen_on if day <= night)
    known = {day: count for day, count in year.published.items() if day < night}
    state = state or ("unreachable" if night in year.down_on else "ok")
    return judge(state, SourceDays(known, seen), year.expected, holidays).verdict


def measure_delays(years: Sequence[Year], holidays: Holidays) -> dict[str, dict[str, list[tuple[int | None, str]]]]:
    """By breakage and volume: nights until a verdict names it (0: the first night; None: not within 90), and which."""
    chance = random.Random(2)
    found: dict[str, dict[str, list[tuple[int | None, str]]]] = {}
    for name, share in BREAKAGES.items():
        by_volume = found.setdefault(name, {})
        for year in years:
            days = [chance.randrange(WARM_UP_DAYS, DAYS - MOST_DELAY) for _ in range(BREAKS_PER_OUTLET)]
            starts = [LEBARAN_EVE] if "Lebaran" in name else [FIRST_DAY + DAY * day for day in days]
            delays = by_volume.setdefault(_name_volume(year.outlet), [])
            delays += [_delay(damage(year, start, share, chance), start, holidays, name == DOWN) for start in starts]
    return found


def damage(year: Year, start: date, share: Share, chance: random.Random) -> Year:
    """The year as it would be seen if something broke on this day; its nights go well from then on."""
    after = {day: count for day, count in year.published.items() if day >= start}
    left = {day: _thin(count, share((day - start).days), chance) for day, count in after.items()}
    nights = year.seen_on | {day for day in year.down_on if day > start}
    return replace(year, published=year.published | left, seen_on=nights, down_on=set())


def _thin(count: int, share: float, chance: random.Random) -> int:
    if share > 1:
        return round(count * share)
    return sum(chance.random() < share for _ in range(count))


def _delay(year: Year, start: date, holidays: Holidays, is_down: bool) -> tuple[int | None, str]:
    for nights in range(MOST_DELAY):
        night = start + DAY * (nights + 1)
        verdict = judge_on(year, night, holidays, "unreachable" if is_down else None)
        if verdict not in ("as_expected", "unknown"):
            return nights, verdict
    return None, ""


DOWN = "host down"
BREAKAGES: Mapping[str, Share] = {
    DOWN: lambda _: 0.0,
    "feed frozen, answers as before": lambda _: 0.0,
    "frozen on the eve of Lebaran": lambda _: 0.0,
    "four of five sections lost": lambda _: 0.2,
    "fades, half as much every week": lambda days: 0.5 ** (days / 7),
    "flooded, five times as much": lambda _: 5.0,
}


def _make_office(rate: float, chance: random.Random) -> Outlet:
    saturday, sunday = chance.uniform(0, 0.3), chance.uniform(0, 0.15)
    weekly, trend = chance.uniform(0.1, 0.35), chance.uniform(-0.4, 0.4)
    return Outlet(f"office {rate:g}", rate, saturday, sunday, 0.05, weekly, chance.uniform(0.1, 1.0), trend)


def _make_paper(rate: float, chance: random.Random) -> Outlet:
    saturday, sunday = chance.uniform(0.6, 1.0), chance.uniform(0.5, 1.0)
    weekly, trend = chance.uniform(0.05, 0.25), chance.uniform(-0.4, 0.4)
    return Outlet(
        f"paper {rate:g}", rate, saturday, sunday, chance.uniform(0.3, 0.9), weekly, chance.uniform(0, 0.4), trend
    )


def _live(outlet: Outlet, days: int, holidays: Holidays, chance: random.Random) -> Year:
    """One year: 14 days before the first night, then a night a day of which one in fifty fails."""
    year, mood, flood = Year(outlet), 0.0, 1.0
    for number in range(-14, days):
        day = FIRST_DAY + DAY * number
        if day.weekday() == 0:
            mood = 0.5 * mood + chance.gauss(0, outlet.weekly * 0.87)
            flood = chance.uniform(1.5, 2.5) if chance.random() < 0.03 else 1.0
        trend = outlet.trend * number / DAYS
        rate = outlet.rate * _share(outlet, day, holidays) * exp(mood + trend) * flood
        year.published[day] = _draw(rate, outlet.daily, chance)
        if number > 0:
            (year.down_on if chance.random() < 0.02 else year.seen_on).add(day)
    return year


def _share(outlet: Outlet, day: date, holidays: Holidays) -> float:
    weekend = {5: outlet.saturday, 6: outlet.sunday}.get(day.weekday(), 1.0)
    return min(weekend, outlet.holiday) if holidays.is_low(day) else weekend


def _draw(rate: float, daily: float, chance: random.Random) -> int:
    """A count with this mean and the variance rate + daily · rate²."""
    if daily > 0 and rate > 0:
        rate = chance.gammavariate(1 / daily, rate * daily)
    return sum(1 for _ in _arrivals(rate, chance))


def _arrivals(rate: float, chance: random.Random) -> Iterator[float]:
    at = chance.expovariate(1)
    while at < rate:
        yield at
        at += chance.expovariate(1)


def _name_volume(outlet: Outlet) -> str:
    if outlet.rate >= 6:
        return "6 to 60 a day"
    return "1 to 4 a day" if outlet.rate >= 1 else "1 to 4 a week"


def _print_delays(name: str, volume: str, found: Sequence[tuple[int | None, str]]) -> None:
    delays = sorted(delay for delay, _ in found if delay is not None)
    shown = [median(delays), delays[int(0.9 * (len(delays) - 1))]] if delays else ["-", "-"]
    verdicts = Counter(verdict for _, verdict in found if verdict)
    named = f"{100 * len(delays) / len(found):.0f} %"
    print(f"{name:<34}{volume:<22}{len(found):>6}{named:>7}{shown[0]:>8}{shown[1]:>6}  {dict(verdicts)}")
