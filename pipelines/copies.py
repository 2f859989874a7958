"""Copies: texts that are the same but for heads, ends and a few words, found by MinHash and locality-sensitive hashing.

Accounts of one event in other words are found in `accounts.py`; what follows from either is decided in `stories.py`.
"""

from __future__ import annotations

from collections.abc import Iterable

from datasketch import MinHash, MinHashLSH

from pipelines.similarity import Features, overlap

_MIN_JACCARD = 0.5
_MIN_CONTAINED = 0.7
"""Shares of the runs of three words, of both texts together and of the shorter one. Among the labelled articles of
bench/stories that are not held out and the samples, two events share at most half of that, copies that were cut and
got another headline, first or last paragraph at least 0.31 and 0.61, nearly all more than what is asked here."""
SURE = 10.0
"""What being copies adds to the share they have in common, so that copies are joined before any accounts."""
_LSH_THRESHOLD = 0.35
"""Below _MIN_JACCARD, so that pairs near it are looked at; what is found is measured exactly afterwards."""
_PERMUTATIONS = 64
_EMPTY = MinHash(num_perm=_PERMUTATIONS, hashfunc=int)
"""Copied for every sketch: to draw the permutations costs more than to use them."""


class CopyIndex:
    """Articles that can be asked for their copies."""

    def __init__(self) -> None:
        self._index = MinHashLSH(threshold=_LSH_THRESHOLD, num_perm=_PERMUTATIONS)
        self._sketches: dict[int, MinHash] = {}

    def add(self, article_id: int, features: Features) -> None:
        """From now on the article can be found; it must not be there yet."""
        sketch = _EMPTY.copy()
        sketch.update_batch(features.runs.tolist())
        self._index.insert(article_id, sketch, check_duplication=False)
        self._sketches[article_id] = sketch

    def drop(self, article_ids: Iterable[int]) -> None:
        """Forget these articles; they must be there."""
        for article_id in article_ids:
            self._index.remove(article_id)
            del self._sketches[article_id]

    def find(self, article_id: int) -> list[int]:
        """Articles that may be copies of this one, itself among them."""
        found: list[int] = self._index.query(self._sketches[article_id])
        return found


def copy_likeness(one: Features, other: Features) -> float:
    """The larger share of runs of words two copies have in common; 0 for texts that are no copies."""
    jaccard, contained = overlap(one, other)
    return max(jaccard, contained) if jaccard >= _MIN_JACCARD or contained >= _MIN_CONTAINED else 0.0


def number_copies(size: int, pairs: Iterable[tuple[float, int, int]]) -> list[int]:
    """For each of `size` positions a number that is the same for all copies of one text, however many lie between."""
    numbers = list(range(size))
    members = {number: [number] for number in numbers}
    for _, one, other in pairs:
        kept, gone = sorted((numbers[one], numbers[other]))
        if kept != gone:
            members[kept] += members.pop(gone)
            for member in members[kept]:
                numbers[member] = kept
    return numbers
