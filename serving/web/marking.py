"""Cutting a text into pieces that are marked or not: words of a query, stretches of evidence.

Pieces are plain text; escaping is the template's, which sees them one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipelines.stems import split_words
from serving.articles import ArticleView, Evidence

PARAGRAPH_END = "\n\n"


class Mark(NamedTuple):
    """A stretch to be marked: `text[start:end]` is evidence for the tag of this kind and number."""

    start: int
    end: int
    kind: str
    number: int


class Piece(NamedTuple):
    """A piece of text under the same marks. `numbers`: tags whose evidence ends with this piece."""

    text: str
    kinds: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()


def mark_query(text: str, asked: Collection[str]) -> list[Piece]:
    """The words whose stems are asked for, marked as kind `word`; the pieces add up to the text."""
    marks = [Mark(word.start, word.end, "word", 0) for word in split_words(text) if word.stem in asked]
    return cut_pieces(text, marks)


def cut_pieces(text: str, marks: Sequence[Mark], start: int = 0, end: int | None = None) -> list[Piece]:
    """`text[start:end]` cut wherever a mark begins or ends; marks may overlap."""
    end = len(text) if end is None else end
    inside = [
        mark._replace(start=max(start, mark.start), end=min(end, mark.end))
        for mark in marks
        if mark.start < end and mark.end > start
    ]
    bounds = sorted({start, end, *(mark.start for mark in inside), *(mark.end for mark in inside)})
    return [_piece(text, first, last, inside) for first, last in pairwise(bounds)]


def cut_paragraphs(text: str, marks: Sequence[Mark]) -> list[list[Piece]]:
    """`cut_pieces` for each paragraph; the blank lines between them belong to none."""
    return [cut_pieces(text, marks, start, end) for start, end in _paragraphs(text)]


def marks_of(article: ArticleView, field: str) -> list[Mark]:
    """The evidence in one field, numbered like `numbered_reasons`.

    Left out is what does not stand there: beyond an excerpt, or of a text that has changed since.
    """
    text: str = getattr(article, field) or ""
    return [
        Mark(span.start, span.end, kind, number)
        for number, kind, spans in numbered_reasons(article)
        for span in spans
        if span.field == field and _stands_in(span, text)
    ]


def numbered_reasons(article: ArticleView) -> Iterator[tuple[int, str, list[Evidence]]]:
    """(number, kind, evidence) of each tag, then of each milestone, counted from 1."""
    reasons = [(tag.kind, tag.spans) for tag in article.tags]
    reasons += [("milestone", [found.span] if found.span else []) for found in article.milestones]
    for number, (kind, spans) in enumerate(reasons, start=1):
        yield number, kind, spans


def _stands_in(span: Evidence, text: str) -> bool:
    is_place = 0 <= span.start < span.end <= len(text)
    return is_place and text[span.start : span.end] == span.text


def _piece(text: str, start: int, end: int, marks: Sequence[Mark]) -> Piece:
    over = [mark for mark in marks if mark.start <= start and mark.end >= end]
    kinds = tuple(dict.fromkeys(mark.kind for mark in over))
    return Piece(text[start:end], kinds, tuple(sorted({mark.number for mark in over if mark.end == end} - {0})))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for paragraph in text.split(PARAGRAPH_END):
        if paragraph.strip():
            yield start, start + len(paragraph)
        start += len(paragraph) + len(PARAGRAPH_END)
