"""Which selectors apply to a page: a source's own before its platform's, old layouts only for old pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import Any

from models.sources import Platform, ReadingHints, Source

_FIELDS = ("title", "body", "date", "author", "editor", "section", "tags", "related", "drop", "cut_after")


def choose_hints(source: Source | None, platform: Platform, fetched_on: date | None) -> ReadingHints:
    """All selectors for a page fetched on a day, in the order in which they are tried.

    A layout whose `until` is before that day is left out; `fetched_on` None (a file of unknown age) leaves none out.
    """
    layouts = [*(source.extract if source else ()), *platform.reading]
    usable = [hints for hints in layouts if fetched_on is None or hints.until is None or fetched_on <= hints.until]
    fields: dict[str, Any] = {name: _distinct(getattr(hints, name) for hints in usable) for name in _FIELDS}
    return ReadingHints(**fields)


def _distinct(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(groups)))
