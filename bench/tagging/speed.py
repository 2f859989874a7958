"""Articles a second and core for all rule tags together. Target: 400, at 2,000 characters an article."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.tagging.labelled import load_samples, load_tagger, make_sample_text
from models.shapes import ArticleText

TARGET = 400
LENGTH = 2000
ROUNDS = 3


def measure(data: Path) -> Iterator[str]:
    """One line: the best of some rounds, in processor time."""
    texts = lengthen([make_sample_text(article) for article in load_samples()], LENGTH)
    tagger = load_tagger()
    relevant = sum(tagger.tag(text).is_relevant for text in texts)
    best = min(_seconds(texts) for _ in range(ROUNDS))
    rate = len(texts) / best
    yield (
        f"{len(texts)} articles of {LENGTH} characters, {relevant} of them relevant: {rate:.0f} articles/s/core "
        f"({1000 * best / len(texts):.2f} ms each), target {TARGET} {'met' if rate >= TARGET else 'MISSED'}"
    )


def lengthen(texts: list[ArticleText], length: int) -> list[ArticleText]:
    """Articles of exactly `length` characters: the later paragraphs of others are added, what is over is cut."""
    bodies = [text.body for text in texts]
    found = []
    for index, text in enumerate(texts):
        body, step = text.body, 1
        while len(body) < length:
            body += "\n\n" + bodies[(index + step) % len(bodies)].split("\n\n", 1)[-1]
            step += 1
        found.append(replace(text, body=body[:length]))
    return found


def _seconds(texts: list[ArticleText]) -> float:
    tagger = load_tagger()
    start = time.process_time()
    for text in texts:
        tagger.tag(text)
    return time.process_time() - start
