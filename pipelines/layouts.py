"""Which selectors apply to a page: a source's own before its platform's, each page by the layout of its time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any

from models.sources import Platform, ReadingHints, Source

_FIELDS = tuple(name for name in ReadingHints.model_fields if name != "until")


def choose_hints(source: Source | None, platform: Platform, fetched_on: date | None) -> ReadingHints:
    """All selectors for a page fetched on a day, in the order in which they are tried.

    A layout whose `until` is before that day is left out, and the one that ended first after it comes first: a page of
    the archive keeps the reader of its time. `fetched_on` None (a file of unknown age) tries the current layout first.
    """
    layouts = [*_of_day(source.extract if source else (), fetched_on), *_of_day(platform.reading, fetched_on)]
    fields: dict[str, Any] = {name: _distinct(getattr(hints, name) for hints in layouts) for name in _FIELDS}
    return ReadingHints(**fields)


def _of_day(layouts: Sequence[ReadingHints], fetched_on: date | None) -> list[ReadingHints]:
    if fetched_on is None:
        return list(layouts)
    usable = [hints for hints in layouts if hints.until is None or fetched_on <= hints.until]
    return sorted(usable, key=lambda hints: hints.until or date.max)


def _distinct(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(groups)))
