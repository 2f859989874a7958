"""Blanking what must not be read: other articles' headlines, bylines, addresses, street names, the dateline.

Lists of names (outlets, islands, traps) are matched like all other words and win by length; here is only what
needs a pattern. Blanking keeps the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.vocabulary import Passing
from pipelines.datelines import split_dateline

BLANK = "\x1f"
_ADDRESS = re.compile(
    r"https?://\S+|\bwww\.\S+|\b[\w.-]+@[\w.-]+\b"
    r"|\b(?:[\w-]+\.)+(?:go\.id|co\.id|or\.id|my\.id|com|net|id|tv|example)\b\S*",
    re.I,
)
_BYLINE = re.compile(
    r"\((?:[\w.-]+\.(?:com|id|co|net|example)|[A-Z][\w. ]{2,25})/[^)\n]{2,60}\)"
    r"|\(\s*\*+[^)\n]{0,40}\)|©[^.\n]{0,60}"
)
_STREET = re.compile(r"\b(?:Jl\.?|Jln\.?|Gang|Gg\.)\s+(?:[A-Z]\w+\s?){1,4}|\b(?<=di |ke )Jalan\s+(?:[A-Z]\w+\s?){1,3}")


@dataclass(frozen=True)
class Dateline:
    """The place a text begins with: `end` is where the text proper starts."""

    text: str
    end: int


_ADDRESS_SIGNS = ("://", "www.", "@", ".com", ".id", ".net", ".tv", ".example")
_STREET_SIGNS = ("jl", "jalan", "gang", "gg.")


class Masks:
    """Compiled patterns of what to blank: `related` open a block of headlines, `passing` only hide their group 1."""

    def __init__(self, related: Iterable[str], passing: Iterable[Passing] = ()) -> None:
        self._passing = [(item.words, re.compile(item.pattern, re.I)) for item in passing]
        self._cues = tuple(cue.lower() for cue in related)
        cues = "|".join(re.escape(cue) for cue in sorted(related, key=len, reverse=True))
        self._tail = re.compile(rf"^[ \t*>•-]*(?:{cues})\s*:?\s*$.*\Z", re.I | re.M | re.S)
        self._inline = re.compile(rf"\b(?:{cues})\s*:\s*.*?(?:[.!?](?=\s+[A-Z\"“]|\s*$)|\n|\Z)", re.I | re.S)

    def blank(self, text: str) -> str:
        """The text with every unreadable stretch blanked out, same length."""
        lowered = text.lower()
        for signs, pattern in (
            (self._cues, self._tail),
            (self._cues, self._inline),
            (("(", "©"), _BYLINE),
            (_ADDRESS_SIGNS, _ADDRESS),
            (_STREET_SIGNS, _STREET),
        ):
            if _has_any(lowered, signs):
                text = pattern.sub(_blanked, text)
        for words, pattern in self._passing:
            if _has_any(lowered, words):
                text = pattern.sub(_first_group_blanked, text)
        return text


def find_dateline(text: str) -> Dateline | None:
    """The dateline a body still begins with ("KOBA, BABEL NEWS - "); imported texts were never split."""
    place, rest = split_dateline(text)
    return Dateline(place, len(text.rstrip()) - len(rest)) if place else None


def _has_any(lowered: str, signs: Iterable[str]) -> bool:
    """A cheap look before a costly pattern."""
    return any(sign in lowered for sign in signs)


def _blanked(match: re.Match[str]) -> str:
    return BLANK * len(match[0])


def _first_group_blanked(match: re.Match[str]) -> str:
    start, end = match.start(1) - match.start(), match.end(1) - match.start()
    return match[0][:start] + BLANK * (end - start) + match[0][end:]
