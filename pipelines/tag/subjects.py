"""Scores of the pillars' subjects: which words of pillars.yml occur where. The decision is in `pillar.py`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from models.lexicon import PILLARS, NamedProgrammes, Pillar, Pillars
from models.shapes import Span
from pipelines.tag.frame import FieldText, Frame
from pipelines.tag.matcher import Entry, Hit

_DECAY = 0.72
"""Each further word of a pillar counts less: a long article must not win by length."""
_AGENCY_WEIGHT = 1.2
_PROGRAMME_WEIGHT = 2.5
_NAMED_WEIGHT = 9.0
"""A dimension called by its own name in title or lead."""
_REPEAT = 0.15
_OWN_SENTENCE = 2.5


@dataclass(frozen=True)
class Word:
    """One surface of one pillar."""

    pillar: Pillar
    sub: str
    weight: float
    is_channel: bool = False
    needs: str | None = None


@dataclass
class Score:
    """What one pillar's words add up to."""

    subjects: dict[str, tuple[float, str]] = field(default_factory=dict)
    channels: dict[str, tuple[float, str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    found: list[tuple[float, Span]] = field(default_factory=list)
    sentences: set[tuple[str, int]] = field(default_factory=set)
    in_headline: bool = False
    bonus: float = 0.0

    def add(self, word: Word, weight: float, span: Span) -> None:
        """Count one occurrence; of the same word only the best place counts."""
        surface = span.text.lower()
        target = self.channels if word.is_channel else self.subjects
        target[surface] = max(target.get(surface, (0.0, "")), (weight, word.sub))
        self.counts[surface] = self.counts.get(surface, 0) + 1
        self.found.append((weight, span))

    def boost(self, spans: Collection[Span]) -> None:
        """The dimension was called by its name."""
        self.bonus += _NAMED_WEIGHT
        self.in_headline = True
        self.found += [(_NAMED_WEIGHT, span) for span in spans]

    def total(self, channel_share: float = 1.0) -> float:
        """Sum with diminishing weights; words of channel count by `channel_share`."""
        weights = [self._repeated(surface, weight) for surface, (weight, _) in self.subjects.items()]
        weights += [self._repeated(surface, weight) * channel_share for surface, (weight, _) in self.channels.items()]
        weights.sort(reverse=True)
        return self.bonus + sum(weight * _DECAY**index for index, weight in enumerate(weights))

    def _repeated(self, surface: str, weight: float) -> float:
        return weight * (1 + _REPEAT * min(self.counts[surface] - 1, 3))

    @property
    def sub(self) -> str:
        """The sub-dimension of the strongest word."""
        words = [*self.subjects.values(), *self.channels.values()]
        return max(words)[1] if words else "named"

    @property
    def spans(self) -> tuple[Span, ...]:
        """The strongest words as evidence."""
        return tuple(dict.fromkeys(span for _, span in sorted(self.found, key=lambda item: -item[0])))[:5]


class Subjects:
    """Words of all pillars by number."""

    def __init__(self, facts: Pillars, programmes: NamedProgrammes) -> None:
        self._facts = facts
        self._contexts = tuple(facts.contexts)
        self._words: list[Word] = []
        self._surfaces: list[str] = []
        for dimension in facts.dimensions:
            for signal in dimension.signals:
                for term in signal.surfaces:
                    self._keep(term, Word(dimension.id, signal.sub, signal.weight, signal.channel, signal.needs))
            for agency in dimension.agencies:
                is_channel = dimension.id == "governance"
                self._keep(agency, Word(dimension.id, "agency", _AGENCY_WEIGHT, is_channel))
        for programme in programmes.programmes:
            for name in (programme.name, *programme.aliases):
                self._keep(name, Word(programme.pillar, "programme", _PROGRAMME_WEIGHT))

    def _keep(self, surface: str, word: Word) -> None:
        self._surfaces.append(surface)
        self._words.append(word)

    def entries(self) -> Iterator[Entry]:
        """Words and contexts for the matcher."""
        for number, surface in enumerate(self._surfaces):
            yield Entry("signal", number, surface)
        for number, name in enumerate(self._contexts):
            for surface in self._facts.contexts[name]:
                yield Entry("context", number, surface)

    def score(self, frame: Frame, ignored: Collection[tuple[str, int]]) -> dict[Pillar, Score]:
        """Scores of all pillars; `ignored` sentences only list dimensions."""
        scores: dict[Pillar, Score] = {pillar: Score() for pillar in PILLARS}
        for text, hit in frame.hits("signal"):
            word = self._words[hit.number]
            sentence = (text.name, text.sentences.number(hit.start))
            if sentence in ignored or not self._has_context(text, hit, word):
                continue
            score = scores[word.pillar]
            zone = text.zone(hit.start)
            score.add(word, word.weight * self._factor(zone), text.span(hit.start, hit.end))
            if word.weight >= _OWN_SENTENCE and not word.is_channel:
                score.sentences.add(sentence)
            if zone in ("title", "lead") and not word.is_channel and word.weight > _AGENCY_WEIGHT:
                score.in_headline = True
        return scores

    def _factor(self, zone: str) -> float:
        ranking = self._facts.ranking
        return {"title": ranking.title, "lead": ranking.lead}.get(zone, ranking.body)

    def _has_context(self, text: FieldText, hit: Hit, word: Word) -> bool:
        if word.needs is None:
            return True
        number = self._contexts.index(word.needs)
        start, end = text.sentences.at(hit.start)
        return any(other.number == number and start <= other.start < end for other in text.hits.get("context", ()))
