"""One clock: UTC inside, WIB (Asia/Jakarta) towards people, ISO weeks. No parsing of page dates here."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.errors import UsageError

WIB = ZoneInfo("Asia/Jakarta")
YEARS = range(1990, 3000)
"""Years news may be of; beyond them the arithmetic of weeks and zones ends somewhere."""
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})")


class Week(NamedTuple):
    """One ISO week as instants: `since` (Monday 00:00 WIB) up to but not including `until`."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"

    @property
    def monday(self) -> date:
        """First day of the week."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """Last day of the week."""
        return self.monday + timedelta(days=6)

    @property
    def since(self) -> datetime:
        """Monday 00:00 WIB, as UTC."""
        return start_of_day(self.monday)

    @property
    def until(self) -> datetime:
        """The next Monday 00:00 WIB, as UTC."""
        return end_of_day(self.sunday)

    def before(self) -> Week:
        """The week before this one."""
        return week_of(self.monday - timedelta(days=1))


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def end_of_day(day: date) -> datetime:
    """Midnight after `day` in WIB, as UTC: the first instant that no longer belongs to it."""
    return start_of_day(day + timedelta(days=1))


def start_of_day(day: date) -> datetime:
    """Midnight of `day` in WIB, as UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=WIB).astimezone(UTC)


def wib_date(instant: datetime) -> date:
    """The calendar day of an instant in Jakarta."""
    return instant.astimezone(WIB).date()


def week_of(day: date) -> Week:
    """The ISO week a day lies in."""
    iso = day.isocalendar()
    return Week(iso.year, iso.week)


def parse_week(text: str) -> Week:
    """`2026-W46` to a Week; UsageError for anything else or a week that does not exist."""
    match = _WEEK.fullmatch(text.strip())
    if not match:
        raise UsageError(f"week {text!r} is not of the form 2026-W46")
    week = Week(int(match[1]), int(match[2]))
    try:
        _check_year(week.monday)
    except ValueError as error:
        raise UsageError(f"week {text!r} does not exist: {error}") from error
    return week


def parse_day(text: str) -> date:
    """`2026-11-15` to a date; UsageError for anything else."""
    try:
        day = date.fromisoformat(text.strip())
        _check_year(day)
    except ValueError as error:
        raise UsageError(f"day {text!r} is not of the form 2026-11-15: {error}") from error
    return day


def _check_year(day: date) -> None:
    if day.year not in YEARS:
        raise ValueError(f"years go from {YEARS.start} to {YEARS.stop - 1}")
