"""What the fields of the query language may hold: names and aliases as people write them, to the values of filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property

from models.catalogue import Catalogue
from models.clock import parse_day
from models.errors import UsageError
from models.lexicon import MILESTONE_KINDS
from serving.search.periods import find_period
from serving.search.request import LARGEST_ID, PROVINCE, SEPARATOR


class FieldValues:
    """Reads the values of one province. `is_stored`: whether articles of a source are kept that has no file."""

    def __init__(self, catalogue: Catalogue, today: date, is_stored: Callable[[str], bool] | None = None) -> None:
        self._catalogue = catalogue
        self._today = today
        self._is_stored = is_stored

    def read(self, name: str, written: str) -> str | date | int:
        """The value for the filter `name`; ValueError with a sentence where it makes no sense."""
        if name in ("since", "until"):
            return self._read_day(name, written)
        if name == "story":
            if not written.isdecimal() or int(written) > LARGEST_ID:
                raise ValueError("a story has a number")
            return int(written)
        values = [value for value in written.split(SEPARATOR) if value.strip()]
        if not values:
            raise ValueError(f"no {name} is named")
        return SEPARATOR.join(self._find(name, value) for value in values)

    def _find(self, name: str, written: str) -> str:
        found = self._known(name).get(_fold(written))
        if found is None and name == "source" and self._is_stored and self._is_stored(written.strip()):
            return written.strip()
        if found is None:
            raise ValueError(f"there is no {name} {written!r}")
        return found

    def _known(self, name: str) -> Mapping[str, str]:
        if name == "milestone":
            return _MILESTONES
        if name == "regency":
            return self._regencies
        return self._pillars if name == "pillar" else self._sources

    def _read_day(self, name: str, written: str) -> date:
        try:
            return parse_day(written)
        except UsageError:
            period = find_period(written, self._today)
            if period is None:
                raise ValueError("a day is written 2026-11-09, or in words like “Oktober 2024”") from None
            return period.since if name == "since" else period.until

    @cached_property
    def _regencies(self) -> Mapping[str, str]:
        province = self._catalogue.province
        whole = {_fold(name): PROVINCE for name in (PROVINCE, "provinsi", province.name, *province.aliases)}
        return whole | {
            _fold(name): slug
            for slug, regency in self._catalogue.regencies.items()
            for name in (slug, regency.name, *regency.aliases, regency.capital, *regency.capital_aliases)
        }

    @cached_property
    def _pillars(self) -> Mapping[str, str]:
        return {
            _fold(name): dimension.id
            for dimension in self._catalogue.pillars.dimensions
            for name in (dimension.id, *dimension.names, *dimension.older)
        }

    @cached_property
    def _sources(self) -> Mapping[str, str]:
        return _named(self._catalogue.sources)


def _named(values: Iterable[str]) -> dict[str, str]:
    return {_fold(value): value for value in values}


def _fold(written: str) -> str:
    return " ".join(written.lower().replace("-", " ").replace("_", " ").split())


_MILESTONES = _named(MILESTONE_KINDS)
