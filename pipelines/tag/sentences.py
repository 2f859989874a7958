"""Cutting press text into sentences and finding the lead; no meaning of words here."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_END = re.compile(r"""[.!?][")\u201d\u2019']*\s+(?=["(\u201c\u2018']*[A-Z0-9\u201c])|\n+|[.!?]["\u201d](?=[,a-z])""")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(.])(?:[A-Z]|dr|drs|dra|ir|h|hj|kh|no|jl|kec|kab|kel|kep|prof|sdr|tgl|hal|pt|cv|bpk|yth|dkk|st|s\.\w+|m\.\w+)$",
    re.IGNORECASE,
)
_LEAD_SENTENCES = 3
_LEAD_PARAGRAPHS = 2
_LEAD_CHARACTERS = 190
"""A first paragraph of that length is the lead by itself; a shorter one only teases, and the second tells the news."""


@dataclass(frozen=True)
class Sentences:
    """Starts and ends of sentences; `lead_end` is where the lead (the first paragraph, or two if it is short) stops."""

    bounds: tuple[tuple[int, int], ...]
    lead_end: int

    def at(self, position: int) -> tuple[int, int]:
        """Bounds of the sentence holding a position."""
        index = bisect_right(self.bounds, (position, 1 << 60)) - 1
        return self.bounds[max(index, 0)]

    def number(self, position: int) -> int:
        """Which sentence holds a position, from 0."""
        return max(bisect_right(self.bounds, (position, 1 << 60)) - 1, 0)


def split(text: str) -> Sentences:
    """Sentences of a text whose paragraphs are parted by blank lines; titles ("dr.") and initials end none."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match[0][0] == "." and _ABBREVIATION.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        bounds.append((start, match.end()))
        start = match.end()
    if start < len(text) or not bounds:
        bounds.append((start, len(text)))
    return Sentences(tuple(bounds), _lead_end(text, bounds))


def _lead_end(text: str, bounds: list[tuple[int, int]]) -> int:
    paragraphs = [match.end() for match in re.finditer(r"\n+", text)]
    wanted = _LEAD_SENTENCES if paragraphs else _LEAD_SENTENCES - 1
    by_sentences = bounds[min(wanted, len(bounds)) - 1][1]
    if len(paragraphs) < _LEAD_PARAGRAPHS:
        return by_sentences
    if paragraphs[0] >= _LEAD_CHARACTERS:
        return min(by_sentences, paragraphs[0])
    return min(by_sentences, paragraphs[_LEAD_PARAGRAPHS - 1])
