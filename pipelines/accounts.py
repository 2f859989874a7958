"""Accounts of one event in other words: what speaks for it and against it, added up for each pair of articles.

A score is the logarithm of odds as a logistic regression gives them: 0 is as likely as not. Copies: `copies.py`; how
articles are grouped by it: `stories.py`.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from models.store.stories import StoryArticle
from pipelines.embedder import Vectors
from pipelines.similarity import Features, Matrix, weigh

Scores = NDArray[np.float32]
Positions = NDArray[np.intp]

MOST_DAYS = 7.0
"""Articles further apart tell two events."""
MOST_DAYS_COUNTED = 1.5
"""What is told later than this is told later: two days or six make no difference."""
FLOOR = -4.0
CEILING = 4.0
"""Scores beyond these count as these: no evidence is worth more than it takes to be sure."""


class Weights(NamedTuple):
    """What each kind of evidence adds. How they were found: bench/stories/README.md."""

    none: float = -5.5
    """Before anything is known of two articles."""
    words: float = 7.5
    """For equal words (cosine of `similarity.weigh`)."""
    meaning: float = 5.5
    """For an equal vector of the bundled model."""
    same_place: float = 1.5
    other_place: float = -1.5
    """If both have regencies: for one in common, for none."""
    other_day: float = -2.0
    """If both name days of the ten before they were told, and none in common."""
    days_apart: float = -1.75
    """For each day between them, up to `MOST_DAYS_COUNTED`."""
    same_step: float = 1.5
    """For a step of a programme both report, of a kind a regency takes once, on the same day."""


WEIGHTS = Weights()


class Evidence(NamedTuple):
    """One array for each weight but the first, in their order."""

    words: Scores
    meaning: Scores
    same_place: NDArray[np.bool_]
    other_place: NDArray[np.bool_]
    other_day: NDArray[np.bool_]
    days_apart: Scores
    same_step: NDArray[np.bool_]


_OFTEN_A_DAY = frozenset({"launch-app", "infrastructure", "training", "award"})
"""Kinds of which one regency may have several on one day: they do not tell which event an article is about."""


class Accounts:
    """Articles of a few weeks, by position; any of them can be compared with any others."""

    def __init__(
        self,
        articles: Sequence[StoryArticle],
        features: Sequence[Features],
        vectors: Vectors,
        copies_of: Sequence[int],
        weights: Weights = WEIGHTS,
    ) -> None:
        """`vectors`: a row of the bundled model for each article; `copies_of`: as `similarity.weigh` takes it."""
        self._weights = weights
        self._words = weigh(features, copies_of)
        self._vectors = vectors
        self._told = np.array([article.told_at.timestamp() / 86_400 for article in articles])
        self._places = _incidence([article.regencies for article in articles])
        self._days = _incidence([sorted(each.days) for each in features])
        self._steps = _incidence([[step for step in article.steps if _tells_apart(step)] for article in articles])

    def scores(self, rows: Positions, columns: Positions) -> Scores:
        """(rows, columns) from `FLOOR` to `CEILING`; `FLOOR` for articles too far apart."""
        evidence = self.evidence(rows, columns)
        total = np.full(evidence.words.shape, self._weights.none, np.float32)
        for weight, each in zip(self._weights[1:], evidence, strict=True):
            total += np.multiply(each, weight, dtype=np.float32)
        return np.where(self.apart(rows, columns) <= MOST_DAYS, np.clip(total, FLOOR, CEILING), FLOOR)

    def evidence(self, rows: Positions, columns: Positions) -> Evidence:
        """What is known of each pair, before it is weighed."""
        same_place, both_placed = _share(self._places, rows, columns)
        same_day, both_dated = _share(self._days, rows, columns)
        return Evidence(
            words=_product(self._words, rows, columns),
            meaning=self._vectors[rows] @ self._vectors[columns].T,
            same_place=same_place,
            other_place=both_placed & ~same_place,
            other_day=both_dated & ~same_day,
            days_apart=np.minimum(self.apart(rows, columns), MOST_DAYS_COUNTED),
            same_step=_share(self._steps, rows, columns)[0],
        )

    def is_near(self, one: int, other: int) -> bool:
        """Whether they were told close enough to each other to tell one event."""
        return bool(abs(self._told[one] - self._told[other]) <= MOST_DAYS)

    def apart(self, rows: Positions, columns: Positions) -> Scores:
        """(rows, columns) days between them."""
        apart: Scores = np.abs(self._told[rows][:, None] - self._told[columns]).astype(np.float32)
        return apart


def _tells_apart(step: str) -> bool:
    return step.split(" ")[0] not in _OFTEN_A_DAY


def _incidence(labels: Sequence[Sequence[Hashable]]) -> Matrix:
    """(articles, different labels) with 1 where an article has a label."""
    numbers: dict[Hashable, int] = {}
    columns = [numbers.setdefault(label, len(numbers)) for own in labels for label in own]
    rows = np.repeat(np.arange(len(labels)), [len(own) for own in labels])
    ones = np.ones(len(columns), np.float32)
    return csr_matrix((ones, (rows, columns)), shape=(len(labels), max(len(numbers), 1)))


def _product(matrix: Matrix, rows: Positions, columns: Positions) -> Scores:
    product: Scores = (matrix[rows] @ matrix[columns].T).toarray()
    return product


def _share(labels: Matrix, rows: Positions, columns: Positions) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(rows, columns) whether they have a label in common, and whether both have any."""
    has = np.diff(labels.indptr) > 0
    return _product(labels, rows, columns) > 0, has[rows][:, None] & has[columns]
