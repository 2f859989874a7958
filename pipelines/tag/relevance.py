"""Is an article about a smart-city or digital-government effort of the province? Score, words and reasons.

`explicit`: the programme is named. `implicit`: digital words and an actor of government at a place of ours. Words and
weights are facts of relevance.yml; the place is decided in `regency.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from models.lexicon import Relevance as Facts
from models.lexicon import Term
from models.shapes import Relevance, Span, Tag
from pipelines.tag.frame import FieldText, Frame, Zone
from pipelines.tag.matcher import Entry, Group
from pipelines.tag.regency import Location

_HEADLINE: tuple[Zone, ...] = ("title", "lead")
_MORE = 0.25
"""What each further occurrence of the same group of words adds, up to three."""
_FAINT = 1
_VETO_WORDS = 2
_PASSING = 3
_ROUNDUP = re.compile(r"^\s*(?:kemarin|berita kemarin|sepekan)\b\s*[,:;]?", re.I)
_ROUNDUP_WEIGHT = 8.0


@dataclass
class Tally:
    """What one group of words scored: the best zone, how often, and where."""

    best: float = 0.0
    count: int = 0
    spans: list[Span] = field(default_factory=list)
    headline: set[str] = field(default_factory=set)
    """Different words in title and lead."""

    @property
    def score(self) -> float:
        """Best occurrence plus a little for repetition."""
        return self.best * (1 + _MORE * min(self.count - 1, 3)) if self.count else 0.0


@dataclass(frozen=True)
class Verdict:
    """The decision on one article. `reasons` name the groups that counted, for and against."""

    relevance: Relevance
    score: float
    tags: tuple[Tag, ...]

    @property
    def is_relevant(self) -> bool:
        """Whether the article is kept for the dashboards."""
        return self.relevance != "none"


class RelevanceTagger:
    """Scores frames against relevance.yml."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._patterns = [(item, re.compile(item.pattern)) for item in facts.patterns]

    def entries(self) -> Iterator[Entry]:
        """Every word of relevance.yml for the matcher; the number says which group of words it is."""
        facts = self._facts
        yield from _numbered("explicit", facts.explicit)
        yield from _numbered("digital", facts.digital)
        yield from _numbered("negative", facts.negative)
        plain: tuple[tuple[Group, int, tuple[str, ...]], ...] = (
            ("trap", 0, facts.traps),
            ("actor", 0, (*facts.government.close, *facts.government.alone)),
            ("actor", _FAINT, facts.government.faint),
            ("outside", 0, facts.outside.terms),
            ("visit", 0, facts.study_visit.terms),
            ("visit", 1, facts.study_visit.unless),
        )
        for group, number, terms in plain:
            for term in terms:
                yield Entry(group, number, term)

    def judge(self, frame: Frame, location: Location) -> Verdict:
        """Relevance of one article whose place is known."""
        explicit = self._tally(frame, "explicit", self._facts.explicit)
        digital = self._tally(frame, "digital", self._facts.digital)
        digital.update(self._patterned(frame))
        against = self._against(frame, location)
        said, signalled = _sum(explicit), _sum(digital)
        score = said + signalled - sum(tally.score for tally in against.values())
        relevance: Relevance = "none"
        if not self._is_vetoed(against):
            relevance = self._decide(frame, location, said, signalled, score)
        if relevance == "none":
            return Verdict("none", self._confidence(score), tuple(_reasons(against, "against")))
        tags = _reasons({**explicit, **digital}, relevance, self._confidence(score))
        return Verdict(relevance, self._confidence(score), tuple(tags))

    def _decide(self, frame: Frame, location: Location, said: float, signalled: float, score: float) -> Relevance:
        limits = self._facts.thresholds
        if location.scope == "elsewhere" or score < limits.relevant:
            return "none"
        if said:
            return "explicit"
        return "implicit" if signalled >= limits.digital and _has_actor(frame) else "none"

    def _tally(self, frame: Frame, group: Group, terms: tuple[Term, ...]) -> dict[str, Tally]:
        tallies: dict[str, Tally] = {}
        for text, hit in frame.hits(group):
            term = terms[hit.number]
            zone = text.zone(hit.start)
            tally = tallies.setdefault(term.id, Tally())
            tally.best = max(tally.best, term.weight * self._factor(zone))
            tally.count += 1
            if zone in _HEADLINE:
                tally.headline.add(text.folded[hit.start : hit.end])
            tally.spans.append(text.span(hit.start, hit.end))
        return tallies

    def _patterned(self, frame: Frame) -> dict[str, Tally]:
        """Digital words that follow a pattern; a listed word at the same place counts as well, but only in its group."""
        tallies: dict[str, Tally] = {}
        for item, pattern in self._patterns:
            for name in ("title", "body"):
                text = frame.fields[name]  # type: ignore[index]
                for match in pattern.finditer(text.stored):
                    tally = tallies.setdefault(item.id, Tally())
                    tally.best = max(tally.best, item.weight * self._factor(text.zone(match.start())))
                    tally.count += 1
                    tally.spans.append(text.span(match.start(), match.end()))
        return tallies

    def _is_vetoed(self, against: dict[str, Tally]) -> bool:
        return any(
            topic.veto and (tally := against.get(topic.id)) is not None and len(tally.headline) >= _VETO_WORDS
            for topic in self._facts.negative
        )

    def _against(self, frame: Frame, location: Location) -> dict[str, Tally]:
        found = self._tally(frame, "negative", self._facts.negative)
        visit = self._study_visit(frame, location)
        outside = self._outside(frame)
        for name, tally in (("study-visit", visit), ("outside", outside), ("roundup-title", _roundup(frame))):
            if tally.count:
                found[name] = tally
        return found

    def _outside(self, frame: Frame) -> Tally:
        """Police, ports, banks ... count against an article only where no government body is in title or lead."""
        tally = Tally()
        if any(hit.number != _FAINT and _in_headline(text, hit.start) for text, hit in frame.hits("actor")):
            return tally
        for text, hit in frame.hits("outside"):
            if _in_headline(text, hit.start):
                tally.count += 1
                tally.best = max(tally.best, self._facts.outside.weight * self._factor(text.zone(hit.start)))
                tally.spans.append(text.span(hit.start, hit.end))
        return tally

    def _study_visit(self, frame: Frame, location: Location) -> Tally:
        """Learning from another place is no progress at home, unless something was signed or decided."""
        tally = Tally()
        if not location.elsewhere:
            return tally
        hits = list(frame.hits("visit"))
        if any(hit.number == 1 for _, hit in hits):
            return tally
        for text, hit in hits:
            if _in_headline(text, hit.start):
                tally.count += 1
                tally.best = self._facts.study_visit.weight
                tally.spans.append(text.span(hit.start, hit.end))
        return tally

    def _factor(self, zone: Zone) -> float:
        zones = self._facts.zones
        return {"title": zones.title, "lead": zones.lead}.get(zone, zones.body)

    def _confidence(self, score: float) -> float:
        return round(min(max(score / self._facts.thresholds.certain, 0.0), 1.0), 3)


