"""Days in a query: "Oktober 2024", "minggu lalu", "5 November 2026", "3 bulan terakhir", "last week".

A year alone is no period: "APBD 2025" is decided in 2024 and reported in 2026.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from models.clock import YEARS, week_of
from pipelines.date_forms import MONTHS, find_dates

_MONTH_YEAR = re.compile(
    rf"(?<!\w)(?<!\d )(?:bulan\s+)?(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
    r"\s+(?P<year>(?:19|20)\d\d)(?!\w)",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"(?<!\w)(?:(?:dalam\s+)?(?P<count>\d{1,3}|se)\s*(?P<unit>hari|minggu|pekan|bulan|tahun)\s+(?:terakhir|belakangan)"
    r"|(?:in\s+the\s+)?(?:last|past)\s+(?P<number>\d{1,3})\s+(?P<english>day|week|month|year)s?)(?!\w)",
    re.IGNORECASE,
)
_UNIT_DAYS = {
    "hari": 1,
    "day": 1,
    "minggu": 7,
    "pekan": 7,
    "week": 7,
    "bulan": 30,
    "month": 30,
    "tahun": 365,
    "year": 365,
}
_TO = re.compile(r"\s*(?:–|—|-(?!\d)|\bs/?d\b|\bsampai(?:\s+dengan)?\b|\bhingga\b|\bto\b|\buntil\b)\s*", re.IGNORECASE)
_DAYS = re.compile(r"(?<!\d)(\d{1,2})\s*(?:-|–|—|sampai|hingga|s/d)\s*(\d{1,2})(?=\s+[a-z])", re.IGNORECASE)
_LINK = re.compile(r"(?:\b(?:pada|di|selama|sepanjang|sejak|dari|in|on|during|since|from)\s+)?$", re.IGNORECASE)
"""Words that only lead to the days."""


@dataclass(frozen=True)
class Period:
    """Days from `since` to `until`, both included, as written in `text[start:end]`."""

    since: date
    until: date
    start: int
    end: int


def find_period(text: str, today: date) -> Period | None:
    """The days a text speaks of; None where it names none. Several dates are a span from the first to the last."""
    found = _named_days(text) or _month(text) or _relative(text, today) or _last(text, today)
    if found is None or not (found.since.year in YEARS and found.until.year in YEARS):
        return None
    lead = _LINK.search(text[: found.start])
    return Period(found.since, found.until, lead.start() if lead else found.start, found.end)


def _named_days(text: str) -> Period | None:
    mentions = [mention for mention in find_dates(text) if mention.year]
    if not mentions:
        return None
    start, end = mentions[0].start, mentions[-1].end
    # A span is one mention, told by its first day; its last one stands behind a dash or "sampai".
    parts = (_DAYS.sub(r"\2", text[start:end]), *_TO.split(text[start:end]))
    found = [*mentions, *(mention for part in parts for mention in find_dates(part))]
    days = [day for mention in found if (day := mention.on(mention.year or mentions[0].year or 0))]
    return Period(min(days), max(days), start, end)


def _month(text: str) -> Period | None:
    match = _MONTH_YEAR.search(text)
    if match is None:
        return None
    year, month = int(match["year"]), MONTHS[match["month"].lower()]
    last = monthrange(year, month)[1]
    return Period(date(year, month, 1), date(year, month, last), match.start(), match.end())


def _relative(text: str, today: date) -> Period | None:
    for words, days in _RELATIVE.items():
        match = re.search(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE)
        if match:
            return Period(*days(today), match.start(), match.end())
    return None


def _last(text: str, today: date) -> Period | None:
    match = _LAST.search(text)
    if match is None:
        return None
    count = match["count"] or match["number"]
    days = _UNIT_DAYS[(match["unit"] or match["english"]).lower()]
    return Period(today - timedelta(days=days * (int(count) if count.isdecimal() else 1)), today, *match.span())


def _week(today: date) -> tuple[date, date]:
    week = week_of(today)
    return week.monday, week.sunday


def _month_of(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _year_of(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


_RELATIVE: dict[str, Callable[[date], tuple[date, date]]] = {
    "hari ini|today": lambda today: (today, today),
    "(?:minggu|pekan) ini|this week": _week,
    "(?:minggu|pekan) (?:lalu|kemarin)|last week": lambda today: _week(today - timedelta(days=7)),
    "bulan ini|this month": _month_of,
    "bulan (?:lalu|kemarin)|last month": lambda today: _month_of(today.replace(day=1) - timedelta(days=1)),
    "tahun ini|this year": lambda today: _year_of(today.year),
    "tahun (?:lalu|kemarin)|last year": lambda today: _year_of(today.year - 1),
    "kemarin|yesterday": lambda today: (today - timedelta(days=1), today - timedelta(days=1)),
}
