"""Cutting an article into passages: whole paragraphs up to a length, the title repeated in front of each for indexing.

Nothing here knows how passages are weighed (`bm25.py`) or embedded (`embed.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

PASSAGE_WORDS = 180
"""About the length up to which a mean of word vectors still says what a text is about."""
_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+")


def split_passages(body: str) -> list[str]:
    """Passages of at most PASSAGE_WORDS words unless one sentence alone is longer; [""] for an empty body."""
    passages: list[str] = []
    words = 0
    for piece in _pieces(body):
        length = len(piece.split())
        if passages and words + length <= PASSAGE_WORDS:
            passages[-1] = f"{passages[-1]}\n\n{piece}"
            words += length
        else:
            passages.append(piece)
            words = length
    return passages or [""]


def indexed_text(title: str, passage: str) -> str:
    """What is stemmed and embedded for a passage."""
    return f"{title}\n{passage}" if passage else title


def _pieces(body: str) -> Iterator[str]:
    for paragraph in body.split("\n\n"):
        if len(paragraph.split()) <= PASSAGE_WORDS:
            yield from [paragraph] if paragraph.strip() else []
        else:
            yield from _SENTENCE_END.split(paragraph)
