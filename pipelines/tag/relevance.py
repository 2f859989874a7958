"""Is an article about a smart-city or digital-government effort of the province? Score, words and reasons.

`explicit`: the programme or a part of it is named smart. `implicit`: digital words and an actor of government at one of
our places. Words and weights are facts of relevance.yml, sums are made in `tally.py`, places decided in `regency.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.lexicon import NamedProgrammes
from models.shapes import Relevance, Tag
from models.vocabulary import Relevance as Facts
from models.vocabulary import Term
from pipelines.tag.frame import Frame
from pipelines.tag.matcher import Entry, Group
from pipelines.tag.regency import Location
from pipelines.tag.tally import Scale, Tally, is_headline, total

_FAINT = 1
"""Number of actors that make a government likely and answer for nobody."""
_DECIDED = 1
"""Number of the words that turn a study visit into a decision."""
_VETO_WORDS = 2
_PROGRAMME_WEIGHT = 2.5
_PASSING = 3
_PLAINLY = 2.0
"""How many times the least of digital words leave little doubt."""
_REASONS = 6
CRIME = "crime"
"""The topic of relevance.yml that a device against it may name."""
_ROUNDUP = re.compile(r"^\s*(?:kemarin|berita kemarin|sepekan)\b\s*[,:;]?", re.I)


@dataclass(frozen=True)
class Verdict:
    """The decision on one article with its reasons, for and against."""

    relevance: Relevance
    score: float
    tags: tuple[Tag, ...]

    @property
    def is_relevant(self) -> bool:
        """Whether the article counts on the dashboards."""
        return self.relevance != "none"


class RelevanceTagger:
    """Scores frames against relevance.yml."""

    def __init__(self, facts: Facts, programmes: NamedProgrammes) -> None:
        self._facts = facts
        self._programmes = programmes.programmes
        self._scale = Scale(facts.zones)
        self._others = tuple(facts.government.other)
        self._patterns = [(item, re.compile(item.pattern)) for item in facts.patterns]

    def entries(self) -> Iterator[Entry]:
        """Every word of relevance.yml for the matcher; the number says which group of words it is."""
        facts = self._facts
        yield from _numbered("explicit", facts.explicit)
        yield from _numbered("device", facts.devices)
        yield from _numbered("digital", facts.digital)
        yield from _numbered("negative", facts.negative)
        plain: tuple[tuple[Group, int, tuple[str, ...]], ...] = (
            ("trap", 0, facts.traps),
            ("actor", 0, (*facts.government.close, *facts.government.alone)),
            ("actor", _FAINT, facts.government.faint),
            ("outside", 0, facts.outside.terms),
            ("visit", 0, facts.study_visit.terms),
            ("visit", _DECIDED, facts.study_visit.unless),
        )
        for group, number, terms in plain:
            for term in terms:
                yield Entry(group, number, term)

    def judge(self, frame: Frame, location: Location) -> Verdict:
        """Relevance of one article whose place is known."""
        named = self._scale.tally(frame, "explicit", self._facts.explicit)
        named |= self._scale.tally(frame, "device", self._facts.devices)
        digital = self._scale.tally(frame, "digital", self._facts.digital)
        digital |= self._scale.tally_patterns(frame, self._patterns) | self._named_programmes(frame)
        against = self._scale.tally(frame, "negative", self._facts.negative)
        against |= self._outside(frame)
        score = total(named) + total(digital) - total(against)
        vetoes = self._vetoes(frame, location, against, digital)
        if vetoes or location.scope == "elsewhere" or score < self._facts.thresholds.relevant:
            return self._rejected(score, vetoes or against)
        if not named and not (self._is_digital(digital) and self._has_actor(frame, location, total(digital))):
            return self._rejected(score, against)
        relevance: Relevance = "explicit" if named else "implicit"
        confidence = self._confidence(score)
        return Verdict(relevance, confidence, tuple(_reasons(named | digital, relevance, confidence)))

    def _is_digital(self, digital: dict[str, Tally]) -> bool:
        """Enough digital words, and far more of them where title and lead have none."""
        limits = self._facts.thresholds
        is_headline_word = any(tally.headline for tally in digital.values())
        return total(digital) >= (limits.digital if is_headline_word else limits.buried)

    def _has_actor(self, frame: Frame, location: Location, digital: float) -> bool:
        """A body of government in title or lead, or more than in passing further down; once, where much is digital."""
        if any(not span.text.lower().startswith(self._others) for span in location.institutions):
            return True
        hits = [(text, hit) for text, hit in frame.hits("actor") if hit.number != _FAINT]
        if any(is_headline(text, hit.start) for text, hit in hits):
            return True
        is_plain = digital >= _PLAINLY * self._facts.thresholds.digital
        is_likely = is_plain or any(is_headline(text, hit.start) for text, hit in frame.hits("actor"))
        return len(hits) >= (1 if is_likely else _PASSING)

    def _rejected(self, score: float, reasons: dict[str, Tally]) -> Verdict:
        confidence = self._confidence(score)
        return Verdict("none", confidence, tuple(_reasons(reasons, "none", 1 - confidence)))

    def _vetoes(
        self, frame: Frame, location: Location, against: dict[str, Tally], digital: dict[str, Tally]
    ) -> dict[str, Tally]:
        """What decides alone: two words of such a topic in title and lead, a study visit, a list of other articles."""
        excused = CRIME if _is_prevention(frame, digital) else ""
        vetoes = {
            topic.id: against[topic.id]
            for topic in self._facts.negative
            if topic.veto and topic.id != excused and topic.id in against
            if len(against[topic.id].headline) >= _VETO_WORDS
        }
        return vetoes | self._study_visit(frame, location) | _roundup(frame)

    def _named_programmes(self, frame: Frame) -> dict[str, Tally]:
        """The province's own applications count as digital words, though their names do not say so."""
        tally = Tally()
        for text, hit in frame.hits("programme"):
            if self._programmes[hit.number].is_digital:
                weight = _PROGRAMME_WEIGHT * self._scale.factor(text.zone(hit.start))
                tally.add(text, hit.start, hit.end, weight)
        return {"programme": tally} if tally.count else {}

    def _outside(self, frame: Frame) -> dict[str, Tally]:
        """Police, ports, banks ... count against an article only where no government body is in title or lead."""
        if any(hit.number != _FAINT and is_headline(text, hit.start) for text, hit in frame.hits("actor")):
            return {}
        tally = Tally()
        for text, hit in frame.hits("outside"):
            if is_headline(text, hit.start):
                weight = self._facts.outside.weight * self._scale.factor(text.zone(hit.start))
                tally.add(text, hit.start, hit.end, weight)
        return {"outside": tally} if tally.count else {}

    def _study_visit(self, frame: Frame, location: Location) -> dict[str, Tally]:
        """Learning from a place elsewhere is no progress at home, unless something was signed or decided."""
        hits = list(frame.hits("visit"))
        if not location.foreign or any(hit.number == _DECIDED for _, hit in hits):
            return {}
        tally = Tally()
        for text, hit in hits:
            if is_headline(text, hit.start):
                tally.add(text, hit.start, hit.end, 1.0)
        return {"study-visit": tally} if tally.count else {}

    def _confidence(self, score: float) -> float:
        return round(min(max(score / self._facts.thresholds.certain, 0.0), 1.0), 3)


