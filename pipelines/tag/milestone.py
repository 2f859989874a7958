"""Steps of the smart-city programme an article reports: kind, status, day, regency, sentence, figures, name.

Phrases are facts of programme.yml; a phrase in the title beats one in the lead, that beats the body. Only relevant
articles are read. Dates come from `pipelines.dates`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.errors import CatalogError
from models.lexicon import MILESTONE_KINDS, Kind, NamedProgrammes, Programme
from models.shapes import MilestoneStatus, MilestoneTag
from models.vocabulary import Term
from pipelines.dates import find_event_dates
from pipelines.tag.figures import FigureReader
from pipelines.tag.frame import FieldText, Frame
from pipelines.tag.matcher import Entry, Group, Hit
from pipelines.tag.periods import Day, find_last_day
from pipelines.tag.phrases import Chain, Phrase, PhraseBook, PhraseIndex, SentenceWords
from pipelines.tag.regency import Location
from pipelines.tag.status import StatusReader

_DIGITAL: tuple[Group, ...] = ("digital", "explicit", "device")
_ZONES = {"title": 0, "lead": 1, "body": 2}
_CERTAINTY = {"title": 1.0, "lead": 0.9, "body": 0.7}


@dataclass(frozen=True)
class Sentence:
    """One sentence of title or body with its words and the phrases of each kind in it. `zone` is where it begins."""

    text: FieldText
    start: int
    end: int
    zone: str
    words: SentenceWords
    chains: dict[str, list[Chain]]
    is_digital: bool


@dataclass(frozen=True)
class Sighting:
    """A phrase of a kind found in a sentence."""

    kind: Kind
    sentence: Sentence
    chain: Chain
    told: Sighting | None = None
    """For a phrase of the title: where the lead tells the same, with its day and modality."""


@dataclass(frozen=True)
class _Compiled:
    kind: Kind
    unless: tuple[Phrase, ...]


class MilestoneTagger:
    """Finds milestones in frames."""

    def __init__(self, facts: Programme, programmes: NamedProgrammes, digital: Sequence[Term]) -> None:
        book = PhraseBook({**facts.words, **dict.fromkeys([*facts.patterns, *facts.signals], ())})
        self._patterns = [(book.number(name), re.compile(pattern)) for name, pattern in facts.patterns.items()]
        self._kinds = [_Compiled(kind, tuple(map(book.compile, kind.unless))) for kind in facts.kinds]
        self._phrases = PhraseIndex({kind.id: tuple(map(book.compile, kind.phrases)) for kind in facts.kinds})
        self._status = StatusReader(facts.status, book)
        self._book = book
        self._signals = _signals(facts, book, digital)
        self._figures = FigureReader(facts, programmes)
        self._own = book.add(facts.own_words)

    def find(self, frame: Frame, location: Location) -> tuple[MilestoneTag, ...]:
        """The milestones of one relevant article in the programme's order, one per kind and regency."""
        told: dict[str, list[Sentence]] = defaultdict(list)
        for sentence in self._sentences(frame):
            for name in sentence.chains:
                told[name].append(sentence)
        is_programme = self._is_programme(frame)
        seen: dict[str, Sighting] = {}
        for compiled in self._kinds:
            if compiled.kind.needs == "programme" and not is_programme:
                continue
            if sighting := _best(compiled, told.get(compiled.kind.id, [])):
                seen[compiled.kind.id] = sighting
        kept = [item for item in seen.values() if not _yields(item, seen)]
        days = find_event_dates(frame.fields["body"].stored, frame.article.published_on) if kept else []
        return tuple(tag for item in kept for tag in self._tags(frame, location, item, days))

    def entries(self) -> Iterator[Entry]:
        """Words of all phrases and names of the province's programmes for the matcher of the whole article."""
        yield from self._book.entries()
        yield from self._figures.entries()

    def _is_programme(self, frame: Frame) -> bool:
        """Whether the programme is named, or a term of its own stands in the title."""
        has_own_word = any(hit.number == self._own for _, hit in frame.hits("word", "title"))
        return has_own_word or any(True for _ in frame.hits("explicit"))

    def _sentences(self, frame: Frame) -> Iterator[Sentence]:
        is_digital_title = any(True for group in _DIGITAL for _ in frame.hits(group, "title"))
        for text in (frame.fields["title"], frame.fields["body"]):
            words: dict[int, list[Hit]] = defaultdict(list)
            for hit in self._words(text):
                if hit.start >= text.text_start:
                    words[text.sentences.number(hit.start)].append(hit)
            digital = {text.sentences.number(hit.start) for group in _DIGITAL for hit in text.hits.get(group, ())}
            for number, inside in words.items():
                start, end = text.sentences.bounds[number]
                at = max(start, text.text_start)
                is_digital = is_digital_title or number in digital
                sentence = SentenceWords(inside)
                yield Sentence(text, at, end, text.zone(at), sentence, self._phrases.find(sentence), is_digital)

    def _words(self, text: FieldText) -> list[Hit]:
        found = list(text.hits.get("word", ()))
        for number, pattern in self._patterns:
            found += [Hit(number, match.start(), match.end()) for match in pattern.finditer(text.folded)]
        for hit in text.hits.get("digital", ()):
            found += [Hit(number, hit.start, hit.end) for number in self._signals.get(hit.number, ())]
        return sorted(found, key=lambda hit: hit.start)

    def _tags(self, frame: Frame, location: Location, item: Sighting, days: list[Day]) -> Iterator[MilestoneTag]:
        sentence = item.sentence
        told = item.told or item
        status = self._status.read(told.sentence.text.folded, told.sentence.words, told.chain, item.kind)
        stored = sentence.text.stored[sentence.start : sentence.end].strip()
        event_on = _event_date(days, frame.article.published_on, told, status)
        until = find_last_day(frame.fields["body"].stored, days, event_on)
        figures = dict(self._figures.read(item.kind.id, frame, stored)) | (
            {"until": until.isoformat()} if until else {}
        )
        for regency in location.about or (None,):
            yield MilestoneTag(
                kind=item.kind.id,
                status=status,
                regency=regency,
                event_on=event_on,
                sentence=stored,
                span=sentence.text.span(*item.chain),
                score=_CERTAINTY.get(sentence.zone, 0.7),
                programme=self._figures.name(frame, sentence.text, sentence.start, sentence.end),
                figures=figures,
            )


