from datetime import UTC, date, datetime

import pytest

from models.clock import Week, end_of_day, parse_day, parse_week, start_of_day, week_of, wib_date
from models.errors import UsageError


def test_a_week_runs_from_monday_to_monday_in_jakarta():
    week = parse_week("2026-W46")
    assert (week.monday, week.sunday) == (date(2026, 11, 9), date(2026, 11, 15))
    assert week.since == datetime(2026, 11, 8, 17, tzinfo=UTC)
    assert week.until == datetime(2026, 11, 15, 17, tzinfo=UTC)


def test_a_late_evening_in_utc_is_the_next_day_in_jakarta():
    assert wib_date(datetime(2026, 11, 8, 17, tzinfo=UTC)) == date(2026, 11, 9)


def test_the_last_week_of_a_year_may_lie_in_the_next_calendar_year():
    assert str(week_of(date(2027, 1, 1))) == "2026-W53"
    assert week_of(date(2027, 1, 4)).before() == Week(2026, 53)


def test_a_day_ends_where_the_next_begins():
    assert end_of_day(date(2026, 12, 31)) == start_of_day(date(2027, 1, 1))


@pytest.mark.parametrize("text", ["2026", "46", "2026-W54", "2026-W00", "W46-2026", "2025-W53", "9999-W52", ""])
def test_refuses_what_is_no_week(text):
    with pytest.raises(UsageError, match=r"week"):
        parse_week(text)


@pytest.mark.parametrize("text", ["2026-11-31", "15-11-2026", "kemarin", "9999-12-31"])
def test_refuses_what_is_no_day(text):
    with pytest.raises(UsageError, match=r"day"):
        parse_day(text)
