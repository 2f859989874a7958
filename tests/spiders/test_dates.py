from datetime import UTC, datetime

import pytest

from models.clock import WIB
from spiders.dates import parse_instant, parse_listing_date

NOW = datetime(2026, 11, 15, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-15T05:00:00Z", NOW),
        ("2026-11-15T12:00:00+07:00", NOW),
        ("2026-11-15T12:00:00", NOW),
        (" 2026-11-15 ", datetime(2026, 11, 15, tzinfo=WIB)),
        ("Sun, 15 Nov 2026 05:00:00 +0000", NOW),
        ("Sun, 15 Nov 2026 05:00:00 GMT", NOW),
        ("Sun, 15 Nov 2026 12:00:00 +0700", NOW),
        ("15 Nov 2026 12:00", NOW),
        ("kemarin sore", None),
        ("Sun, 45 Foo 2026", None),
        ("", None),
        (None, None),
    ],
)
def test_machine_dates_are_instants(text: str | None, instant: datetime | None) -> None:
    assert parse_instant(text) == instant


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Minggu, 15 November 2026 12:00 WIB", (2026, 11, 15)),
        ("Sabtu, 14 Nov 2026", (2026, 11, 14)),
        ("3 Agt 2026", (2026, 8, 3)),
        ("2 Mei 2026 | 08:30", (2026, 5, 2)),
        ("1 Pebruari 2026", (2026, 2, 1)),
        ("November 9, 2026 02:24 PM", (2026, 11, 9)),
        ("Kamis, 05/11/2026 - 09:15", (2026, 11, 5)),
        ("05-11-2026,09:15 WIB", (2026, 11, 5)),
        ("2026-11-05T09:15:00+07:00", (2026, 11, 5)),
        ("Selasa sore", None),
        ("31/02/2026", None),
        ("12 Bulan 2026", None),
    ],
)
def test_listing_dates_are_the_end_of_their_day(text: str, day: tuple[int, int, int] | None) -> None:
    found = parse_listing_date(text, NOW)
    expected = datetime(*day, 23, 59, 59, 999999, tzinfo=WIB) if day else None
    assert found == expected


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("17 menit yang lalu", datetime(2026, 11, 15, 4, 43, tzinfo=UTC)),
        ("3 jam lalu", datetime(2026, 11, 15, 2, 0, tzinfo=UTC)),
        ("2 hari yang lalu", datetime(2026, 11, 13, 5, 0, tzinfo=UTC)),
        ("5 hours ago", datetime(2026, 11, 15, 0, 0, tzinfo=UTC)),
    ],
)
def test_ages_are_counted_back_from_now(text: str, instant: datetime) -> None:
    assert parse_listing_date(text, NOW) == instant
