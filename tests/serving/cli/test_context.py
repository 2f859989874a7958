from datetime import UTC, datetime, timedelta

import pytest

from models.clock import now, parse_week, wib_date
from models.errors import UsageError
from serving.cli import context
from serving.cli.context import check_choice, last_full_week, parse_span


def test_a_week_and_its_days_are_the_same_span():
    week = parse_week("2026-W46")
    assert parse_span("2026-W46", None, None) == (week.since, week.until)
    assert parse_span(None, "2026-11-09", "2026-11-15") == (week.since, week.until)
    assert week.since == datetime(2026, 11, 8, 17, tzinfo=UTC), "Monday begins at 17:00 UTC in Jakarta"


def test_a_span_may_be_open_at_either_end_or_one_day_long():
    assert parse_span(None, None, None) == (None, None)
    assert parse_span(None, "2026-11-09", None)[1] is None
    since, until = parse_span(None, "2026-11-09", "2026-11-09")
    assert until - since == timedelta(days=1)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("2026-W46", "2026-11-09", None), "not both"),
        ((None, "2026-11-15", "2026-11-09"), "2026-11-15 is later than --until 2026-11-09"),
        (("2026-W54", None, None), "'2026-W54' does not exist"),
        ((None, None, "31-12-2026"), "'31-12-2026' is not of the form"),
    ],
)
def test_days_that_make_no_sense_are_named(options, said):
    with pytest.raises(UsageError, match=said):
        parse_span(*options)


def test_the_last_full_week_ended_before_today():
    week = last_full_week()
    assert week.sunday < wib_date(now()) <= week.sunday + timedelta(days=7)


def test_a_choice_is_checked_only_if_there_is_one():
    assert check_choice("bangka", "regency", ["bangka"]) == "bangka"
    assert check_choice(None, "regency", []) is None
    with pytest.raises(UsageError, match="unknown regency 'banka'; known: bangka, belitung"):
        check_choice("banka", "regency", ["bangka", "belitung"])


@pytest.mark.parametrize(
    ("variable", "value"), [("PANTAU_DELAY_SECONDS", "lambat"), ("PANTAU_MAX_REQUESTS_PER_SOURCE", "1.5")]
)
def test_a_wrong_variable_is_named_with_its_value(call_pantau, variable, value):
    done = call_pantau("sources", "list", **{variable: value})
    assert done.code == 2
    assert f"{variable}={value}: " in done.stderr


def test_an_unknown_province_is_named_with_those_there_are(call_pantau):
    done = call_pantau("sources", "list", PANTAU_PROVINCE="jawa_timur")
    assert done.code == 1
    assert "jawa_timur: no such province; there are: bangka_belitung" in done.stderr


def test_settings_and_engine_are_made_once_for_a_command(installation):
    with installation.entered():
        assert context.open_engine() is context.open_engine()
        assert context.load_settings().home == installation.home
        assert context.load_catalogue().province_id == "bangka_belitung"
