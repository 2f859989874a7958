"""A plain table: what was measured beside what it should be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """One measurement. `holds` None: told, not judged."""

    name: str
    target: str
    value: str
    holds: bool | None = None


def show(rows: Iterable[Row]) -> int:
    """Print rows as soon as they are known; returns how many missed their target."""
    missed = 0
    for row in rows:
        missed += row.holds is False
        verdict = {True: "holds", False: "FAILS", None: ""}[row.holds]
        print(f"  {row.name:<58} {row.target:>12}  {row.value:<44} {verdict}".rstrip(), flush=True)
    return missed
