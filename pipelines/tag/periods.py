"""Events of several days: the last day of a range named in the text. Which day an event began is `milestone.py`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from pipelines.date_forms import MONTHS

Day = tuple[date, int, int]
"""A day named in a text, with its place there; a range gives its first day and the place of the whole range."""

_RANGE = re.compile(
    r"(\d{1,2})(?:\s+([^\W\d]+))?\s*(?:-|–|—|s\.?/?d\.?|sampai(?:\s+dengan)?|hingga)\s*(\d{1,2})(?:\s+([^\W\d]+))?",
    re.IGNORECASE,
)


def find_last_day(text: str, days: Iterable[Day], first: date | None) -> date | None:
    """The last day of the range that begins on `first` ("3 sampai 4 Juli 2023"); None where no range does."""
    for day, start, end in days:
        if day != first:
            continue
        told = _RANGE.search(text[start:end])
        last = _make_last(day, told) if told else None
        if last and last > day:
            return last
    return None


def _make_last(first: date, told: re.Match[str]) -> date | None:
    month = MONTHS.get((told[4] or "").lower(), first.month)
    year = first.year + (month < first.month)
    try:
        return date(year, month, int(told[3]))
    except ValueError:
        return None
