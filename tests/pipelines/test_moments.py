from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pipelines.date_forms import find_dates
from pipelines.moments import moment_of, nearest_past, parse_moment, start_of

FETCHED_AT = datetime(2026, 11, 15, 13, 0, tzinfo=UTC)

DATED = [
    ("2015-11-05T14:56:43+07:00", "2015-11-05T07:56:43", True),
    ("2015-11-05 T10:08:58Z", "2015-11-05T10:08:58", True),
    ("2016-02-16T02:10:56Z", "2016-02-16T02:10:56", True),
    ("2026-11-05T03:00:00.000+00:00", "2026-11-05T03:00:00", True),
    ("2026-11-05T10:00:00+0700", "2026-11-05T03:00:00", True),
    ("2026-11-05 09:15:00", "2026-11-05T02:15:00", True),
    ("2026-11-05T09:15", "2026-11-05T02:15:00", True),
    ("2026-11-05 09:15 WITA", "2026-11-05T01:15:00", True),
    ("2026-11-05", "2026-11-04T17:00:00", False),
    ("2026-11-05T00:00:00+07:00", "2026-11-04T17:00:00", False),
    ("Thu, 05 Nov 2026 02:15:00 +0000", "2026-11-05T02:15:00", True),
    ("Thu, 05 Nov 2026 02:15:00 GMT", "2026-11-05T02:15:00", True),
    ("17 Oktober 2024 09:16", "2024-10-17T02:16:00", True),
    ("Rabu, 27 November 2024 20:35 WIB", "2024-11-27T13:35:00", True),
    ("Rabu, 27 November 2024 20.35", "2024-11-27T13:35:00", True),
    ("Sabtu, 11 Jan 2025 08:30 WIB", "2025-01-11T01:30:00", True),
    ("24 Sep 2023 - 17:01 Sungailiat", "2023-09-24T10:01:00", True),
    ("February 27, 2026 02:24 PM", "2026-02-27T07:24:00", True),
    ("February 27, 2026 12:24 am", "2026-02-26T17:24:00", True),
    ("Kamis, 5 November 2015 - 15:56 wib", "2015-11-05T08:56:00", True),
    ("Kamis, 05 November 2015 | 11:13 WIB", "2015-11-05T04:13:00", True),
    ("Senin, 15 Februari 2016, 16:15 WIB", "2016-02-15T09:15:00", True),
    ("on 16 Feb 2016 at 09:10 WIB", "2016-02-16T02:10:00", True),
    ("5 Nov 2026 pukul 09.15 WIT", "2026-11-05T00:15:00", True),
    ("20:35 WIB, 27 November 2024", "2024-11-27T13:35:00", True),
    ("Kabaruji - 05/11/2026, 09:15 WIB Diperbarui 06/11/2026, 10:00 WIB", "2026-11-05T02:15:00", True),
    ("Diperbarui: 6 November 2026 10:00 WIB", "2026-11-06T03:00:00", True),
    ("05/11/2026 08:30:15", "2026-11-05T01:30:15", True),
    ("2 Des 2019", "2019-12-01T17:00:00", False),
    ("10/12/2021", "2021-12-09T17:00:00", False),
    ("5 Nov 2026 dibaca 12.345 kali", "2026-11-04T17:00:00", False),
    ("5 Nov 2026 25:70", "2026-11-04T17:00:00", False),
]
RELATIVE = [
    ("3 jam yang lalu", timedelta(hours=3), True),
    ("17 menit yang lalu", timedelta(minutes=17), True),
    ("17 menit lalu", timedelta(minutes=17), True),
    ("sejam yang lalu", timedelta(hours=1), True),
    ("2 hours ago", timedelta(hours=2), True),
    ("baru saja", timedelta(0), True),
    ("2 hari lalu", timedelta(days=2), False),
    ("kemarin", timedelta(days=1), False),
    ("seminggu yang lalu", timedelta(days=7), False),
    ("dua pekan", None, False),
]


@pytest.mark.parametrize(("text", "instant", "has_time"), DATED, ids=[row[0] for row in DATED])
def test_reads_instants(text: str, instant: str, has_time: bool) -> None:
    moment = parse_moment(text, FETCHED_AT)
    assert moment is not None
    assert moment.at == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert moment.has_time is has_time
    assert not moment.is_relative


@pytest.mark.parametrize(("text", "ago", "has_time"), RELATIVE, ids=[row[0] for row in RELATIVE])
def test_counts_relative_times_back_from_the_day_of_fetching(text: str, ago: timedelta | None, has_time: bool) -> None:
    moment = parse_moment(f"Diposting {text} oleh Ana", FETCHED_AT)
    if ago is None:
        assert moment is None
        return
    assert moment is not None
    assert moment.is_relative
    wanted = FETCHED_AT - ago
    assert moment.has_time is has_time
    assert moment.at == wanted if has_time else moment.on == wanted.date()


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
