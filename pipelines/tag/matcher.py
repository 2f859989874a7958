"""One pass over a text for every word any tagger looks for: folding, word boundaries, longest match.

What the words mean is not known here; whoever adds an entry gets its number back with each hit. Folding keeps the
length of the text, so a position in the folded text is the position in the stored text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick

Group = Literal[
    "place", "person", "trap", "explicit", "device", "digital", "actor", "outside", "negative", "visit",
    "signal", "dimension", "programme", "context", "override", "word",
]  # fmt: skip

_SINGLE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")
_INNER_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u2011](?=\w)")
_RUN_OF_SPACES = re.compile(r"  +")
_PLAIN = (
    ("\u00a0", " "), ("\t", " "), ("\r", " "), ("\u2018", "'"), ("\u2019", "'"), ("\u201c", '"'), ("\u201d", '"'),
)  # fmt: skip
"""Replaced one by one: seven times faster than a table over all characters."""
_EXACT: frozenset[str] = frozenset({"place", "person"})
"""Groups of names: "Bangkanya" is no place, while "aplikasinya" is an application."""
_NESTED: frozenset[str] = frozenset({"context", "override", "word"})
"""Groups whose hits may lie inside each other, because each is asked about separately."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A surface to look for. `number` belongs to the group that added it."""

    group: Group
    number: int
    surface: str


class Hit(NamedTuple):
    """An entry found at [start:end) of the folded text."""

    number: int
    start: int
    end: int


Hits = dict[Group, list[Hit]]


def fold(text: str) -> str:
    """Lower case, plain quotes and spaces, hyphens inside words as spaces; the length never changes."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    plain = lowered
    for odd, usual in _PLAIN:
        plain = plain.replace(odd, usual)
    return _SINGLE_BREAK.sub(" ", _INNER_HYPHEN.sub(" ", plain))


class Matcher:
    """All surfaces in one Aho-Corasick automaton."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        targets: dict[str, list[tuple[Group, int]]] = {}
        for entry in entries:
            surface = " ".join(fold(entry.surface).split())
            known = targets.setdefault(surface, [])
            if (entry.group, entry.number) not in known:
                known.append((entry.group, entry.number))
        self._targets = list(targets.values())
        self._automaton = AhoCorasick(list(targets))

    def find(self, folded: str) -> Hits:
        """Whole-word hits by group, sorted; of hits that overlap within a group the longest is kept."""
        text, places = _collapse(folded)
        found: defaultdict[Group, list[Hit]] = defaultdict(list)
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start and text[start - 1].isalnum():
                continue
            closed = _is_closed(text, end)
            if not closed and not (text.startswith("nya", end) and _is_closed(text, end + 3)):
                continue
            if places is not None:
                start, end = places[start], places[end - 1] + 1
            for group, number in self._targets[index]:
                if closed or group not in _EXACT:
                    found[group].append(Hit(number, start, end))
        return {group: _sorted(hits) if group in _NESTED else _keep_longest(hits) for group, hits in found.items()}


def _is_closed(text: str, end: int) -> bool:
    return end >= len(text) or not text[end].isalnum()


def _collapse(folded: str) -> tuple[str, list[int] | None]:
    """Runs of spaces as one space, with the old position of every character; nothing to do for clean text."""
    if "  " not in folded:
        return folded, None
    places: list[int] = []
    parts: list[str] = []
    at = 0
    for run in _RUN_OF_SPACES.finditer(folded):
        parts.append(folded[at : run.start() + 1])
        places.extend(range(at, run.start() + 1))
        at = run.end()
    parts.append(folded[at:])
    places.extend(range(at, len(folded)))
    return "".join(parts), places


def _sorted(hits: list[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (hit.start, -hit.end))


def _keep_longest(hits: list[Hit]) -> list[Hit]:
    """Leftmost, then longest; several meanings of one surface all stay."""
    kept: list[Hit] = []
    for hit in _sorted(hits):
        last = kept[-1] if kept else None
        if last is None or hit.start >= last.end or (hit.start, hit.end) == (last.start, last.end):
            kept.append(hit)
    return kept
