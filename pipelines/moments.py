"""One written date or time span to an instant: zones, clock times, relative times.

Which of a page's many dates counts is decided in `dates.py`, the forms of dates are in `date_forms.py`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

from models.clock import WIB, start_of_day, wib_date
from pipelines.date_forms import DateMention, find_dates

_ISO = re.compile(
    r"\s*(?P<date>\d{4}-\d{2}-\d{2})(?:\s*[T ]\s*(?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|WIB|WITA|WIT|[+-]\d{2}:?\d{2})?)?(?![\d:])",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\d:.,])(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?![\d:]|[.,]\d)\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*(?P<zone>wib\b|wita\b|wit\b|utc\b|gmt\b|z\b|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_TIME_REACH = 28
"""A time this many characters from its date belongs to something else."""
_AMOUNT = (
    r"(?:\d{1,3}|se|satu|dua|tiga|an?|one)[\s-]*(?:detik|menit|mnt|jam|hari|minggu|pekan|bulan|tahun|seconds?|minutes?"
    r"|mins?|hours?|hrs?|days?|weeks?|months?|years?)\s+"
)
_RELATIVE = re.compile(
    rf"(?<!\w)(?:(?:{_AMOUNT}){{1,2}}(?:yang\s+)?(?:lalu|ago)|baru\s+saja|just\s+now|kemarin|yesterday)\b"
    r"|\b(?:hari\s+ini|today)(?=\W{1,4}(?:(?:pukul|jam|at)\s)?\d{1,2}[:.]\d\d)",
    re.IGNORECASE,
)
"""Counted back from the moment of fetching. "Hari ini" without a clock time is said of everything on a page."""
_SPELLED = (
    ("sejam", "1 jam"),
    ("semenit", "1 menit"),
    ("sehari", "1 hari"),
    ("sepekan", "1 minggu"),
    ("pekan", "minggu"),
    ("satu ", "1 "),
    ("dua ", "2 "),
    ("tiga ", "3 "),
)
"""What dateparser does not know."""
_COARSE = re.compile(r"hari|minggu|pekan|bulan|tahun|day|week|month|year|kemarin", re.IGNORECASE)
_ZONES = {"z": 0, "utc": 0, "gmt": 0, "wib": 7, "wita": 8, "wit": 9}
_LATER = re.compile(
    r"\b(?:diperbarui|diperbaharui|update[ds]?|last\s+updated?|terakhir\s+diubah|modified)\b", re.IGNORECASE
)


class Moment(NamedTuple):
    """An instant in UTC. Without a time it is midnight WIB, and midnight sharp is what systems write that know no time.

    `zone` is as written, in lower case, empty where none was.
    """

    at: datetime
    has_time: bool
    zone: str = ""
    is_year_guessed: bool = False
    is_relative: bool = False
    wrong_weekday: int | None = None
    """The weekday written (Monday 0) where it is not that of the date."""

    @property
    def on(self) -> date:
        """Its day in Jakarta."""
        return wib_date(self.at)


def parse_moment(text: str, fetched_at: datetime) -> Moment | None:
    """The first date in a short text, with its time; None where there is none.

    A missing zone is WIB, a missing year the one that brings the date closest before `fetched_at`. Relative times
    ("3 jam yang lalu") count back from `fetched_at`.
    """
    iso = _ISO.match(text)
    if iso:
        return _parse_iso(iso)
    for stretch in (_LATER.split(text, maxsplit=1)[0], text):
        mentions = find_dates(stretch)
        if mentions:
            return moment_of(mentions[0], stretch, fetched_at)
    return _parse_relative(text, fetched_at)


def start_of(day: date) -> Moment:
    """A day whose time nobody said: midnight WIB."""
    return Moment(start_of_day(day), has_time=False)


def moment_of(mention: DateMention, text: str, fetched_at: datetime) -> Moment | None:
    """The instant of a date found in `text`, with the clock time that stands beside it."""
    day = mention.on(mention.year) if mention.year else nearest_past(mention, wib_date(fetched_at))
    if day is None:
        return None
    clock = _TIME.search(text[mention.end : mention.end + _TIME_REACH])
    clock = clock or _TIME.search(text[max(0, mention.start - _TIME_REACH) : mention.start])
    is_wrong = mention.weekday is not None and mention.weekday != day.weekday()
    moment = _at(day, clock)
    return moment._replace(is_year_guessed=mention.year is None, wrong_weekday=mention.weekday if is_wrong else None)


def nearest_past(mention: DateMention, today: date) -> date | None:
    """The latest day of this day and month that is not after tomorrow."""
    years = (today.year + 1, today.year, today.year - 1)
    days = (mention.on(year) for year in years)
    return next((day for day in days if day and day <= today + timedelta(days=1)), None)


def _parse_iso(match: re.Match[str]) -> Moment | None:
    try:
        day = date.fromisoformat(match["date"])
    except ValueError:
        return None
    return _at(day, match if match["hour"] else None)


def _at(day: date, clock: re.Match[str] | None) -> Moment:
    if clock is None:
        return start_of(day)
    hour, minute, second = int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0)
    half = (clock.groupdict().get("half") or "").lower()[:1]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return start_of(day)
    zone = (clock["zone"] or "").lower()
    at = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=_zone_of(zone))
    return Moment(at.astimezone(UTC), has_time=(hour, minute, second) != (0, 0, 0), zone=zone)


def _zone_of(zone: str) -> timezone:
    if not zone:
        return timezone(timedelta(hours=7))
    if zone in _ZONES:
        return timezone(timedelta(hours=_ZONES[zone]))
    sign = -1 if zone[0] == "-" else 1
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    offset = timedelta(hours=min(hours, 14), minutes=min(minutes, 59))
    return timezone(sign * offset)


def _parse_relative(text: str, fetched_at: datetime) -> Moment | None:
    match = _RELATIVE.search(text)
    if not match:
        return None
    import dateparser  # loads its language tables; most pages show plain dates and never need it

    span = match[0].lower()
    for spelled, plain in _SPELLED:
        span = span.replace(spelled, plain)
    local = fetched_at.astimezone(WIB).replace(tzinfo=None)
    parsed = dateparser.parse(
        span, languages=["id", "en"], settings={"RELATIVE_BASE": local, "RETURN_AS_TIMEZONE_AWARE": False}
    )
    if parsed is None:
        return None
    if _COARSE.search(span):
        clock = _TIME.search(text[match.end() : match.end() + _TIME_REACH])
        return _at(parsed.date(), clock)._replace(is_relative=True)
    return Moment(parsed.replace(tzinfo=WIB).astimezone(UTC), has_time=True, is_relative=True)
