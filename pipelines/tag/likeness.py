"""Pillars by all the words of an article, learnt from labelled ones: a second opinion on a second pillar.

A word list says what an article is about in words somebody thought of; the rest of its words say it too, each a little.
Weights are in likeness.csv, written by `python -m bench.tagging.train` from the labelled articles there. What the
opinion may decide is in `pillar.py`.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.errors import CatalogError
from models.lexicon import PILLARS, Pillar
from pipelines.stems import stem

WEIGHTS = Path(__file__).with_name("likeness.csv")
HEADER = ("stem", "idf", *PILLARS)
"""The first row after the header has no stem and holds the pillars' constants."""
_WORD = re.compile(r"\b[^\W\d_]\w+")
_TITLES = 2
"""How often the words of the title count."""
_LONGEST = 4000
"""Characters that are read; the rest of a long article rarely changes its subject."""


@dataclass(frozen=True)
class Likeness:
    """Weights of stems: `values` has a row per stem and a column per pillar, `constants` one number per pillar."""

    rows: Mapping[str, int]
    idf: NDArray[np.float64]
    values: NDArray[np.float64]
    constants: NDArray[np.float64]

    def read(self, title: str, body: str) -> dict[Pillar, float]:
        """How likely each pillar is, 0 to 1, independently of the others."""
        counts = count_stems(title, body)
        known = [(self.rows[name], 1 + log(count)) for name, count in counts.items() if name in self.rows]
        if not known:
            return dict.fromkeys(PILLARS, 0.0)
        index = [row for row, _ in known]
        weights = np.array([share for _, share in known]) * self.idf[index]
        norm = float(np.linalg.norm(weights))
        logits = weights @ self.values[index] / norm + self.constants
        return {pillar: float(1 / (1 + np.exp(-logit))) for pillar, logit in zip(PILLARS, logits, strict=True)}


def count_stems(title: str, body: str) -> Counter[str]:
    """The stems of an article with their number, those of the title counted twice; words without a letter left out."""
    words = Counter(_WORD.findall(body[:_LONGEST].lower()))
    for word in _WORD.findall(title.lower()):
        words[word] += _TITLES
    counts: Counter[str] = Counter()
    for word, count in words.items():
        counts[stem(word)] += count
    return counts


def load_likeness(path: Path = WEIGHTS) -> Likeness:
    """The weights of a file. CatalogError where it is not such a table."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    if tuple(header) != HEADER or not lines or lines[0][0]:
        raise CatalogError(f"{path.name}: columns must be {', '.join(HEADER)} and the first row the constants")
    return make_likeness([line[0] for line in lines[1:]], [[float(cell) for cell in line[1:]] for line in lines])


def make_likeness(names: Iterable[str], numbers: Sequence[Sequence[float]]) -> Likeness:
    """Weights from stems and rows of numbers (idf, then a weight per pillar); the first row holds the constants."""
    table = np.array(numbers, dtype=np.float64)
    rows = {name: row for row, name in enumerate(names)}
    return Likeness(rows, table[1:, 0], table[1:, 1:], table[0, 1:])
