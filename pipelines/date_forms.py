"""The forms in which local pages and stories write dates, as regular expressions with a month table.

`dateparser` is no help for these: of the forms in tests/fixtures/dates.yml it reads three in four, and needs twenty
times as long (`python -m bench reading:dates`). Relative times it reads well, and `moments.py` leaves them to it. What
a date means for an article is decided in `dates.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from string import whitespace

_MONTH_NAMES = (
    "januari january jan",
    "februari pebruari february feb peb",
    "maret march mar mrt",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "agustus august agu agt ags agst aug",
    "september sept sep",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december des dec",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_WEEKDAY_NAMES = (
    "senin monday mon",
    "selasa tuesday tue",
    "rabu wednesday wed",
    "kamis thursday thu",
    "jumat jum'at jum’at jum`at friday fri",
    "sabtu saturday sat",
    "minggu ahad sunday sun",
)
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAY_NAMES) for name in names.split()}
"""Monday is 0, as in `date.weekday()`."""

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted((re.escape(name) for name in WEEKDAYS), key=len, reverse=True))
_PART_OF_DAY = r"(?:\s+(?:dini\s+hari|pagi|siang|sore|petang|malam|kemarin|lalu))*"
_TO = r"\s*(?:-|–|—|s\.?/?d\.?|sampai(?:\s+dengan)?|hingga|,?\s*dan|&|,)\s*"
_HEAD = (
    rf"(?<![\d/.,-])(?:(?<!\w)(?P<weekday>{_WEEKDAY})(?:{_TO}(?:{_WEEKDAY}))?{_PART_OF_DAY}\s*(?:tanggal\s+)?[,(/\s]*)?"
)
_MORE_DAYS = rf"(?:{_TO}(?:(?:{_WEEKDAY})\s*[,(]?\s*)?\d{{1,2}}){{0,6}}"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_SHORT_YEAR = r"(?P<year>\d{4}|\d{2})(?!\d)"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 2026-11-05, 2026/11/05
        rf"{_HEAD}(?P<year>(?:19|20)\d\d)(?P<mark>[-/])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?![\d/])",
        # 30 Juni sampai 2 Juli 2023: the first day lacks its year
        rf"{_HEAD}(?P<day>\d{{1,2}})\s+(?P<name>{_MONTH})\.?{_TO}\d{{1,2}}\s+(?:{_MONTH})\.?,?\s+{_YEAR}",
        # 5 November 2026, 3-4 Juli 2023, 3 sampai 4 Juli 2023, 11 Jan 2025
        rf"{_HEAD}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_MORE_DAYS}[\s-]+(?P<name>{_MONTH})\.?[,\s-]+{_YEAR}"
        rf"(?P<tail>{_TO}\d{{1,2}}\s+(?:{_MONTH})\.?\s+\d{{4}})?",
        # February 27, 2026
        rf"{_HEAD}(?<!\w)(?P<name>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        # (22/9/2022), 4/12/24, (3-4/7/2023), 31/10/2026 - 2/11/2026
        rf"{_HEAD}(?P<day>\d{{1,2}}){_MORE_DAYS}\s?//?\s?(?P<month>\d{{1,2}})\s?/\s?{_SHORT_YEAR}(?![/\d])"
        rf"(?P<tail>{_TO}\d{{1,2}}/\d{{1,2}}/\d{{2,4}})?",
        # 12-11-2026, 12.11.2026
        rf"{_HEAD}(?P<day>\d{{1,2}})(?P<mark>[-.])(?P<month>\d{{1,2}})(?P=mark)(?P<year>(?:19|20)\d\d)(?![\d.-]\d)",
        # Rabu (30/11), (26/5): without a year only in brackets, or it may be a fraction
        rf"{_HEAD}(?<=\()\s*(?:(?P<inner>{_WEEKDAY})\s*[,/]?\s*)?(?P<day>\d{{1,2}}){_MORE_DAYS}\s?//?\s?(?P<month>\d{{1,2}})\s*(?=\))",
        # pada 3 Juli, Senin 3 Juli
        rf"{_HEAD}(?P<day>\d{{1,2}}){_MORE_DAYS}\s+(?P<name>{_MONTH})(?![\w-])(?!\.?,?\s+\d{{4}})",
        # 12 Septermber 2016, 15 Fenruari 2017: a month with a wrong letter, only between day and year
        rf"{_HEAD}(?P<day>\d{{1,2}})\s+(?P<name>[^\W\d_]{{5,11}}),?\s+(?P<year>(?:19|20)\d\d)(?!\d)",
    )
)
_DIGITS = re.compile(r"\d+")
_HEAD_WORD = re.compile(rf"(?<!\w)(?:{_WEEKDAY}|{_MONTH})", re.IGNORECASE)
_HEAD_WORDS = (*WEEKDAYS, *MONTHS, "hari", "pagi", "siang", "sore", "petang", "malam", "kemarin", "lalu", "tanggal")
"""What a weekday or month that belongs to the digits after it ends in."""
_HEAD_REACH = 100
"""Characters before digits in which their weekday is looked for."""
_BESIDE_DAY = f",(/.\xa0\u2009\u202f{whitespace}"
_FULL_NAMES = tuple(name for name in MONTHS if len(name) >= 6)
_WEEKDAY_ALONE = re.compile(
    rf"(?<![\w-])(?P<weekday>senin|selasa|rabu|kamis|jum['’`]?at|sabtu|minggu|ahad)(?![\w-])"
    rf"(?P<part>{_PART_OF_DAY})(?P<after>\s+(?:depan|mendatang|nanti|pekan depan|minggu depan))?",
    re.IGNORECASE,
)
_HABIT = re.compile(r"(?:setiap|tiap|saban|hingga|sampai|s/d|sebelum|per)\s+(?:hari\s+)?$|[-–]\s?$", re.IGNORECASE)
"""Words before a weekday that make it a habit or the end of a span, no day."""
_HABIT_AFTER = re.compile(
    rf"\s*(?:[-–]|sampai|hingga|s/d)\s*(?:{_WEEKDAY})(?!\w)|\s+(?:wage|kliwon|legi|pon|pahing)\b", re.IGNORECASE
)
_WEEK = re.compile(
    r"(?:\d|\b(?:satu|dua|tiga|empat|beberapa|per|tiap|setiap|akhir|awal|seminggu|pekan|dalam))\s*$", re.IGNORECASE
)
"""Words before "minggu" that make it a week and no Sunday."""


@dataclass(frozen=True)
class DateMention:
    """A date as written. `year` is None where the text leaves it out; `weekday` (Monday 0) where it names one."""

    day: int
    month: int
    year: int | None
    weekday: int | None
    start: int
    end: int
    is_bracketed: bool = False

    def on(self, year: int) -> date | None:
        """The date in a year; None where there is no such day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True)
