"""Phrases of programme.yml as chains of words: compiling them, and finding them in the sentences of a text.

Words are matched once per article; a phrase is found by walking their positions, so the number of phrases costs little.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.errors import CatalogError
from pipelines.tag.affixes import expand_roots
from pipelines.tag.matcher import Entry, Hit

_GAPS = {"...": 110, "..": 48}
"""Characters a gap may span: further apart, two words of a long sentence rarely belong together."""
_NO_GAP = 2
_MOST_COMBINATIONS = 5000
_PART = re.compile(r"\{(\w+)\}|\.{2,3}|[^{}]+?(?=\s*(?:\{|\.\.|$))")


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of a phrase: any word of a class, at most `reach` characters behind the part before."""

    word: int
    reach: int


Phrase = tuple[Slot, ...]
Chain = tuple[int, int]
"""Start and end of a phrase in the text."""


class PhraseBook:
    """Classes of words by number and the compiling of phrases over them.

    Lists that follow each other without a gap become one list of all their combinations: "lewat" and "di" are met on
    every line, "lewat ponsel" is not.
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._lists = [tuple(expand_roots(terms)) for terms in words.values()]
        self._numbers = {name: number for number, name in enumerate(words)}
        self._used: set[int] = set()

    def compile(self, phrase: str) -> Phrase:
        """A phrase as slots; literal words become a class of their own. CatalogError for an unknown list."""
        slots: list[Slot] = []
        reach = _NO_GAP
        for match in _PART.finditer(phrase):
            part = match[0].strip()
            if part in _GAPS:
                reach = _GAPS[part]
                continue
            if not part:
                continue
            slot = Slot(self._class_of(match[1], part, phrase), reach)
            if slots and reach == _NO_GAP and (joined := self._join(slots[-1].word, slot.word)) is not None:
                slot = Slot(joined, slots.pop().reach)
            slots.append(slot)
            reach = _NO_GAP
        self._used.update(slot.word for slot in slots)
        return tuple(slots)

    def number(self, name: str) -> int:
        """The number of a class by its name."""
        return self._numbers[name]

    def add(self, terms: Sequence[str]) -> int:
        """A further class of words, used as it is; returns its number."""
        number = self._append(tuple(expand_roots(terms)))
        self._used.add(number)
        return number

    def entries(self) -> Iterator[Entry]:
        """Every word that is used for a matcher; call it after all phrases are compiled."""
        for number in sorted(self._used):
            for term in self._lists[number]:
                yield Entry("word", number, term)

    def _append(self, terms: tuple[str, ...]) -> int:
        self._lists.append(terms)
        return len(self._lists) - 1

    def _join(self, one: int, other: int) -> int | None:
        """The class of all combinations; None where one is no list but a pattern, or where there are too many."""
        heads, tails = self._lists[one], self._lists[other]
        if not 0 < len(heads) * len(tails) <= _MOST_COMBINATIONS:
            return None
        name = f"{one} {other}"
        if name not in self._numbers:
            self._numbers[name] = self._append(tuple(f"{head} {tail}" for head in heads for tail in tails))
        return self._numbers[name]

    def _class_of(self, name: str | None, part: str, phrase: str) -> int:
        if name is None:
            if part not in self._numbers:
                self._numbers[part] = self._append((part,))
            return self._numbers[part]
        if name not in self._numbers:
            raise CatalogError(f"national/programme.yml: phrase {phrase!r}: no list of words is called {name!r}")
        return self._numbers[name]


class SentenceWords:
    """The word hits of one sentence by class."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._by_class: dict[int, list[Hit]] = defaultdict(list)
        for hit in hits:
            self._by_class[hit.number].append(hit)

    def of(self, word: int) -> list[Hit]:
        """Hits of one class in order."""
        return self._by_class.get(word, [])

    @property
    def classes(self) -> Collection[int]:
        """The classes that occur."""
        return self._by_class.keys()

    def find(self, phrase: Phrase) -> Chain | None:
        """The first place where the phrase's words follow each other."""
        for first in self.of(phrase[0].word):
            end = self._follow(phrase, 1, first.end)
            if end is not None:
                return first.start, end
        return None

    def _follow(self, phrase: Phrase, index: int, end: int) -> int | None:
        if index == len(phrase):
            return end
        slot = phrase[index]
        for hit in self.of(slot.word):
            if end <= hit.start <= end + slot.reach:
                found = self._follow(phrase, index + 1, hit.end)
                if found is not None:
                    return found
        return None


class PhraseIndex:
    """Phrases of several owners by their first word, so that a sentence is asked only for those it can hold."""

    def __init__(self, phrases: Mapping[str, Sequence[Phrase]]) -> None:
        self._by_first: dict[int, list[tuple[str, Phrase]]] = defaultdict(list)
        for owner, items in phrases.items():
            for phrase in items:
                self._by_first[phrase[0].word].append((owner, phrase))

    def find(self, words: SentenceWords) -> dict[str, list[Chain]]:
        """Where the phrases of each owner stand in a sentence; owners without one are left out."""
        found: dict[str, list[Chain]] = defaultdict(list)
        for first in words.classes:
            for owner, phrase in self._by_first.get(first, ()):
                if (chain := words.find(phrase)) is not None:
                    found[owner].append(chain)
        return found