def _numbered(group: Group, terms: tuple[Term, ...]) -> Iterator[Entry]:
    for number, term in enumerate(terms):
        for surface in term.terms:
            yield Entry(group, number, surface)


def _sum(tallies: dict[str, Tally]) -> float:
    return sum(tally.score for tally in tallies.values())


def _in_headline(text: FieldText, position: int) -> bool:
    return text.zone(position) in _HEADLINE


def _has_actor(frame: Frame) -> bool:
    """A body of government in title or lead, or more than in passing further down."""
    hits = [(text, hit) for text, hit in frame.hits("actor") if hit.number != _FAINT]
    if any(_in_headline(text, hit.start) for text, hit in hits):
        return True
    is_likely = any(_in_headline(text, hit.start) for text, hit in frame.hits("actor"))
    return len(hits) >= (1 if is_likely else _PASSING)


def _roundup(frame: Frame) -> Tally:
    """A list of yesterday's articles is about none of them."""
    title = frame.fields["title"]
    match = _ROUNDUP.match(title.stored)
    if not match:
        return Tally()
    return Tally(_ROUNDUP_WEIGHT, 1, [title.span(match.start(), match.end())])


def _reasons(tallies: dict[str, Tally], value: str, score: float = 0.0) -> Iterator[Tag]:
    """One relevance tag per group of words, strongest first, with its words as evidence."""
    ranked = sorted(tallies.items(), key=lambda item: -item[1].score)
    for rank, (name, tally) in enumerate(ranked[:6], start=1):
        yield Tag("relevance", value, score, name, rank, tuple(tally.spans[:4]))
