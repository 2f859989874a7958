"""Which week or days are meant. The calendar itself is `models/clock.py`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from models.clock import Week, now, parse_week, week_of, wib_date
from models.errors import UsageError
from serving.articles import WeekCount

FIRST_DAY = date(1990, 1, 1)
LAST_DAY = date(2999, 12, 31)
"""Days outside are slips of the keyboard, and near the ends of the calendar no time zone can be applied."""


def choose_week(asked: str | None, known: Sequence[WeekCount]) -> Week:
    """The week asked for; else the newest with relevant news, with any news, or the one under way.

    UsageError for a week that does not exist or lies outside FIRST_DAY to LAST_DAY.
    """
    if asked is not None:
        week = parse_week(asked)
        if not FIRST_DAY.year < week.year < LAST_DAY.year:
            raise UsageError(f"week {week} lies outside {FIRST_DAY} to {LAST_DAY}")
        return week
    relevant = [found.week for found in known if found.relevant]
    return (relevant or [found.week for found in known] or [week_of(wib_date(now()))])[0]


def week_after(week: Week) -> Week:
    """The week after this one."""
    return week_of(week.sunday + timedelta(days=1))


def check_days(since: date | None, until: date | None) -> None:
    """UsageError for days outside FIRST_DAY to LAST_DAY or in the wrong order."""
    for day in (since, until):
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise UsageError(f"day {day} lies outside {FIRST_DAY} to {LAST_DAY}")
    if since and until and since > until:
        raise UsageError(f"since {since} is later than until {until}")
