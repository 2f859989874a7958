"""Peers: equal headlines, and 64-bit simhash (Charikar 2002) as Python's `simhash` library computes it.

The library's features are kept: every run of four letters of the lower-case text without spaces and signs, counted,
each hashed by the last eight bytes of its MD5. It is a dozen lines, so it is here and needs no environment of its own.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache

import numpy as np

Texts = Mapping[str, tuple[str, str]]
"""Headline and text by article."""
_LETTERS = re.compile(r"\w+")
_WIDTH = 4
_BITS = 64


def group_by_title(articles: Texts) -> dict[str, str]:
    """Articles with the same headline, whatever its case and spaces, are one story."""
    return {key: " ".join(title.lower().split()) for key, (title, _) in articles.items()}


def simhash(text: str) -> int:
    """64-bit simhash of a text."""
    letters = "".join(_LETTERS.findall(text.lower()))
    counts = Counter(letters[start : start + _WIDTH] for start in range(max(len(letters) - _WIDTH + 1, 1)))
    weights = np.fromiter(counts.values(), np.int64, len(counts))
    bits = np.stack([_bits_of(run) for run in counts])
    return int.from_bytes(np.packbits(weights @ bits * 2 > weights.sum()).tobytes(), "big")


def group_by_simhash(hashes: Mapping[str, int], most_apart: int) -> dict[str, str]:
    """Stories are what chains of articles connect whose hashes differ in at most so many bits."""
    return connect(list(hashes), lambda one, other: (hashes[one] ^ hashes[other]).bit_count() <= most_apart)


def connect(keys: Sequence[str], is_one: Callable[[str, str], bool]) -> dict[str, str]:
    """Every key with the first key of its connected component."""
    group = {key: key for key in keys}
    for number, one in enumerate(keys):
        for other in keys[:number]:
            if group[one] != group[other] and is_one(one, other):
                old, new = group[one], group[other]
                group = {key: new if name == old else name for key, name in group.items()}
    return group


@cache
def _bits_of(run: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    digest = hashlib.md5(run.encode(), usedforsecurity=False).digest()[-_BITS // 8 :]
    return np.unpackbits(np.frombuffer(digest, np.uint8)).astype(np.int64)
