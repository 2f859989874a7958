"""Names of people in running text: a run of capitalised words that is nothing else, without titles and degrees.

Whose office stands beside a name is read in `speakers.py`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from models.speech import Speech
from pipelines.speaker_words import Token, index_at, skip_brackets, split_words

_PART = re.compile(r"[A-Z][a-z]*(?:['’-]?[A-Z]?[a-z]+)+|[A-Z]{1,2}\.?|[A-Z]\.[A-Z][a-z]+")
_WORD = re.compile(r"[A-Z][a-z'’-]{2,}|[A-Z]\.[A-Z][a-z]+")
_DEGREES = re.compile(
    r"(?:\s*,\s*(?:[SMADP]\.?\s?[A-Z][A-Za-z.]{0,7}|Ph\.?\s?D|Ak|CA|Apt|Sp\.?\s?[A-Z]\w*|[SMA]\w?\.\w+)\.?(?!\w))+"
)
_LONGEST = 6
NAME_LINKS = ("bin", "binti")


class Name(NamedTuple):
    """A name at [start:end). Its degrees end at `stop` of the text, the token after them is `after`."""

    text: str
    start: int
    end: int
    stop: int
    after: int


class NameReader:
    """Reads names by the words of speech.yml that are none."""

    def __init__(self, speech: Speech) -> None:
        heads = (*(term for title in speech.titles for term in title.terms), *speech.acting, *speech.former)
        self.title_words = frozenset(split_words(term)[0] for term in heads)
        """First words of offices, in lower case."""
        self.bodies = frozenset(speech.bodies) | frozenset(speech.open_bodies)
        self.honorifics = frozenset(speech.honorifics)
        self._never = frozenset(speech.never_names) | frozenset(speech.pronouns)
        self.beginnings = tuple(speech.body_beginnings)
        """How abbreviated names of bodies begin."""
        self._never_first = self._never | self.bodies | self.title_words

    def read(self, text: str, tokens: list[Token], index: int) -> Name | None:
        """The name at a token, past a bracket, a comma and what stands before names ("H.", "Prof.")."""
        index = skip_brackets(tokens, index)
        if index < len(tokens) and tokens[index].word == ",":
            index += 1
        while index < len(tokens) and tokens[index].low in self.honorifics:
            index += 1
        first = index
        while index < len(tokens) and index - first < _LONGEST and self._is_part(tokens, index, first):
            index += 1
        if index == first or not any(_WORD.match(token.word) for token in tokens[first:index]):
            return None
        start, last = tokens[first].start, tokens[index - 1]
        end = last.end - (last.word.endswith(".") and len(last.word) > 2)
        degrees = _DEGREES.match(text, end)
        stop = degrees.end() if degrees else end
        after = index_at(tokens, stop) if degrees else index
        return Name(" ".join(text[start:end].split()), start, end, stop, after)

    def read_after_comma(self, text: str, tokens: list[Token], index: int) -> Name | None:
        """The name that a comma parts from what stands before."""
        at = skip_brackets(tokens, index)
        if at < len(tokens) and tokens[at].word == ",":
            return self.read(text, tokens, at + 1)
        return None

    def can_begin(self, word: str) -> bool:
        """Whether a name can begin with a word: it is none of bodies, days, offices."""
        low = word.lower().rstrip(".")
        return word[0].isupper() and low not in self._never_first and not low.startswith(self.beginnings)

    def _is_part(self, tokens: list[Token], index: int, first: int) -> bool:
        token = tokens[index]
        if token.low in self._never or not _PART.fullmatch(token.word.rstrip(".")):
            return token.low in NAME_LINKS and index > first
        if index > first:
            before = tokens[index - 1].word
            return not before.endswith(".") or len(before) <= 3
        return self.can_begin(token.word)
