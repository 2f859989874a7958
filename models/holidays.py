"""Shape of the national holidays, and which days are low because of them.

The dates are in provinces/national/holidays.yml; what a low day means for an outlet belongs to `serving/health`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from models.facts import Strict

SATURDAY = 5
_DAY = dt.timedelta(days=1)


class Holiday(Strict):
    """One day off. `public`: libur nasional; `leave`: cuti bersama."""

    day: dt.date
    name: str = Field(min_length=1)
    kind: Literal["public", "leave"]
    around: int = Field(default=0, ge=0, le=14)
    """So many days before and after are low as well."""
    provisional: bool = False
    """Computed or announced, but not decreed."""

    @property
    def low_days(self) -> Iterator[dt.date]:
        """The day itself and those around it."""
        return (self.day + _DAY * offset for offset in range(-self.around, self.around + 1))


class Holidays(Strict):
    """The whole file: days in order, each once."""

    holidays: tuple[Holiday, ...] = ()

    @model_validator(mode="after")
    def _are_in_order(self) -> Holidays:
        days = [holiday.day for holiday in self.holidays]
        for before, after in pairwise(days):
            if before >= after:
                raise ValueError(f"{after} stands after {before}: days must be in order, each once")
        return self

    def is_low(self, day: dt.date) -> bool:
        """Whether a day is a holiday, lies around one, or is a single working day between days off (hari kejepit).

        Weekends alone are not: which of them are quiet is a matter of each outlet.
        """
        if day in self._low:
            return True
        is_wedged = self._is_off(day - _DAY) and self._is_off(day + _DAY)
        return is_wedged and (day - _DAY in self._low or day + _DAY in self._low)

    def _is_off(self, day: dt.date) -> bool:
        return day in self._low or day.weekday() >= SATURDAY

    @cached_property
    def _low(self) -> frozenset[dt.date]:
        return frozenset(day for holiday in self.holidays for day in holiday.low_days)
