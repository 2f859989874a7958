"""What one mention of a place is worth, by the rule that found it and the zone it stands in; sums of such evidence.

No text is read here. The numbers follow the resolution order of the project's notes on regions: institution and name
before plain name, title before lead before body, datelines by trust, addresses last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from models.shapes import Span
from pipelines.tag.frame import Zone

Rule = Literal[
    "institution", "name", "alias", "capital", "district", "village", "site", "programme", "holder", "city",
    "bare", "confirmed", "dateline", "kicker", "address", "address-name",
    "actor", "scope", "province", "office", "listing", "elsewhere",
]  # fmt: skip

PROVINCE = "province"
ELSEWHERE = "elsewhere"

_WORTH: dict[Rule, tuple[float, float, float]] = {
    "institution": (6.0, 4.0, 2.0),
    "name": (5.0, 3.0, 1.5),
    "alias": (4.5, 3.0, 1.5),
    "capital": (4.0, 2.5, 1.0),
    "district": (4.0, 2.5, 1.0),
    "village": (3.0, 2.0, 1.0),
    "site": (4.0, 2.5, 1.0),
    "programme": (2.0, 1.5, 0.7),
    "holder": (4.0, 3.0, 1.5),
    "city": (3.5, 1.0, 0.4),
    "confirmed": (3.0, 1.5, 0.5),
    "bare": (0.0, 0.0, 0.0),
    "actor": (5.0, 3.5, 0.8),
    "scope": (5.0, 3.5, 1.5),
    "province": (2.5, 1.0, 0.2),
    "office": (2.0, 1.5, 0.5),
    "listing": (3.0, 3.0, 2.0),
    "elsewhere": (4.0, 2.5, 0.7),
}
"""Title, lead, body."""
_ZONES: dict[Zone, int] = {"title": 0, "lead": 1, "body": 2}
_REPEATS = 3
"""A rule counts that often per zone: a long article must not win by repetition alone."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason to place an article: for a regency's slug, PROVINCE or ELSEWHERE."""

    target: str
    rule: Rule
    zone: Zone
    weight: float
    span: Span


def worth(rule: Rule, zone: Zone) -> float:
    """The weight of a mention in title, lead or body."""
    return _WORTH[rule][_ZONES.get(zone, 2)]


@dataclass
class Ledger:
    """Evidence added up per target."""

    items: dict[str, list[Evidence]] = field(default_factory=lambda: defaultdict(list))

    def add(self, evidence: Evidence) -> None:
        """Keep one piece of evidence."""
        self.items[evidence.target].append(evidence)

    def extend(self, evidence: Iterable[Evidence]) -> None:
        """Keep several pieces of evidence."""
        for item in evidence:
            self.add(item)

    def total(self, target: str) -> float:
        """The sum for one target, each rule counted only so often per zone."""
        seen: dict[tuple[Rule, Zone], int] = defaultdict(int)
        total = 0.0
        for item in self.items.get(target, ()):
            seen[item.rule, item.zone] += 1
            if seen[item.rule, item.zone] <= _REPEATS:
                total += item.weight
        return total

    def has_company(self, target: str) -> bool:
        """Whether anything but bare names speaks for a target; a dateline does while no place elsewhere does."""
        faint: tuple[Rule, ...] = ("bare", "confirmed", "address")
        if self.items.get(ELSEWHERE):
            faint += ("dateline",)
        return any(item.rule not in faint and item.weight > 1 for item in self.items.get(target, ()))

    def headline(self, target: str) -> list[Evidence]:
        """Evidence of title and lead for a target."""
        return [item for item in self.items.get(target, ()) if item.zone in ("title", "lead")]

    def regencies(self) -> list[str]:
        """Slugs with any evidence, strongest first."""
        slugs = [slug for slug in self.items if slug not in (PROVINCE, ELSEWHERE)]
        return sorted(slugs, key=lambda slug: (-self.total(slug), slug))

    def spans(self, target: str, limit: int = 5) -> tuple[Span, ...]:
        """The strongest evidence for a target."""
        ranked = sorted(self.items.get(target, ()), key=lambda item: -item.weight)
        return tuple(dict.fromkeys(item.span for item in ranked if item.span.text))[:limit]

    def best_rule(self, target: str) -> Rule | None:
        """The rule of the strongest evidence."""
        items = self.items.get(target)
        return max(items, key=lambda item: item.weight).rule if items else None
