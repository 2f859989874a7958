"""Known conflicts between pillars: payment against subject, channel against subject, network against use.

The rules are data (pillars.yml, `overrides`); here is only when one applies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from models.lexicon import Override, Pillar, Pillars
from pipelines.tag.frame import Frame
from pipelines.tag.matcher import Entry
from pipelines.tag.subjects import Score

_TERM, _NEAR, _UNLESS = 0, 1, 2


class Overrides:
    """The conflict rules in order."""

    def __init__(self, facts: Pillars) -> None:
        self._rules = facts.overrides

    def entries(self) -> Iterator[Entry]:
        """Words of every rule; the number holds rule and role."""
        for index, rule in enumerate(self._rules):
            for role, terms in ((_TERM, rule.terms), (_NEAR, rule.near), (_UNLESS, rule.unless)):
                for term in terms:
                    yield Entry("override", index * 3 + role, term)

    def find(self, frame: Frame, scores: dict[Pillar, Score]) -> Override | None:
        """The first rule whose subject is in the title, else the first of the lead among the two strongest pillars."""
        zones: dict[int, set[str]] = defaultdict(set)
        for text, hit in frame.hits("override"):
            zones[hit.number].add(text.zone(hit.start))
        fitting = [(rule, zones[index * 3]) for index, rule in enumerate(self._rules) if _fits(rule, index, zones)]
        leading = sorted(scores, key=lambda pillar: -scores[pillar].total())[:2]
        in_title = (rule for rule, where in fitting if "title" in where)
        in_lead = (rule for rule, _ in fitting if rule.first in leading)
        return next(in_title, None) or next(in_lead, None)


def _fits(rule: Override, index: int, zones: dict[int, set[str]]) -> bool:
    terms, near, unless = (zones.get(index * 3 + role, set()) for role in (_TERM, _NEAR, _UNLESS))
    return _in_headline(terms) and (not rule.near or _in_headline(near)) and not _in_headline(unless)


def _in_headline(zones: set[str]) -> bool:
    return bool(zones & {"title", "lead"})
