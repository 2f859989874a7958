"""Finding known phrases in a run of stems: what lets "smart city" find an article that says "kota cerdas", and "bateng"
one that says "Bangka Tengah".

A concept found in a passage is indexed as one more term beside the words; a query that names it asks for that term. So
two spellings of one thing meet phrase by phrase, and one word of a phrase alone never does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from models.catalogue import Catalogue
from models.places import Regency
from pipelines.stems import stems, term_id

PLACE = "@"
"""Begins the name of a concept that is a regency or the province."""
_MARK = "§"
"""No stem begins with it: a concept's term id is its own."""


class Found(NamedTuple):
    """A phrase in a run of stems: `stems[start:end]`."""

    name: str
    start: int
    end: int


class PhraseFinder:
    """Phrases by the name of what they mean, as sequences of stems."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self.phrases = {name: tuple(written) for name, written in phrases.items()}
        self._names: dict[tuple[str, ...], str] = {}
        for name, written in self.phrases.items():
            for sequence in {tuple(stems(phrase)) for phrase in written} - {()}:
                self._names[sequence] = min(name, self._names.get(sequence, name))
        lengths: dict[str, set[int]] = {}
        for sequence in self._names:
            lengths.setdefault(sequence[0], set()).add(len(sequence))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    @property
    def fingerprint(self) -> str:
        """Changes when a text may be given other names; empty without phrases."""
        content = json.dumps(self.phrases, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:16] if self.phrases else ""

    def find(self, sequence: Sequence[str]) -> Iterator[Found]:
        """Phrases in a run of stems, the longest at each place, in order and without overlap."""
        start = 0
        while start < len(sequence):
            found = next(self._find_at(sequence, start), None)
            if found:
                yield found
            start = found.end if found else start + 1

    def find_all(self, sequence: Sequence[str]) -> Iterator[Found]:
        """Every phrase, those inside and across others too: who writes of a refuse lorry writes of refuse. But nothing
        that touches a place's name: Bangka Belitung is not Bangka."""
        places = [found for found in self.find(sequence) if not found.name or found.name.startswith(PLACE)]
        yield from places
        taken = {at for found in places for at in range(found.start, found.end)}
        for start in range(len(sequence)):
            for found in self._find_at(sequence, start):
                if taken.isdisjoint(range(found.start, found.end)):
                    yield found

    def _find_at(self, sequence: Sequence[str], start: int) -> Iterator[Found]:
        """Phrases that begin there, the longest first."""
        for length in self._lengths.get(sequence[start], ()):
            end = start + length
            name = self._names.get(tuple(sequence[start:end])) if end <= len(sequence) else None
            if name is not None:
                yield Found(name, start, end)


def concept_finder(catalogue: Catalogue) -> PhraseFinder:
    """What articles are indexed with: the glossary and the names of the regencies and of the province.

    Names around here that hold one of those and mean none ("Bangkalan", "Selat Bangka") are found under "".
    """
    province = catalogue.province
    places = {f"{PLACE}{slug}": regency_names(regency) for slug, regency in catalogue.regencies.items()}
    places[f"{PLACE}province"] = [province.name, *province.aliases]
    places[""] = [*province.islands, *province.elsewhere]
    taken = {tuple(stems(name)) for names in places.values() for name in names}
    glossary = {
        name: [term for term in terms if tuple(stems(term)) not in taken]
        for name, terms in catalogue.glossary.by_name().items()
    }
    return PhraseFinder({**glossary, **places})


def regency_names(regency: Regency) -> list[str]:
    """Every name of a regency or its capital; of two words also written as one (Pangkal Pinang)."""
    names = [regency.name, *regency.aliases, regency.capital, *regency.capital_aliases]
    return [*names, *("".join(name.split()) for name in names if len(name.split()) == 2)]


def concept_id(concept: str) -> int:
    """The term id a concept is indexed by."""
    return term_id(concept_stem(concept))


def concept_stem(concept: str) -> str:
    """What stands for a concept among stems."""
    return f"{_MARK}{concept}"