def _signals(facts: Programme, book: PhraseBook, digital: Sequence[Term]) -> dict[int, list[int]]:
    """Numbers of phrase lists by the number of the digital group; CatalogError for a group that does not exist."""
    numbers = {term.id: number for number, term in enumerate(digital)}
    found: dict[int, list[int]] = defaultdict(list)
    for name, groups in facts.signals.items():
        for group in groups:
            if group not in numbers:
                raise CatalogError(
                    f"national/programme.yml: field signals.{name}: relevance.yml has no group {group!r}"
                )
            found[numbers[group]].append(book.number(name))
    return found


def _best(compiled: _Compiled, sentences: list[Sentence]) -> Sighting | None:
    """Of the sentences with its phrases the one nearest to the title, if it stands where the kind is believed."""
    kind = compiled.kind
    found: list[Sighting] = []
    for sentence in sentences:
        if kind.needs == "digital" and not sentence.is_digital:
            continue
        if chains := _allowed(compiled, sentence):
            found.append(Sighting(kind, sentence, min(chains, key=lambda chain: (chain[1] - chain[0], chain[0]))))
    if not found:
        return None
    first = min(found, key=lambda item: (_ZONES[item.sentence.zone], item.sentence.start))
    is_near = _ZONES[first.sentence.zone] <= _ZONES[kind.zone]
    is_repeated = kind.repeat is not None and len(found) >= kind.repeat
    if not is_near and not is_repeated:
        return None
    told = next((item for item in found if first.sentence.zone == "title" and item.sentence.zone == "lead"), None)
    return replace(first, told=told)


def _allowed(compiled: _Compiled, sentence: Sentence) -> list[Chain]:
    """The kind's phrases but those a forbidding one begins before: "launched it and asks to use it" is a launch."""
    chains = sentence.chains[compiled.kind.id]
    starts = [chain[0] for phrase in compiled.unless if (chain := sentence.words.find(phrase)) is not None]
    return [chain for chain in chains if not any(start < chain[1] for start in starts)]


def _position(item: Sighting) -> tuple[int, int, int]:
    return _ZONES[item.sentence.zone], item.sentence.start, item.chain[0]


def _yields(item: Sighting, seen: dict[str, Sighting]) -> bool:
    """Whether a kind that says the same better stands nearer to the beginning; of two that begin together one stays."""
    rivals = [seen[name] for name in item.kind.yields_to if name in seen]
    if any(name in seen for name in item.kind.silent_beside) or _is_buried(item, seen):
        return True
    return any(item.kind.weak or _comes_first(rival, item) for rival in rivals)


def _is_buried(item: Sighting, seen: dict[str, Sighting]) -> bool:
    if item.sentence.zone != "body":
        return False
    return any(seen[name].sentence.zone != "body" for name in item.kind.buried_by if name in seen)


def _comes_first(rival: Sighting, item: Sighting) -> bool:
    if _position(rival) != _position(item):
        return _position(rival) < _position(item)
    is_mutual = item.kind.id in rival.kind.yields_to
    return not is_mutual or MILESTONE_KINDS.index(rival.kind.id) < MILESTONE_KINDS.index(item.kind.id)


def _event_date(days: list[Day], published_on: date | None, told: Sighting, status: MilestoneStatus) -> date | None:
    """The day in the sentence, else the first of the text; what is planned has a day only if that lies ahead."""
    sentence = told.sentence
    is_body = sentence.text.name == "body"
    inside = [day for day, start, _ in days if is_body and sentence.start <= start < sentence.end]
    if status == "planned" and told.kind.id != "budget":
        return next((day for day in inside if published_on and day > published_on), None)
    return next(iter([*inside, *(day for day, _, _ in days)]), published_on)