def _numbered(group: Group, terms: tuple[Term, ...]) -> Iterator[Entry]:
    for number, term in enumerate(terms):
        for surface in term.surfaces:
            yield Entry(group, number, surface)


def _is_prevention(frame: Frame, digital: dict[str, Tally]) -> bool:
    """A device against crime: one is named in the title, and a government speaks in the lead while no police does."""
    has_device = any(
        tally.headline and any(span.field == "title" for span in tally.spans) for tally in digital.values()
    )
    if not has_device or any(is_headline(text, hit.start) for text, hit in frame.hits("outside")):
        return False
    return any(hit.number != _FAINT and is_headline(text, hit.start) for text, hit in frame.hits("actor"))


def _roundup(frame: Frame) -> dict[str, Tally]:
    """A list of yesterday's articles is about none of them."""
    title = frame.fields["title"]
    match = _ROUNDUP.match(title.stored)
    if not match:
        return {}
    tally = Tally()
    tally.add(title, match.start(), match.end(), 1.0)
    return {"roundup": tally}


def _reasons(tallies: dict[str, Tally], value: str, score: float) -> Iterator[Tag]:
    """One relevance tag per group of words, strongest first, with its words as evidence."""
    ranked = sorted(tallies.items(), key=lambda item: -item[1].score)
    for rank, (name, tally) in enumerate(ranked[:_REASONS], start=1):
        yield Tag("relevance", value, round(score, 3), name, rank, tuple(tally.spans[:4]))
