from datetime import date

import pytest

from models.clock import now, parse_week, week_of, wib_date
from models.errors import UsageError
from serving.articles import WeekCount
from serving.web.periods import check_days, choose_week, week_after

KNOWN = [WeekCount(parse_week("2026-W47"), 3, 0), WeekCount(parse_week("2026-W46"), 9, 4)]


def test_the_newest_week_with_relevant_news_is_chosen():
    assert str(choose_week(None, KNOWN)) == "2026-W46"
    assert str(choose_week(None, KNOWN[:1])) == "2026-W47"
    assert choose_week(None, []) == week_of(wib_date(now()))


def test_a_week_asked_for_wins():
    assert str(choose_week("2020-W53", KNOWN)) == "2020-W53"


@pytest.mark.parametrize("asked", ["", "x", "2026-W54", "0001-W01", "9999-W01"])
def test_a_week_out_of_reach_is_refused(asked):
    with pytest.raises(UsageError):
        choose_week(asked, KNOWN)


def test_the_week_after_the_last_of_a_year():
    assert str(week_after(parse_week("2026-W53"))) == "2027-W01"


def test_days_are_checked_for_order_and_reach():
    check_days(None, None)
    check_days(date(2026, 1, 1), date(2026, 1, 1))
    with pytest.raises(UsageError, match="later"):
        check_days(date(2026, 1, 2), date(2026, 1, 1))
    with pytest.raises(UsageError, match="outside"):
        check_days(None, date.max)
