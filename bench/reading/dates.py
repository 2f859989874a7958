"""Our reading of dates beside dateparser's, on the table of observed forms the tests are made with.

Two of dateparser's ways: `parse`, which wants a date and nothing else, and `search_dates`, which looks for one in a
line. Both are told all they can be told: Indonesian and English, day before month, WIB, the moment of fetching. A row
is right if the instant is (the day, where no time is written; nothing, where there is no date). Rows whose meaning
depends on where they stand on a page are left out: nobody could know.

Where dateparser is right and cheap it is used: relative times ("3 jam yang lalu") are counted by it
(`pipelines/moments.py`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from dateparser import parse
from dateparser.search import search_dates

from models.clock import WIB
from pipelines.moments import parse_moment

TABLE = Path(__file__).parents[2] / "tests" / "fixtures" / "dates.yml"
FETCHED_AT = datetime(2026, 11, 15, 13, tzinfo=UTC)
_SETTINGS = {
    "DATE_ORDER": "DMY",
    "TIMEZONE": "Asia/Jakarta",
    "TO_TIMEZONE": "Asia/Jakarta",
    "RETURN_AS_TIMEZONE_AWARE": True,
    "RELATIVE_BASE": FETCHED_AT.astimezone(WIB).replace(tzinfo=None),
    "PREFER_DATES_FROM": "past",
}
_LANGUAGES = ["id", "en"]
_SHOWN = 12


class _Outcome(NamedTuple):
    """One reader's answers: right rows, and those it misread or did not read."""

    right: list[dict[str, Any]]
    wrong: list[tuple[dict[str, Any], datetime | None]]
    milliseconds: float


def measure(data: Path) -> None:
    """Right rows and time for a row. `data` is not used."""
    del data
    rows = [row for row in yaml.safe_load(TABLE.read_text(encoding="utf-8")) if "place" not in row]
    relative = [row for row in rows if "relative" in row.get("is", [])]
    absolute = [row for row in rows if row not in relative]
    print(f"  {len(absolute)} dates and {len(relative)} relative times, processor time a row")
    for name, read in READERS.items():
        stated, counted = _try(read, absolute), _try(read, relative)
        print(f"  {name:<26}dates {_count(stated)}; relative {_count(counted)}")
        _tell(stated.wrong + counted.wrong, "all" if name == OURS else "")


def _try(read: Callable[[str], datetime | None], rows: Sequence[dict[str, Any]]) -> _Outcome:
    read(rows[0]["text"])  # tables are loaded at the first call
    outcome = _Outcome([], [], 0.0)
    began = time.process_time()
    answers = [read(row["text"]) for row in rows]
    spent = 1000 * (time.process_time() - began) / len(rows)
    for row, answer in zip(rows, answers, strict=True):
        if is_right(row["at"], answer):
            outcome.right.append(row)
        else:
            outcome.wrong.append((row, answer))
    return outcome._replace(milliseconds=spent)


def is_right(wanted: str | None, got: datetime | None) -> bool:
    """`wanted` in WIB: a day alone asks for the day alone."""
    if wanted is None or got is None:
        return wanted is None and got is None
    local = got.astimezone(WIB)
    if " " not in wanted:
        return local.date().isoformat() == wanted
    return local.replace(tzinfo=None, microsecond=0) == datetime.fromisoformat(wanted)


def _count(outcome: _Outcome) -> str:
    misread = sum(answer is not None for _, answer in outcome.wrong)
    missed = len(outcome.wrong) - misread
    return f"{len(outcome.right)} right, {misread} misread, {missed} not read, {outcome.milliseconds:.2f} ms each"


def _tell(wrong: list[tuple[dict[str, Any], datetime | None]], which: str) -> None:
    shown = wrong if which == "all" else wrong[:_SHOWN]
    for row, answer in shown:
        got = answer.astimezone(WIB).strftime("%Y-%m-%d %H:%M") if answer else "nothing"
        print(f"      {row['text']!r}: {got}, meant {row['at'] or 'nothing'}")
    if len(wrong) > len(shown):
        print(f"      and {len(wrong) - len(shown)} more")


def _read_ourselves(text: str) -> datetime | None:
    moment = parse_moment(text, FETCHED_AT)
    return moment.at if moment else None


def _parse(text: str) -> datetime | None:
    found: datetime | None = parse(text, languages=_LANGUAGES, settings=_SETTINGS)
    return found


def _search(text: str) -> datetime | None:
    found = search_dates(text, languages=_LANGUAGES, settings=_SETTINGS)
    return found[0][1] if found else None


OURS = "pantau"
READERS: dict[str, Callable[[str], datetime | None]] = {
    OURS: _read_ourselves,
    "dateparser.parse": _parse,
    "dateparser.search_dates": _search,
}
