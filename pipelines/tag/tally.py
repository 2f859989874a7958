"""Adding up weighted words: what one group of words scored, where it was best, and the words themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from models.shapes import Span
from models.vocabulary import Pattern, Term, Zones
from pipelines.tag.frame import FieldText, Frame, Zone
from pipelines.tag.matcher import Group

_MORE = 0.25
"""What each further occurrence of the same group of words adds, up to three."""


@dataclass
class Tally:
    """What one group of words scored. `headline`: the different words found in title and lead."""

    best: float = 0.0
    count: int = 0
    spans: list[Span] = field(default_factory=list)
    headline: set[str] = field(default_factory=set)

    @property
    def score(self) -> float:
        """Best occurrence plus a little for repetition."""
        return self.best * (1 + _MORE * min(self.count - 1, 3)) if self.count else 0.0

    def add(self, text: FieldText, start: int, end: int, weight: float) -> None:
        """Count one occurrence of the weight it has in its zone."""
        self.best = max(self.best, weight)
        self.count += 1
        self.spans.append(text.span(start, end))
        if is_headline(text, start):
            self.headline.add(text.folded[start:end])


class Scale:
    """How much a word counts by zone, and the tallies made with it."""

    def __init__(self, zones: Zones) -> None:
        self._factors: dict[Zone, float] = {"title": zones.title, "lead": zones.lead}
        self._body = zones.body

    def factor(self, zone: Zone) -> float:
        """Title and lead count more than the rest."""
        return self._factors.get(zone, self._body)

    def tally(self, frame: Frame, group: Group, terms: tuple[Term, ...]) -> dict[str, Tally]:
        """The words of `terms` found in an article, by the id of their group."""
        tallies: dict[str, Tally] = {}
        for text, hit in frame.hits(group):
            term = terms[hit.number]
            weight = term.weight * self.factor(text.zone(hit.start))
            tallies.setdefault(term.id, Tally()).add(text, hit.start, hit.end, weight)
        return tallies

    def tally_patterns(self, frame: Frame, patterns: list[tuple[Pattern, re.Pattern[str]]]) -> dict[str, Tally]:
        """Words that follow a pattern and stand in no list."""
        tallies: dict[str, Tally] = {}
        for item, pattern in patterns:
            for text in (frame.fields["title"], frame.fields["body"]):
                for match in pattern.finditer(text.stored):
                    if _is_trapped(text, match):
                        continue
                    weight = item.weight * self.factor(text.zone(match.start()))
                    tallies.setdefault(item.id, Tally()).add(text, match.start(), match.end(), weight)
        return tallies


def _is_trapped(text: FieldText, match: re.Match[str]) -> bool:
    return any(trap.start < match.end() and match.start() < trap.end for trap in text.hits.get("trap", ()))


def total(tallies: dict[str, Tally]) -> float:
    """The sum of all groups."""
    return sum(tally.score for tally in tallies.values())


def is_headline(text: FieldText, position: int) -> bool:
    """Whether a position lies in title or lead."""
    return text.zone(position) in ("title", "lead")
