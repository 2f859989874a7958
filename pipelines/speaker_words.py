"""Words and signs of a phrase that names somebody, with their positions, and finding phrases among them.

What the words mean is known in `speakers.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, TypeVar

Words = tuple[str, ...]
V = TypeVar("V")
_TOKEN = re.compile(r"[^\W\d_](?:[\w'’/&.-]*\w)?\.?|\d+|\S")
_LONGEST_PHRASE = 4


class Token(NamedTuple):
    """A word or sign at [start:end); `low` is folded and without its last stop."""

    word: str
    low: str
    start: int
    end: int


def split_words(phrase: str) -> Words:
    """A phrase of the facts as the words its tokens will have."""
    return tuple(token.low for token in tokenise(phrase, 0, len(phrase)))


def tokenise(text: str, start: int, limit: int, passing: Collection[str] | None = None) -> list[Token]:
    """Words and signs of [start:limit); a word keeps the stops inside it ("S.Kom.").

    They end with the first word in lower case that is not among `passing` (None = all may pass).
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, limit):
        word = match[0]
        low = word.lower().rstrip(".") or word
        tokens.append(Token(word, low, match.start(), match.end()))
        if passing is not None and low not in passing and word[0].islower():
            break
    return tokens


def match_phrase(phrases: Mapping[Words, V], tokens: Sequence[Token], index: int) -> tuple[int, V] | None:
    """The longest phrase at `index`: where it ends and what it stands for."""
    lows = tuple(token.low for token in tokens[index : index + _LONGEST_PHRASE])
    for length in range(len(lows), 0, -1):
        if (found := phrases.get(lows[:length])) is not None:
            return index + length, found
    return None


def skip_brackets(tokens: Sequence[Token], index: int) -> int:
    """Past "(Diskominfo)", or `index` where no bracket opens or it does not close."""
    if index >= len(tokens) or tokens[index].word != "(":
        return index
    closing = (at for at in range(index + 1, len(tokens)) if tokens[at].word == ")")
    return next(closing, index - 1) + 1


def index_at(tokens: Sequence[Token], position: int) -> int:
    """The first token that begins at a position of the text or later."""
    return next((index for index, token in enumerate(tokens) if token.start >= position), len(tokens))


def between(text: str, first: Token, last: Token) -> str:
    """The text from one token to another, spaces tidied."""
    return " ".join(text[first.start : last.end].split())
