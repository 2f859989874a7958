"""What a query means beyond its words: spelling, synonyms of the field, places, days. All of it is shown, and can be
switched off. The language a query is written in is `language.py`; the score each finding brings is in `ranking.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, text

from models.catalogue import Catalogue
from models.places import Regency
from pipelines.concepts import PLACE, Found, PhraseFinder, concept_finder, regency_names
from pipelines.stems import Word, split_words, stems, term_id
from serving.search.keywords import known_terms
from serving.search.language import Parsed, parse_query
from serving.search.periods import Period, find_period
from serving.search.request import Filters, SearchRequest
from serving.search.spelling import WordLists, correct_words
from serving.search.values import FieldValues

_MOST_EMBEDDED = 3
_MOST_SHOWN = 6
_LONGEST_MARKED = 2
"""Words of a term that are marked in what is found: longer ones describe, with words that stand everywhere."""


@dataclass(frozen=True)
class Understood:
    """A query as it is searched for."""

    text: str
    """Its words, spelt as the corpus spells them, without those that only say when."""
    parsed: Parsed
    period: Period | None = None
    corrected: dict[str, str] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    """Slugs of the regencies it names."""
    concepts: tuple[str, ...] = ()
    synonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """For each term of the glossary it uses, the others that mean the same."""
    covered: frozenset[str] = frozenset()
    """Stems that only stand in terms of several words: apart they say little."""

    @property
    def meaning(self) -> str:
        """What is embedded: the words, and what else they are called."""
        others = (other for terms in self.synonyms.values() for other in terms[:_MOST_EMBEDDED])
        return " ".join((self.text, *others))

    @property
    def stems(self) -> set[str]:
        """The stems of its words and of what else they are called."""
        terms = (term for terms in self.synonyms.values() for term in terms)
        others = (term for term in terms if len(term.split()) <= _LONGEST_MARKED)
        return set(stems(" ".join((self.text, *others))))

    @property
    def named(self) -> tuple[str, ...]:
        """The concepts that are no places."""
        return tuple(name for name in self.concepts if not name.startswith(PLACE))

    @property
    def filters(self) -> Filters:
        """The days it speaks of."""
        return Filters(since=self.period.since, until=self.period.until) if self.period else Filters()

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready; only what was found."""
        shown = {
            "corrected": self.corrected,
            "synonyms": {name: list(terms[:_MOST_SHOWN]) for name, terms in self.synonyms.items()},
            "places": list(self.places),
            "days": {"since": str(self.period.since), "until": str(self.period.until)} if self.period else {},
            "filters": self.parsed.filters.named(),
            "required": [" OR ".join(sought.text for sought in group) for group in self.parsed.required],
            "without": [sought.text for sought in self.parsed.without],
            "problems": list(self.parsed.problems),
        }
        return {name: value for name, value in shown.items() if value}


class Knowledge:
    """What is known of one province and its field; made once and used for every query."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.words = WordLists()

    @cached_property
    def concepts(self) -> PhraseFinder:
        """The glossary, and the names of regencies."""
        return concept_finder(self.catalogue)

    @cached_property
    def places(self) -> PhraseFinder:
        """Names of regencies, their capitals and their districts; names around them that mean none, under ""."""
        province = self.catalogue.province
        other = (province.name, *province.aliases, *province.islands, *province.elsewhere)
        names = {slug: _names(own) for slug, own in self.catalogue.regencies.items()}
        return PhraseFinder(names | {"": other})

    @cached_property
    def stems(self) -> frozenset[str]:
        """Every word of the glossary and of the places: never a mistake."""
        finders = (self.concepts, self.places)
        phrases = (phrase for finder in finders for written in finder.phrases.values() for phrase in written)
        return frozenset(own for phrase in phrases for own in stems(phrase))


def read_literally(request: SearchRequest) -> Understood:
    """The words as they are."""
    return Understood(request.query, Parsed(request.query))


def understand(connection: Connection, request: SearchRequest, knowledge: Knowledge, today: date) -> Understood:
    """Take a query apart and find what its words stand for."""
    parsed = parse_query(request.query, values_of(connection, knowledge, today).read)
    if request.is_literal:
        return Understood(parsed.text, parsed)
    said = parsed.filters
    period = find_period(parsed.text, today) if said.since is None and said.until is None else None
    if period and any(_cuts(period, parsed.text, group) for group in parsed.required):
        period = None
    words = f"{parsed.text[: period.start]} {parsed.text[period.end :]}" if period else parsed.text
    corrected = correct_words(connection, _unknown_words(connection, words, knowledge), knowledge.words)
    words = _spell(words, corrected)
    own_words = tuple(split_words(words))
    sequence = [word.stem for word in own_words]
    concepts = [found for found in knowledge.concepts.find(sequence) if found.name]
    terms = [(found, own_words[found.start : found.end]) for found in concepts if not found.name.startswith(PLACE)]
    return Understood(
        text=" ".join(words.split()),
        parsed=parsed,
        period=period,
        corrected=corrected,
        places=tuple(dict.fromkeys(found.name for found in knowledge.places.find(sequence) if found.name)),
        concepts=tuple(dict.fromkeys(found.name for found in concepts)),
        covered=_only_in_terms(sequence, concepts),
        synonyms={
            words[own[0].start : own[-1].end].lower(): _others(knowledge.concepts.phrases[found.name], own)
            for found, own in terms
        },
    )


def values_of(connection: Connection, knowledge: Knowledge, today: date) -> FieldValues:
    """What the fields of a query may hold; imported articles may be of a source that has no file."""
    stored = text("SELECT EXISTS (SELECT FROM article WHERE source_id = :id)")
    return FieldValues(
        knowledge.catalogue, today, lambda source_id: bool(connection.execute(stored, {"id": source_id}).scalar())
    )


def _cuts(period: Period, text: str, group: Sequence[Any]) -> bool:
    """Whether the days stand in an exact phrase: then they are part of it."""
    return any(text[period.start : period.end].strip() in sought.text for sought in group)


def _unknown_words(connection: Connection, words: str, knowledge: Knowledge) -> list[str]:
    found = {words[word.start : word.end].lower(): word.stem for word in split_words(words)}
    ids = {term_id(own): word for word, own in found.items()}
    known = known_terms(connection, ids)
    return [word for number, word in ids.items() if number not in known and found[word] not in knowledge.stems]


def _spell(words: str, corrected: dict[str, str]) -> str:
    pieces, end = [], 0
    for word in split_words(words):
        written = words[word.start : word.end]
        pieces += [words[end : word.start], corrected.get(written.lower(), written)]
        end = word.end
    return "".join([*pieces, words[end:]])


def _only_in_terms(sequence: Sequence[str], named: Sequence[Found]) -> frozenset[str]:
    """Stems that only stand in terms of several words, or in a place's name: apart they say little, or too much."""
    longer = (found for found in named if found.end - found.start > 1 or found.name.startswith(PLACE))
    inside = {place for found in longer for place in range(found.start, found.end)}
    outside = {own for place, own in enumerate(sequence) if place not in inside}
    return frozenset(sequence[place] for place in inside) - outside


def _others(phrases: Sequence[str], own: Sequence[Word]) -> tuple[str, ...]:
    said = [word.stem for word in own]
    return tuple(phrase for phrase in phrases if stems(phrase) != said)


def _names(regency: Regency) -> list[str]:
    return [*regency_names(regency), *(district.name for district in regency.districts if not district.needs_cue)]