class WeekdayMention:
    """A weekday named without a date. `is_ahead`: "Senin depan"."""

    weekday: int
    is_ahead: bool
    start: int
    end: int


def find_dates(text: str) -> list[DateMention]:
    """Every date written in `text`, in order, ranges as their first day; impossible days are left out."""
    starts = _find_starts(text)
    found: list[DateMention] = []
    for form in _FORMS:
        for match in _match_from(form, text, starts):
            mention = _make_mention(match, text)
            if mention and not any(mention.start < other.end and other.start < mention.end for other in found):
                found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _find_starts(text: str) -> list[int]:
    """Where a date can begin: at digits, and at the weekday, month or bracket before them.

    Seven forms tried at each letter of an article took a millisecond and a half; digits are found in microseconds.
    """
    starts: list[int] = []
    last_end = 0
    for digits in _DIGITS.finditer(text):
        first = digits.start()
        reach = max(last_end, first - _HEAD_REACH)
        last_end = digits.end()
        before = text[reach:first].rstrip(_BESIDE_DAY)
        if before.casefold().endswith(_HEAD_WORDS):
            starts += [word.start() for word in _HEAD_WORD.finditer(text, reach, first)]
        if (bracket := text.rfind("(", reach, first)) >= 0:
            starts.append(bracket + 1)
        starts.append(first)
    return sorted(set(starts))


def _match_from(form: re.Pattern[str], text: str, starts: list[int]) -> Iterator[re.Match[str]]:
    """What `form.finditer(text)` gives, tried only at `starts`."""
    end = 0
    for start in starts:
        if start >= end and (match := form.match(text, start)):
            end = match.end()
            yield match


def find_weekdays(text: str) -> Iterator[WeekdayMention]:
    """Weekdays that stand for one day: no habits ("setiap Senin"), no spans, no "dua minggu"."""
    for match in _WEEKDAY_ALONE.finditer(text):
        before = text[: match.start()]
        if _HABIT.search(before[-24:]) or _HABIT_AFTER.match(text, match.end()):
            continue
        word = match["weekday"].lower()
        if word == "minggu" and (match["weekday"].islower() or _WEEK.search(before[-16:])):
            continue
        yield WeekdayMention(WEEKDAYS[word], match["after"] is not None, match.start(), match.end())


def _make_mention(match: re.Match[str], text: str) -> DateMention | None:
    groups = match.groupdict()
    day = int(groups["day"])
    month = _month_called(groups["name"].lower()) if groups.get("name") else int(groups["month"])
    if month > 12 >= day:  # an American order shows itself only here
        day, month = month, day
    year = _full_year(groups.get("year"))
    weekday = groups.get("weekday") or groups.get("inner")
    mention = DateMention(
        day=day,
        month=month,
        year=year,
        weekday=WEEKDAYS[weekday.lower()] if weekday else None,
        start=match.start(),
        end=match.end(),
        is_bracketed=text[match.end() : match.end() + 1] == ")",
    )
    return mention if 1 <= month <= 12 and mention.on(year or 2024) else None


@lru_cache(maxsize=1024)
def _month_called(name: str) -> int:
    """The month of a name, also with one letter wrong, missing or too much in a long one; 0 for any other word."""
    if name in MONTHS:
        return MONTHS[name]
    return next((MONTHS[month] for month in _FULL_NAMES if _is_one_letter_off(name, month)), 0)


def _is_one_letter_off(word: str, name: str) -> bool:
    same = next((place for place, (one, other) in enumerate(zip(word, name, strict=False)) if one != other), len(name))
    longer = len(word) - len(name)
    if abs(longer) > 1:
        return False
    return word[same + (longer >= 0) :] == name[same + (longer <= 0) :]


def _full_year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)
