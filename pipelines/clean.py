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
_MAX_BOILERPLATE = 2000
"""Characters; a longer line is never nothing but boilerplate, and some of its regexes need the square of a length."""
_MAX_DATE_LINE = 60
_MIN_LEAD = 80
"""Characters of an opening paragraph without a full stop."""
_SENTENCE_ENDS = (".", "!", "?", '."', '!"', '?"')
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
    lead: str | None = None
    """The paragraph the story opens with; a subtitle may stand before it."""
    caption: str | None = None
    """What a paragraph of the text said of the picture."""
    is_paywalled: bool = False
    """A line says that the whole text is for subscribers."""
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
    _take_signature_line(lines, cleaned)
    lines = [kept for line in lines if (kept := _strip_line(line, boilerplate, cleaned))]
    lines = _without_repeats(lines, title)
    _take_date_line(lines, cleaned)
    _take_signature(lines, cleaned)
    _take_dateline(lines, cleaned)
    cleaned.lead = cleaned.lead or _find_lead(lines)
    cleaned.paragraphs = lines
    return cleaned


def _repair_all(paragraphs: Iterable[str], cleaned: Cleaned) -> list[str]:
    lines = []
    for paragraph in paragraphs:
        if len(paragraph) > _MAX_PARAGRAPH:
            paragraph = paragraph[:_MAX_PARAGRAPH].rsplit(None, 1)[0]
        line, was_broken = repair(paragraph)
        cleaned.repaired += was_broken
        if line:
            lines.append(line)
    return lines


def _cut(lines: list[str], boilerplate: Boilerplate, cut_after: Sequence[str], cleaned: Cleaned) -> list[str]:
    """Lines up to the story's end, without credit lines; credits are looked for a little beyond it."""
    ends = [re.compile(regex, re.IGNORECASE) for regex in cut_after] + [*boilerplate.by_scope["cut_after"]]
    kept: list[str] = []
    resume = length = 0
    for number, line in enumerate(lines):
        if number < resume:
            continue
        is_credit = _take_credits(line, cleaned)
        is_list = any(pattern.search(line) for pattern in boilerplate.by_scope["list"])
        is_end = any(pattern.search(line) for pattern in ends) or (is_credit and bool(_HAS_COPYRIGHT.search(line)))
        if (is_end or is_list) and length >= _MIN_BEFORE_CUT:
            resume = number + 1 + _list_length(lines[number + 1 :]) if is_list and not is_end else len(lines)
            if resume < len(lines):
                continue
            for later in lines[number + 1 : number + 1 + _CREDIT_TAIL]:
                _take_credits(later, cleaned)
            break
        if not (is_end or is_list or is_credit):
            kept.append(line)
            length += len(line)
    return kept


def _list_length(lines: Sequence[str]) -> int:
    """How many lines a list of other stories has: up to two paragraphs in a row, which teasers never are; else all."""
    full = [len(line) >= _MIN_LEAD and line.endswith(_SENTENCE_ENDS) for line in lines]
    pairs = (number for number in range(len(full) - 1) if full[number] and full[number + 1])
    return next(pairs, len(lines))


def _take_credits(line: str, cleaned: Cleaned) -> bool:
    credits_ = parse_credits(line)
    cleaned.author = cleaned.author or credits_.author
    cleaned.editor = cleaned.editor or credits_.editor
    return credits_.is_whole


def _strip_line(line: str, boilerplate: Boilerplate, cleaned: Cleaned) -> str:
    """The line without boilerplate; a caption is one before its credit is taken out, a bare mark only afterwards."""
    shorter = line
    for pattern in boilerplate.by_scope["inline"]:
        shorter = pattern.sub(" ", shorter)
    shorter = " ".join(shorter.split())
    if len(shorter) > _MAX_BOILERPLATE:
        return shorter
    unwanted = boilerplate.by_scope["paragraph"]
    if not any(pattern.search(text) for text in {line, shorter} for pattern in unwanted):
        return shorter
    told = boilerplate.told_by(line)
    cleaned.caption = cleaned.caption or (line if told == "caption" else None)
    cleaned.is_paywalled = cleaned.is_paywalled or told == "paywall"
    return ""


def _find_lead(lines: Sequence[str]) -> str | None:
    """The first paragraph that is a sentence and no subtitle."""
    return next((line for line in lines if len(line) >= _MIN_LEAD or line.endswith(_SENTENCE_ENDS)), None)


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


def _take_signature_line(lines: list[str], cleaned: Cleaned) -> None:
    """Initials that stand alone near the end; plugs may follow them."""
    for number in range(len(lines) - 1, max(len(lines) - 1 - _CREDIT_TAIL, 0), -1):
        name, rest = split_signature(lines[number])
        if name and not rest:
            cleaned.signature = name
            del lines[number]
            return


def _take_signature(lines: list[str], cleaned: Cleaned) -> None:
    if lines and not cleaned.signature:
        cleaned.signature, lines[-1] = split_signature(lines[-1])
        if not lines[-1]:
            lines.pop()


def _take_dateline(lines: list[str], cleaned: Cleaned) -> None:
    """The dateline is at the head of the first paragraph, or a line of its own; a subtitle may stand before it."""
    for number, line in enumerate(lines[:2]):
        alone = split_dateline_line(line)
        if alone and len(lines) > number + 1:
            cleaned.dateline, cleaned.lead = alone, lines[number + 1]
            lines.pop(number)
            return
        dateline, rest = split_dateline(line)
        if dateline and rest:
            cleaned.dateline, cleaned.lead, lines[number] = dateline, rest, rest
            return
