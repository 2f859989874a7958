"""The rhythm learnt from a source's past."""

from __future__ import annotations

from datetime import date

import pytest

from models.holidays import Holiday, Holidays
from serving.health.days import DAY
from serving.health.pattern import learn_pattern

MONDAY = date(2026, 6, 22)
WEEKS = 8
DAYS = [MONDAY + DAY * number for number in range(7 * WEEKS)]
NEXT = [MONDAY + DAY * (7 * WEEKS + number) for number in range(7)]
NONE = Holidays()


def office(day: date) -> int:
    return 6 if day.weekday() < 5 else 0


def published(**changed: int) -> dict[date, int]:
    """Six articles a working day; `day5=40` changes the day of that number."""
    counts = {day: office(day) for day in DAYS}
    return counts | {DAYS[int(name.removeprefix("day"))]: count for name, count in changed.items()}


def test_a_weekday_leans_a_little_on_the_mean_of_all() -> None:
    pattern = learn_pattern(published(), DAYS, NONE, is_lower=True)
    mean = 6 * 5 / 7
    assert pattern.rates[0] == pytest.approx((6 * 8 + 2 * mean) / 10)
    assert pattern.rates[6] == pytest.approx(2 * mean / 10)
    assert pattern.expect(NEXT).mean == pytest.approx(30.0)
    assert pattern.articles == 240


def test_a_regular_source_is_granted_a_fifth_from_week_to_week() -> None:
    pattern = learn_pattern(published(), DAYS, NONE, is_lower=True)
    expected = pattern.expect(NEXT)
    assert pattern.daily == 0.0
    assert expected.variance == pytest.approx(30 + (0.04 + 1 / 241) * 900)


def test_uneven_days_and_uneven_weeks_widen_the_variance() -> None:
    even = learn_pattern(published(), DAYS, NONE, is_lower=False)
    days = learn_pattern({day: 12 * (number % 2) for number, day in enumerate(DAYS)}, DAYS, NONE, is_lower=False)
    weeks = learn_pattern({day: 12 * (number // 7 % 2) for number, day in enumerate(DAYS)}, DAYS, NONE, is_lower=False)
    assert days.daily > even.daily
    assert weeks.expect(NEXT).variance > days.expect(NEXT).variance


def test_a_flood_does_not_raise_what_is_asked_for_later() -> None:
    counts = published(day15=400)
    lower = learn_pattern(counts, DAYS, NONE, is_lower=True)
    assert lower.expect(NEXT).mean < 33
    assert learn_pattern(counts, DAYS, NONE, is_lower=False).expect(NEXT).mean > 70


def test_little_is_asked_of_a_holiday_and_much_is_allowed_on_it() -> None:
    holidays = Holidays(holidays=(Holiday(day=NEXT[2], name="Libur", kind="public"),))
    lower = learn_pattern(published(), DAYS, holidays, is_lower=True)
    upper = learn_pattern(published(), DAYS, holidays, is_lower=False)
    assert lower.expect([NEXT[2]]).mean == pytest.approx(0.25 * lower.rates[6])
    assert upper.expect([NEXT[2]]).mean == upper.rates[2]


def test_holidays_teach_nothing() -> None:
    week = [Holiday(day=DAYS[number], name="Libur", kind="public") for number in range(21, 26)]
    counts = published(day21=0, day22=0, day23=0, day24=0, day25=0)
    pattern = learn_pattern(counts, DAYS, Holidays(holidays=tuple(week)), is_lower=True)
    assert pattern.rates[0] == pytest.approx(learn_pattern(published(), DAYS, NONE, is_lower=True).rates[0], rel=0.02)


def test_no_day_gives_a_pattern_that_expects_nothing() -> None:
    empty = learn_pattern({}, [], NONE, is_lower=True).expect(NEXT)
    assert (empty.mean, empty.variance) == (0.0, 0.0)
