"""Phrases of programme.yml as chains of words: compiling them, and finding them in the sentences of a text.

Words are matched once per article; a phrase is found by walking their positions, so the number of phrases costs little.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.errors import CatalogError
from pipelines.tag.matcher import Entry, Hit

_GAP = 110
"""Characters a gap may span: further apart, two words of a long sentence rarely belong together."""
_PART = re.compile(r"\{(\w+)\}|\.\.\.|[^{}]+?(?=\s*(?:\{|\.\.\.|$))")


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of a phrase: any word of a class; `gap`: it may follow at a distance."""

    word: int
    gap: bool


Phrase = tuple[Slot, ...]
Chain = tuple[int, int]
"""Start and end of a phrase in the text."""


class PhraseBook:
    """Classes of words by number and the compiling of phrases over them."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._lists = [tuple(terms) for terms in words.values()]
        self._numbers = {name: number for number, name in enumerate(words)}

    def compile(self, phrase: str) -> Phrase:
        """A phrase as slots; literal words become a class of their own. CatalogError for an unknown list."""
        slots: list[Slot] = []
        gap = False
        for match in _PART.finditer(phrase):
            part = match[0].strip()
            if part == "...":
                gap = True
                continue
            if not part:
                continue
            slots.append(Slot(self._class_of(match[1], part, phrase), gap))
            gap = False
        return tuple(slots)

    def number(self, name: str) -> int:
        """The number of a class by its name."""
        return self._numbers[name]

    def add(self, terms: Sequence[str]) -> int:
        """A further class of words; returns its number."""
        self._lists.append(tuple(terms))
        return len(self._lists) - 1

    def entries(self) -> Iterator[Entry]:
        """Every word for a matcher; call it after all phrases are compiled."""
        for number, terms in enumerate(self._lists):
            for term in terms:
                yield Entry("word", number, term)

    def _class_of(self, name: str | None, part: str, phrase: str) -> int:
        if name is None:
            return self._numbers.setdefault(part, self.add([part]) if part not in self._numbers else 0)
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
        reach = _GAP if slot.gap else 2
        for hit in self.of(slot.word):
            if end <= hit.start <= end + reach:
                found = self._follow(phrase, index + 1, hit.end)
                if found is not None:
                    return found
        return None
