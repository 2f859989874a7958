"""When an article was published, decided between all the dates a page shows; and which events its text dates.

The forms of dates are in `date_forms.py`, single dates become instants in `moments.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from models.clock import WIB, wib_date
from models.shapes import PublishedBasis
from pipelines.date_forms import DateMention, find_dates, find_weekdays
from pipelines.moments import Moment, moment_of, parse_moment, start_of

_ORDER: tuple[PublishedBasis, ...] = (
    "rest", "feed", "import", "json-ld", "meta", "time-element", "visible", "relative", "url", "body",
)  # fmt: skip
_TOLERANCE = timedelta(days=1)
"""Clocks of sites run ahead; a date further in the future than this is no publication date."""
_FIRST_DAY = date(1995, 1, 1)
"""Before this no outlet was on the web: zero dates of broken systems ("0000", "1970")."""
_LEAD = 1500
"""Characters of the body in which the day of a story is told."""
_MAX_BODY = 30_000
"""Characters of the body searched for dates; longer ones are lists of figures."""
_URL_DAY = re.compile(r"/(20\d\d)/(\d{1,2})/(\d{1,2})(?=/|$)(?:/(?P<clock>\d{8,9})(?=/|$))?")
_WEEKDAY_NAMES = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


@dataclass(frozen=True)
class DateClue:
    """A date a page shows or a channel said. `origin`: where (a meta name, a selector).

    `is_outside`: it stands outside the article, where sites show today's date.
    """

    basis: PublishedBasis
    text: str
    origin: str = ""
    is_outside: bool = False


@dataclass(frozen=True)
class Published:
    """When an article was published (UTC), on what ground, and what was odd."""

    at: datetime | None = None
    basis: PublishedBasis = "none"
    is_inferred: bool = False
    """The year or the whole date was concluded, not stated."""
    origin: str = ""
    warnings: tuple[str, ...] = field(default=())


def parse_published(
    clues: Sequence[DateClue],
    *,
    url: str,
    body: str,
    fetched_at: datetime,
    is_fresh: bool = True,
    stated_year: int | None = None,
) -> Published:
    """Settle on the publication date.

    Clues count in the order rest, feed, import, json-ld, meta, time-element, visible, relative, url, body, weekday.
    Those in the future (over a day after `fetched_at`) or before 1995 are refused with a warning. A day without a time
    takes it from another clue of that day. Dates outside the article that equal the day of fetching are ignored.

    `is_fresh` False (text brought from elsewhere): the day of fetching says nothing about a missing year or a weekday.
    `stated_year`: the year of a copyright line, which completes dates without one and forbids weekdays of another.
    """
    warnings: list[str] = []
    told = [_complete(mention, stated_year) for mention in find_dates(body[:_MAX_BODY])]
    told = [mention for mention in told if mention.year or is_fresh]
    moments = [*_settle(clues, fetched_at, warnings), *_from_url(url, fetched_at), *_from_body(body, told, fetched_at)]
    usable = [(clue, moment) for clue, moment in moments if _is_usable(clue, moment, fetched_at, warnings)]
    usable.sort(key=lambda pair: (pair[0].is_outside, _ORDER.index(pair[0].basis)))
    warnings += _wrong_weekdays(told)
    if not usable:
        found = _from_weekday(body, fetched_at, stated_year, warnings) if is_fresh else Published()
        return replace(found, warnings=tuple(dict.fromkeys(warnings)))
    clue, moment = usable[0]
    others = [other for other_clue, other in usable[1:] if not other_clue.is_outside]
    moment, note = _refine(clue, moment, others, warnings)
    return Published(
        at=moment.at,
        basis=clue.basis,
        is_inferred=moment.is_year_guessed or (clue.basis == "body" and not _has_year(clue.text)),
        origin=f"{clue.origin or clue.basis}{note}",
        warnings=tuple(dict.fromkeys(warnings)),
    )


def parse_instant(text: str | None, fetched_at: datetime) -> datetime | None:
    """A stated date (of modification, of an import line) in UTC; None where there is none or it is impossible."""
    moment = parse_moment(text, fetched_at) if text else None
    return moment.at if moment and _FIRST_DAY <= moment.on <= wib_date(fetched_at + _TOLERANCE) else None


def find_event_dates(text: str, published_on: date | None) -> list[tuple[date, int, int]]:
    """Days named in a text as (day, start, end), in order; ranges give their first day.

    A date without a year takes the one nearest to `published_on`; a weekday alone is the last such day up to it ("Senin
    depan": the next). Without `published_on` only complete dates are found.
    """
    dates = find_dates(text)
    found = [(day, mention.start, mention.end) for mention in dates if (day := _day_of(mention, published_on))]
    if published_on:
        for named in find_weekdays(text):
            if any(start < named.end and named.start < end for _, start, end in found):
                continue
            back = (published_on.weekday() - named.weekday) % 7
            day = published_on + timedelta(days=(7 - back) if named.is_ahead else -back)
            found.append((day, named.start, named.end))
    return sorted(found, key=lambda event: event[1])


def _day_of(mention: DateMention, published_on: date | None) -> date | None:
    if mention.year:
        return mention.on(mention.year)
    if published_on is None:
        return None
    days = [day for shift in (-1, 0, 1) if (day := mention.on(published_on.year + shift))]
    return min(days, key=lambda day: abs(day - published_on), default=None)


def _settle(clues: Iterable[DateClue], fetched_at: datetime, warnings: list[str]) -> list[tuple[DateClue, Moment]]:
    settled = []
    for clue in clues:
        moment = parse_moment(clue.text, fetched_at)
        if moment is None:
            continue
        if moment.is_relative:
            clue = replace(clue, basis="relative")
        if moment.wrong_weekday is not None:
            warnings.append(_describe_weekday(moment.wrong_weekday, moment.on, clue.origin or clue.basis))
        settled.append((clue, moment))
    return settled


def _from_url(url: str, fetched_at: datetime) -> list[tuple[DateClue, Moment]]:
    match = _URL_DAY.search(url)
    if not match:
        return []
    clock = match["clock"] or ""
    time = f" {clock[:2]}:{clock[2:4]}" if clock else ""
    moment = parse_moment(f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}{time}", fetched_at)
    return [(DateClue("url", match[0], "url path"), moment)] if moment else []


def _from_body(body: str, dates: list[DateMention], fetched_at: datetime) -> list[tuple[DateClue, Moment]]:
    """The first dated day of the story: in brackets or with its weekday near the top, else any complete date."""
    today = wib_date(fetched_at)
    found = [(mention, moment_of(mention, "", fetched_at)) for mention in dates]
    past = [(mention, moment) for mention, moment in found if moment and moment.on <= today]
    told = [pair for pair in past if pair[0].start < _LEAD and (pair[0].is_bracketed or pair[0].weekday is not None)]
    complete = [pair for pair in past if pair[0].year]
    return [
        (DateClue("body", body[mention.start : mention.end], "body"), moment)
        for mention, moment in (told or complete)[:1]
    ]


def _complete(mention: DateMention, year: int | None) -> DateMention:
    return replace(mention, year=year) if mention.year is None and year else mention


def _has_year(text: str) -> bool:
    return any(mention.year for mention in find_dates(text + ")"))


def _from_weekday(body: str, fetched_at: datetime, stated_year: int | None, warnings: list[str]) -> Published:
    """The weekday alone that agency stories give ("di Koba, Kamis."): the last such day before the page was fetched."""
    named = next((day for day in find_weekdays(body[:_LEAD]) if not day.is_ahead), None)
    if named is None:
        return Published()
    today = wib_date(fetched_at)
    day = today - timedelta(days=(today.weekday() - named.weekday) % 7)
    if stated_year and stated_year != day.year:
        warnings.append(f"body: only a weekday is given, and the copyright line says {stated_year}")
        return Published()
    return Published(start_of(day).at, "weekday", True, f"weekday {_WEEKDAY_NAMES[named.weekday]}, no time")


def _is_usable(clue: DateClue, moment: Moment, fetched_at: datetime, warnings: list[str]) -> bool:
    where = clue.origin or clue.basis
    if moment.at > fetched_at + _TOLERANCE:
        warnings.append(f"{where}: {moment.on} lies after the day of fetching and was refused")
        return False
    if moment.on < _FIRST_DAY:
        warnings.append(f"{where}: {moment.on} is no publication date and was refused")
        return False
    if clue.is_outside and moment.on == wib_date(fetched_at):
        warnings.append(f"{where}: {moment.on} outside the article is the day of fetching and was ignored")
        return False
    return True


def _refine(clue: DateClue, moment: Moment, others: list[Moment], warnings: list[str]) -> tuple[Moment, str]:
    """Correct a local time labelled UTC, and give a bare day the time another clue knows."""
    if moment.zone in ("z", "utc", "gmt", "+00:00", "+0000"):
        local = moment.at.replace(tzinfo=WIB)
        if any(other.zone == "wib" and abs(other.at - local) < timedelta(minutes=1) for other in others):
            warnings.append(f"{clue.origin or clue.basis}: a time in WIB is labelled UTC")
            return moment._replace(at=local.astimezone(UTC)), ", zone corrected"
    if moment.has_time:
        return moment, ""
    timed = next((other for other in others if other.has_time and other.on == moment.on), None)
    if timed is None:
        return moment, ", no time"
    return moment._replace(at=timed.at, has_time=True), ", time from another date"


def _wrong_weekdays(dates: list[DateMention]) -> list[str]:
    warnings = []
    for mention in dates:
        day = mention.on(mention.year) if mention.year else None
        if day and mention.weekday is not None and mention.weekday != day.weekday():
            warnings.append(_describe_weekday(mention.weekday, day, "body"))
    return warnings


def _describe_weekday(weekday: int, day: date, where: str) -> str:
    return f"{where}: {_WEEKDAY_NAMES[weekday]} is written beside {day}, which is a {_WEEKDAY_NAMES[day.weekday()]}"
