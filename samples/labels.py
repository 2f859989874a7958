"""How dates are written on the sample outlets' pages. Text of articles is spoilt in `quirks.py`."""

from __future__ import annotations

from datetime import UTC, datetime

from models.clock import WIB

CRAWLED_AT = datetime(2026, 11, 15, 18, 0, tzinfo=UTC)
"""When the sample crawl began: Monday 2026-11-16 01:00 WIB."""
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
ENGLISH = "{month_en} {day}, {year} {time12}"
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def format_wib(instant: datetime, pattern: str) -> str:
    """An instant as a page shows it, in WIB; `pattern` as in samples/looks. KeyError for an unknown field."""
    local = instant.astimezone(WIB)
    return pattern.format(
        weekday=WEEKDAYS[local.weekday()],
        day=local.day,
        day2=f"{local.day:02d}",
        month=MONTHS[local.month - 1],
        mon=MONTHS[local.month - 1][:3],
        month2=f"{local.month:02d}",
        month_en=_MONTHS_EN[local.month - 1],
        year=local.year,
        time=f"{local:%H:%M}",
        time12=f"{(local.hour - 1) % 12 + 1:02d}:{local.minute:02d} {'AM' if local.hour < 12 else 'PM'}",
    )


def format_relative(instant: datetime, now: datetime = CRAWLED_AT) -> str:
    """`3 jam yang lalu`; from a day on, calendar days in WIB, so that the day can be told from the label."""
    minutes = int((now - instant).total_seconds()) // 60
    if minutes < 60:
        return f"{minutes} menit yang lalu"
    if minutes < 24 * 60:
        return f"{minutes // 60} jam yang lalu"
    days = (now.astimezone(WIB).date() - instant.astimezone(WIB).date()).days
    return f"{days} hari yang lalu"


def format_http(instant: datetime) -> str:
    """`Sun, 15 Nov 2026 18:00:00 GMT`, as in HTTP headers; English whatever the locale of the machine."""
    utc = instant.astimezone(UTC)
    return f"{_WEEKDAYS_EN[utc.weekday()]}, {utc.day:02d} {_MONTHS_EN[utc.month - 1][:3]} {utc:%Y %H:%M:%S} GMT"


def format_rss(instant: datetime, is_utc: bool) -> str:
    """RFC 822 as in a feed: in UTC (WordPress' own) or WIB."""
    local = instant.astimezone(UTC if is_utc else WIB)
    month = _MONTHS_EN[local.month - 1][:3]
    return f"{_WEEKDAYS_EN[local.weekday()]}, {local.day:02d} {month} {local:%Y %H:%M:%S %z}"


def format_iso(instant: datetime, is_utc: bool) -> str:
    """ISO 8601 with offset, in UTC or WIB."""
    return instant.astimezone(UTC if is_utc else WIB).isoformat()
