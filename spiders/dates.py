"""Dates as channels write them, only to tell whether something lies in the window. Article dates: `pipelines/dates`."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from email.utils import parsedate_to_datetime

from models.clock import WIB

_MONTHS = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7, "agu": 8, "agt": 8,
    "ags": 8, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11, "des": 12, "dec": 12,
}  # fmt: skip
_DAY_MONTH_YEAR = re.compile(r"\b(\d{1,2})\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})\b")
_MONTH_DAY_YEAR = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})\b")
_NUMBERS = re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_AGO = re.compile(
    r"\b(\d+)\s*(menit|jam|hari|minggu|bulan|minute|hour|day|week|month)s?\s+(?:yang\s+)?(?:lalu|ago)", re.IGNORECASE
)
_UNITS = {
    "menit": timedelta(minutes=1), "minute": timedelta(minutes=1), "jam": timedelta(hours=1),
    "hour": timedelta(hours=1), "hari": timedelta(days=1), "day": timedelta(days=1), "minggu": timedelta(days=7),
    "week": timedelta(days=7), "bulan": timedelta(days=30), "month": timedelta(days=30),
}  # fmt: skip


def parse_instant(text: str | None) -> datetime | None:
    """A date of a feed, sitemap or REST answer (ISO 8601 or RFC 822); without an offset it is taken for WIB."""
    if not text or not text.strip():
        return None
    instant = _parse_iso(text.strip()) or _parse_rfc822(text.strip())
    return instant.replace(tzinfo=WIB) if instant is not None and instant.tzinfo is None else instant


def parse_listing_date(text: str, now: datetime) -> datetime | None:
    """The last moment of the day a listing shows beside an article, in Indonesian or English; None if it shows none.

    "3 jam yang lalu" is counted back from `now`.
    """
    ago = _AGO.search(text)
    if ago:
        return now - int(ago[1]) * _UNITS[ago[2].lower()]
    day = _find_day(text)
    return datetime.combine(day, time.max, tzinfo=WIB) if day else None


def _find_day(text: str) -> date | None:
    if found := _ISO.search(text):
        return _make_day(found[1], found[2], found[3])
    if found := _DAY_MONTH_YEAR.search(text):
        return _make_day(found[3], found[2], found[1])
    if found := _MONTH_DAY_YEAR.search(text):
        return _make_day(found[3], found[1], found[2])
    if found := _NUMBERS.search(text):
        return _make_day(found[3], found[2], found[1])
    return None


def _make_day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdecimal() else _MONTHS.get(month[:3].lower())
    try:
        return date(int(year), number, int(day)) if number else None
    except ValueError:
        return None


def _parse_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _parse_rfc822(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError):
        return None
