from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from models.clock import WIB
from pipelines.date_forms import find_dates
from pipelines.moments import Moment, moment_of, nearest_past, parse_moment, start_of

FETCHED_AT = datetime(2026, 11, 15, 13, 0, tzinfo=UTC)

ROWS = yaml.safe_load((Path(__file__).parents[1] / "fixtures" / "dates.yml").read_text(encoding="utf-8"))
LINES = [row for row in ROWS if "place" not in row]


def said(moment: Moment | None) -> tuple[str | None, list[str]]:
    """A moment as the table writes it: in WIB, without a time nobody said, and what is odd."""
    if moment is None:
        return None, []
    at = moment.at.astimezone(WIB)
    shown = f"{at:%Y-%m-%d %H:%M:%S}".removesuffix(":00") if moment.has_time else f"{at:%Y-%m-%d}"
    odd = {"guessed": moment.is_year_guessed, "relative": moment.is_relative, "wrong": moment.wrong_weekday is not None}
    return shown, [name for name, is_so in odd.items() if is_so]


@pytest.mark.parametrize("row", LINES, ids=[row["text"] for row in LINES])
def test_reads_a_date_as_it_is_meant(row: dict[str, Any]) -> None:
    assert said(parse_moment(row["text"], FETCHED_AT)) == (row["at"], row.get("is", []))


def test_the_table_has_every_observed_form() -> None:
    assert len(ROWS) >= 120
    assert len({row["text"] for row in ROWS}) == len(ROWS)


def test_a_relative_time_is_found_inside_a_line() -> None:
    moment = parse_moment("Diposting 3 jam yang lalu oleh Ana", FETCHED_AT)
    assert moment is not None
    assert moment.at == FETCHED_AT - timedelta(hours=3)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-11-05T00:00:00+07:00", "2026-11-04T17:00:00"),
        ("5 Nov 2026 25:70", "2026-11-04T17:00:00"),
    ],
)
def test_midnight_sharp_and_impossible_times_are_no_times(text: str, at: str) -> None:
    moment = parse_moment(text, FETCHED_AT)
    assert moment is not None
    assert not moment.has_time
    assert moment.at == datetime.fromisoformat(at).replace(tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "tanpa tanggal", "0000-00-00 00:00:00", "2026-13-45", "1446710203", "31/2/2026"])
def test_says_nothing_of_what_is_no_date(text: str) -> None:
    assert parse_moment(text, FETCHED_AT) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("(30/11)", date(2025, 11, 30)),
        ("(14/11)", date(2026, 11, 14)),
        ("(16/11)", date(2026, 11, 16)),
        ("(17/11)", date(2025, 11, 17)),
    ],
)
def test_a_missing_year_is_the_one_closest_before(text: str, day: date) -> None:
    (found,) = find_dates(text)
    assert nearest_past(found, date(2026, 11, 15)) == day
    moment = moment_of(found, text, FETCHED_AT)
    assert moment is not None
    assert moment.is_year_guessed
    assert moment.on == day


def test_notices_a_wrong_weekday() -> None:
    right, wrong = parse_moment("Kamis (5/11/2026)", FETCHED_AT), parse_moment("Jumat (5/11/2026)", FETCHED_AT)
    assert right is not None
    assert right.wrong_weekday is None
    assert wrong is not None
    assert wrong.wrong_weekday == 4


def test_a_day_starts_in_jakarta() -> None:
    assert start_of(date(2026, 11, 5)).at == datetime(2026, 11, 4, 17, tzinfo=UTC)
    assert start_of(date(2026, 11, 5)).on == date(2026, 11, 5)
