"""The farm's access log: its lines, and what they say about a visitor's manners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

COUNTER_HOST = "127.0.0.1"
"""Where the farm answers the bench itself."""


class Visit(NamedTuple):
    """One request: monotonic seconds, which all processes of a machine share."""

    host: str
    target: str
    status: int
    """0 where the answer was no proper HTTP."""
    size: int
    began: float
    ended: float
    agent: str


def split_by_host(visits: Iterable[Visit]) -> dict[str, list[Visit]]:
    """The visits of each host in the order they began."""
    hosts: defaultdict[str, list[Visit]] = defaultdict(list)
    for visit in sorted(visits, key=lambda visit: visit.began):
        hosts[visit.host].append(visit)
    return dict(hosts)


def find_gaps(visits: list[Visit]) -> list[float]:
    """Seconds from the arrival of each request of one host to the arrival of the next."""
    return [after.began - before.began for before, after in pairwise(visits)]


def count_overlaps(visits: list[Visit]) -> int:
    """How often a request of one host came before the one before it was answered."""
    return sum(after.began < before.ended for before, after in pairwise(visits))
