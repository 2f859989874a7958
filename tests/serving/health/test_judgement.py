"""Verdicts: a habit of sixteen weeks, and what happens to it. The last test is a year of simulated outlets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from random import Random

import pytest

from models.catalogue import Catalogue
from models.holidays import Holiday, Holidays
from models.sources import ArticlesPerWeek
from serving.health import BROKEN, Health, SourceDays, judge
from serving.health.days import DAY
from spiders.report import SourceReport

MONDAY = date(2026, 6, 22)
HABIT_DAYS = 16 * 7
LOOSE = ArticlesPerWeek(min=0, max=900)
NONE = Holidays()
PAPER = (9, 8, 9, 10, 9, 6, 5)
OFFICE = (3, 2, 4, 3, 3, 0, 0)
SPARSE = (1, 0, 0, 1, 0, 0, 0)

Brought = Callable[[int, date], int]


def live(week: tuple[int, ...], days: int, brought: Brought | None = None) -> SourceDays:
    """A habit with small changes from day to day, then `days` days on which `brought` says what came (0 = first)."""
    chance = Random(3)
    counts = {}
    for number in range(HABIT_DAYS + days):
        day = MONDAY + DAY * number
        usual = max(0, week[day.weekday()] + chance.choice((-1, 0, 0, 1)) * (week[day.weekday()] > 1))
        after = number - HABIT_DAYS
        counts[day] = usual if after < 0 or brought is None else brought(after, day)
    seen = {MONDAY + DAY * number for number in range(1, HABIT_DAYS + days + 1)}
    return SourceDays(counts, frozenset(seen))


def look(days: SourceDays, expected: ArticlesPerWeek = LOOSE, holidays: Holidays = NONE, state: str = "ok") -> Health:
    return judge(state, days, expected, holidays)


def first_night(week: tuple[int, ...], brought: Brought, wanted: str) -> int | None:
    """After how many days the wanted verdict is said first; any other alarm before it fails."""
    for days in range(1, 80):
        verdict = look(live(week, days, brought)).verdict
        if verdict == wanted:
            return days
        assert verdict == "as_expected", f"day {days}"
    return None


@pytest.mark.parametrize("week", [PAPER, OFFICE, SPARSE])
def test_a_source_that_goes_on_as_before_is_as_expected_every_night(week: tuple[int, ...]) -> None:
    found = [look(live(week, days)) for days in range(28)]
    assert {health.verdict for health in found} == {"as_expected"}
    assert found[0].usual == pytest.approx(sum(week), rel=0.15)
    assert found[0].reason.endswith("are usual on such days")


@pytest.mark.parametrize("state", sorted(BROKEN))
def test_a_broken_night_is_named_at_once_whatever_the_numbers_say(state: str) -> None:
    health = look(live(PAPER, 7), state=state)
    assert health.verdict == "broken"
    assert state.replace("_", " ") in health.reason


def test_every_state_of_a_crawl_that_saw_nothing_is_known_here() -> None:
    said = set((SourceReport.__doc__ or "").replace("\n", " ").partition("States: ")[2].partition(".")[0].split(", "))
    states = {state.strip() for state in said}
    assert states >= BROKEN
    assert {"ok", "nothing_new"} <= states - BROKEN


@pytest.mark.parametrize(("week", "soonest", "latest"), [(PAPER, 1, 3), (OFFICE, 2, 7), (SPARSE, 21, 60)])
def test_silence_is_named_the_sooner_the_busier_a_source_is(week: tuple[int, ...], soonest: int, latest: int) -> None:
    after = first_night(week, lambda *_: 0, "silent_too_long")
    assert after is not None
    assert soonest <= after <= latest


def test_an_office_that_rests_on_weekends_is_not_silent() -> None:
    verdicts = {look(live(OFFICE, days, lambda _, day: OFFICE[day.weekday()])).verdict for days in range(1, 15)}
    assert verdicts == {"as_expected"}


def test_a_long_holiday_is_no_alarm_and_the_same_silence_without_one_is() -> None:
    def closed(after: int, day: date) -> int:
        return 0 if after < 10 else OFFICE[day.weekday()]

    start = MONDAY + DAY * HABIT_DAYS
    days_off = tuple(Holiday(day=start + DAY * number, name="Cuti", kind="leave") for number in range(10))
    with_feast = {
        look(live(OFFICE, days, closed), holidays=Holidays(holidays=days_off)).verdict for days in range(1, 29)
    }
    without = {look(live(OFFICE, days, closed)).verdict for days in range(1, 29)}
    assert with_feast == {"as_expected"}
    assert "silent_too_long" in without


def test_a_source_silent_since_before_the_holiday_is_named_soon_after_it() -> None:
    start = MONDAY + DAY * HABIT_DAYS
    feast = Holidays(holidays=tuple(Holiday(day=start + DAY * n, name="Cuti", kind="leave") for n in range(10)))
    verdicts = [look(live(OFFICE, days, lambda *_: 0), holidays=feast).verdict for days in range(1, 20)]
    assert set(verdicts[:10]) == {"as_expected"}
    assert "silent_too_long" in verdicts


def test_most_of_a_source_missing_is_quiet() -> None:
    after = first_night(PAPER, lambda number, _: number % 2, "quiet")
    assert after is not None
    assert after <= 7
    health = look(live(PAPER, 7, lambda number, _: number % 2))
    assert health.reason.startswith("3 articles in 7 days, about 5")


def test_a_flood_is_above() -> None:
    health = look(live(OFFICE, 7, lambda *_: 40))
    assert (health.verdict, health.week) == ("above", 280)


def test_days_nobody_could_see_are_held_against_nobody() -> None:
    whole = live(PAPER, 14, lambda number, day: 0 if number < 12 else PAPER[day.weekday()])
    start = MONDAY + DAY * HABIT_DAYS
    away = frozenset(day for day in whole.seen_on if not start < day <= start + DAY * 14)
    found = look(SourceDays(whole.published, away))
    assert found.verdict == "as_expected"
    assert look(live(PAPER, 12, lambda *_: 0)).verdict == "silent_too_long"


def test_a_new_source_is_held_against_its_file() -> None:
    week = {MONDAY - DAY * number: 2 for number in range(1, 15)}
    new = SourceDays(week, frozenset({MONDAY}))
    assert look(new).reason == "14 articles in 7 days, its file expects 0 to 900"
    assert look(new, ArticlesPerWeek(min=15, max=90)).verdict == "quiet"
    assert look(new, ArticlesPerWeek(min=1, max=13)).verdict == "above"
    assert look(SourceDays({}, frozenset({MONDAY})), ArticlesPerWeek(min=1, max=9)).verdict == "silent_too_long"
    assert look(SourceDays({}, frozenset({MONDAY}))).verdict == "as_expected"


def test_a_file_asks_nothing_of_a_holiday() -> None:
    week = Holidays(holidays=tuple(Holiday(day=MONDAY - DAY * n, name="Cuti", kind="leave") for n in range(7, 0, -1)))
    found = look(SourceDays({}, frozenset({MONDAY})), ArticlesPerWeek(min=5, max=9), week)
    assert found.verdict == "as_expected"


def test_a_source_that_never_reaches_its_files_minimum_is_quiet_by_habit_too() -> None:
    health = look(live(OFFICE, 7), ArticlesPerWeek(min=60, max=90))
    assert health.verdict == "quiet"


def test_what_was_never_seen_whole_is_unknown() -> None:
    assert look(SourceDays({MONDAY: 3}, frozenset()), state="over_budget").verdict == "unknown"
    assert look(SourceDays({}, frozenset()), state="never").verdict == "unknown"


def test_a_simulated_half_year_of_twelve_outlets_has_at_most_one_false_alarm_in_a_hundred_weeks() -> None:
    from bench.health import count_false_alarms, simulate

    holidays = Catalogue("bangka_belitung").holidays
    years = simulate(seed=11, rates=(0.3, 1.0, 3.0, 8.0, 20.0, 50.0), days=180)  # Lebaran 2025 is in it
    weeks, alarms = count_false_alarms(years, holidays)
    assert weeks == 12 * 26
    assert sum(alarms.values()) <= weeks / 100


def test_simulated_breakages_are_named() -> None:
    from bench.health import BREAKAGES, FIRST_DAY, damage, judge_on, simulate

    holidays = Catalogue("bangka_belitung").holidays
    (office, paper) = simulate(seed=4, rates=(12.0,), days=180)
    start, named = FIRST_DAY + DAY * 120, {}
    for name, share in BREAKAGES.items():
        broken = damage(paper if name.startswith("four") else office, start, share, Random(1))
        state = "unreachable" if name == "host down" else None
        verdicts: Mapping[int, str] = {n: judge_on(broken, start + DAY * n, holidays, state) for n in range(1, 40)}
        named[name] = next(verdict for verdict in verdicts.values() if verdict != "as_expected")
    assert named["host down"] == "broken"
    assert named["feed frozen, answers as before"] == "silent_too_long"
    assert named["four of five sections lost"] == "quiet"
    assert named["flooded, five times as much"] == "above"
    assert named["fades, half as much every week"] in ("quiet", "silent_too_long")
