"""B-cubed precision, recall and F1 (Bagga and Baldwin 1998) of a grouping; whose it is, is not known here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from typing import NamedTuple


class Score(NamedTuple):
    """Shares from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def b_cubed(found: Mapping[str, Hashable], truth: Mapping[str, Hashable], asked: Collection[str]) -> Score:
    """Mean over the `asked` articles: how much of the article's group belongs there, how much of its event is in it.

    Groups and events are counted over all articles of `truth`, so that a part of them is judged as it stands among the
    others.
    """
    groups, events = Counter(found.values()), Counter(truth.values())
    both = Counter((found[key], truth[key]) for key in truth)
    precision = sum(both[found[key], truth[key]] / groups[found[key]] for key in asked)
    recall = sum(both[found[key], truth[key]] / events[truth[key]] for key in asked)
    return Score(precision / len(asked), recall / len(asked))
