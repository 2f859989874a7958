"""Any number of articles made of public texts: short runs of their sentences put together anew, the same
for the same number.

A fifth of the runs is of the sample articles, so that words of the field are as common as in a real store. How
they get into one is `filled.py`.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from models.catalogue import SAMPLES_DIR
from samples.articles_file import load_articles

PASSAGES = 2
"""Of each article; as many as a report of 300 words has."""
_SHORTEST, _LONGEST = 5, 120
"""Words of a sentence that is used."""
_OWN_SHARE = 0.2
_RUNS = 2
_RUN_WORDS = (25, 85)
_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True)
class Made:
    """One article: `title` and the texts of its passages."""

    number: int
    title: str
    passages: tuple[str, ...]


class Sentences:
    """All sentences there are to choose from. `data` holds retrieval/*/corpus.jsonl and corpus/*.txt."""

    def __init__(self, data: Path) -> None:
        self._data = data

    @cached_property
    def public(self) -> list[str]:
        """Of the public texts, each once, in their order; empty where there are none."""
        texts = [text for path in sorted(self._data.glob("retrieval/*/corpus.jsonl")) for text in _texts(path)]
        plain = sorted(self._data.glob("corpus/*.txt"))
        return _split([*texts, *(path.read_text(encoding="utf-8") for path in plain)])

    @cached_property
    def own(self) -> list[str]:
        """Of the sample articles."""
        articles = load_articles(SAMPLES_DIR / "articles")
        return _split(paragraph for article in articles for paragraph in article.paragraphs)

    def make(self, first: int, last: int) -> Iterator[Made]:
        """Articles number `first` to `last` (not included); a number always gives the same article."""
        for number in range(first, last):
            dice = random.Random(number)
            runs = [[self._choose_run(dice) for _ in range(_RUNS)] for _ in range(PASSAGES)]
            yield Made(number, " ".join(runs[0][0].split()[:10]), tuple(" ".join(run) for run in runs))

    def _choose_run(self, dice: random.Random) -> str:
        """Sentences that follow one another, so that a passage speaks of few things."""
        pool = self.own if dice.random() < _OWN_SHARE else self.public
        wanted, words, start = dice.randint(*_RUN_WORDS), 0, dice.randrange(len(pool))
        for end in range(start, len(pool)):
            words += len(pool[end].split())
            if words >= wanted:
                break
        return " ".join(pool[start : end + 1])


def _texts(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]


def _split(texts: Iterator[str] | list[str]) -> list[str]:
    sentences = (" ".join(piece.split()) for text in texts for piece in _END.split(text))
    return list(dict.fromkeys(s for s in sentences if _SHORTEST <= len(s.split()) <= _LONGEST))
