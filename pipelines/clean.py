"""Paragraphs as found to the text of the story: repaired characters, no boilerplate, dateline and credits apart.

Single strings are repaired in `wording.py`; which texts are boilerplate is data (provinces/national/boilerplate.yml).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from models.boilerplate import Boilerplate
from pipelines.bylines import parse_credits, split_signature
from pipelines.date_forms import find_dates
from pipelines.datelines import split_dateline, split_dateline_line
from pipelines.wording import repair, squash

_MIN_BEFORE_CUT = 100
"""Characters of story before a heading such as "Berita Terkait" can be its end; earlier it is only a heading."""
_CREDIT_TAIL = 4
"""Paragraphs after the end of a story in which its credits may stand."""
_REPEATED = 60
"""A paragraph of this length never stands twice in a story."""
_MAX_PARAGRAPH = 20_000
"""Characters; nothing anyone writes in one line is longer."""
_MAX_DATE_LINE = 60
_TIME_LENGTH = 16
"""Characters beside the date: " | 14:15 WIB"."""
_COPYRIGHT_YEAR = re.compile(r"(?:copyright|©|\(c\))[^\d\n]{0,60}((?:19|20)\d\d)\b", re.IGNORECASE)
_HAS_COPYRIGHT = re.compile(r"copyright|©|\(c\)", re.IGNORECASE)


@dataclass
class Cleaned:
    """What is left of a page's text, and what stood in it that has a field of its own."""

    paragraphs: list[str] = field(default_factory=list)
    dateline: str | None = None
    author: str | None = None
    editor: str | None = None
    signature: str | None = None
    """Initials at the end: whoever wrote it, if nothing names an author."""
    stated_year: int | None = None
    """The year of a copyright line below the text."""
    date_line: str | None = None
    """A date that stood alone above the text."""
    repaired: int = 0
    """Paragraphs whose characters had been decoded wrongly."""


def clean(paragraphs: Iterable[str], title: str, boilerplate: Boilerplate, cut_after: Sequence[str] = ()) -> Cleaned:
    """The story's own paragraphs.

    `title`: a paragraph that repeats it is dropped. `cut_after`: further regexes at which the story ends.
    """
    cleaned = Cleaned()
    lines = _repair_all(paragraphs, cleaned)
    cleaned.stated_year = next((int(found[1]) for line in lines if (found := _COPYRIGHT_YEAR.search(line))), None)
    lines = _cut(lines, boilerplate, cut_after, cleaned)
    lines = [kept for line in lines if (kept := _strip_line(line, boilerplate))]
    lines = _without_repeats(lines, title)
    _take_date_line(lines, cleaned)
    _take_signature(lines, cleaned)
    _take_dateline(lines, cleaned)
    cleaned.paragraphs = lines
    return cleaned


def _repair_all(paragraphs: Iterable[str], cleaned: Cleaned) -> list[str]:
    lines = []
    for paragraph in paragraphs:
        line, was_broken = repair(paragraph[:_MAX_PARAGRAPH])
        cleaned.repaired += was_broken
        if line:
            lines.append(line)
    return lines


def _cut(lines: list[str], boilerplate: Boilerplate, cut_after: Sequence[str], cleaned: Cleaned) -> list[str]:
    """Lines up to the story's end, without credit lines; credits are looked for a little beyond it."""
    ends = [re.compile(regex, re.IGNORECASE) for regex in cut_after]
    ends += boilerplate.by_scope["cut_after"]
    kept: list[str] = []
    length = 0
    for number, line in enumerate(lines):
        is_credit = _take_credits(line, cleaned)
        is_end = any(pattern.search(line) for pattern in ends) or (is_credit and bool(_HAS_COPYRIGHT.search(line)))
        if is_end and length >= _MIN_BEFORE_CUT:
            for later in lines[number + 1 : number + 1 + _CREDIT_TAIL]:
                _take_credits(later, cleaned)
            break
        if not is_end and not is_credit:
            kept.append(line)
            length += len(line)
    return kept


def _take_credits(line: str, cleaned: Cleaned) -> bool:
    credits_ = parse_credits(line)
    cleaned.author = cleaned.author or credits_.author
    cleaned.editor = cleaned.editor or credits_.editor
    return credits_.is_whole


def _strip_line(line: str, boilerplate: Boilerplate) -> str:
    """The line without boilerplate; a caption is one before its credit is taken out, a bare mark only afterwards."""
    shorter = line
    for pattern in boilerplate.by_scope["inline"]:
        shorter = pattern.sub(" ", shorter)
    shorter = " ".join(shorter.split())
    unwanted = boilerplate.by_scope["paragraph"]
    return "" if any(pattern.search(text) for text in {line, shorter} for pattern in unwanted) else shorter


def _without_repeats(lines: Sequence[str], title: str) -> list[str]:
    """Lightbox captions repeat the title (also after the closing "x"); copies of a page repeat whole paragraphs.

    A text that is nothing but its title stays.
    """
    name = squash(title)
    unwanted = {name, f"x{name}"} if name else set()
    seen: set[str] = set()
    kept: list[str] = []
    for line in lines:
        text = squash(line)
        if text in unwanted or text in seen or (kept and text == squash(kept[-1])):
            continue
        if len(line) >= _REPEATED:
            seen.add(text)
        kept.append(line)
    return kept or [line for line in lines if name and squash(line) == name][:1]


def _take_date_line(lines: list[str], cleaned: Cleaned) -> None:
    """A first line that is nothing but a date: plain pages set it between title and text."""
    dates = find_dates(lines[0]) if lines and len(lines[0]) <= _MAX_DATE_LINE else []
    if dates and len(lines[0]) - (dates[0].end - dates[0].start) <= _TIME_LENGTH:
        cleaned.date_line = lines.pop(0)


def _take_signature(lines: list[str], cleaned: Cleaned) -> None:
    if lines:
        cleaned.signature, lines[-1] = split_signature(lines[-1])
        if not lines[-1]:
            lines.pop()


def _take_dateline(lines: list[str], cleaned: Cleaned) -> None:
    """The dateline is at the head of the first paragraph, or a line of its own; a subtitle may stand before it."""
    for number, line in enumerate(lines[:2]):
        alone = split_dateline_line(line)
        if alone and len(lines) > number + 1:
            cleaned.dateline = alone
            lines.pop(number)
            return
        dateline, rest = split_dateline(line)
        if dateline and rest:
            cleaned.dateline, lines[number] = dateline, rest
            return
