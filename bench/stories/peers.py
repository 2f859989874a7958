"""Peers: equal headlines, and 64-bit simhash by the `simhash` library, which may live in a Python of its own.

Run as a script by that Python it reads texts (a JSON list) from standard input and writes their hashes. No module of
Pantau is used then.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

Texts = Mapping[str, tuple[str, str]]
"""Headline and text by article."""


def group_by_title(articles: Texts) -> dict[str, str]:
    """Articles with the same headline, whatever its case and spaces, are one story."""
    return {key: " ".join(title.lower().split()) for key, (title, _) in articles.items()}


def hash_texts(articles: Texts, python: str) -> dict[str, int]:
    """64-bit simhash of each article's headline and text, as the library makes it of a text without being told more."""
    texts = json.dumps([f"{title}\n{text}" for title, text in articles.values()])
    done = subprocess.run([python, str(Path(__file__))], input=texts, capture_output=True, text=True, check=True)
    return dict(zip(articles, json.loads(done.stdout), strict=True))


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


if __name__ == "__main__":
    from simhash import Simhash

    json.dump([Simhash(text).value for text in json.load(sys.stdin)], sys.stdout)
