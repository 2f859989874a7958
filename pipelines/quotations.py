"""What stands between quotation marks, and a text in which it is blanked out so that nothing in it is read.

Positions only; whose words they are is found in `quotes.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

BLANK = "\x1f"
CAPITAL = "X"
_SHORTEST = 2
_MARK = re.compile('["“”„]|\n\n')
_NEXT_SENTENCE = re.compile(r"\s+[\"“(A-Z]|\s*\Z|\n\n")
_ENDS = (".", "!", "?")


@dataclass(frozen=True, slots=True)
class Quotation:
    """[start:end) with its marks; the words are [inner_start:inner_end), without the comma that parts them off."""

    start: int
    end: int
    inner_start: int
    inner_end: int


def find_quotations(text: str) -> list[Quotation]:
    """Every pair of marks within one paragraph, straight or curly; a mark without its partner opens nothing."""
    found: list[Quotation] = []
    opened: int | None = None
    for match in _MARK.finditer(text):
        at = match.start()
        if match[0] == "\n\n":
            opened = None
        elif _opens(text, at, opened is not None):
            opened = at
        elif opened is not None:
            found.append(_make(text, opened, at))
            opened = None
    return found


def blank_quotations(text: str, quotations: list[Quotation]) -> str:
    """The text, as long as before, without the words quoted; what shows where sentences begin and end stays."""
    parts: list[str] = []
    at = 0
    for quotation in quotations:
        parts.append(text[at : quotation.start] + _blanked(text, quotation))
        at = quotation.end
    return "".join(parts) + text[at:]


def _blanked(text: str, quotation: Quotation) -> str:
    """One quotation blanked out; a capital at its beginning stays one, and so does a stop that ends the sentence."""
    inside = text[quotation.start + 1 : quotation.end - 1]
    if len(inside) < _SHORTEST:
        return '"' + BLANK * len(inside) + '"'
    first = CAPITAL if inside[0].isupper() else BLANK
    is_end = inside[-1] in _ENDS and _NEXT_SENTENCE.match(text, quotation.end) is not None
    last = inside[-1] if is_end else BLANK
    return f'"{first}{BLANK * (len(inside) - 2)}{last}"'


def _opens(text: str, at: int, is_open: bool) -> bool:
    """Curly marks say it themselves; a straight one, or one used for both, opens where a word begins after a space."""
    mark = text[at]
    if mark in "“„":
        return True
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    begins_word = (before.isspace() or before in "(-–—:") and not after.isspace()
    return begins_word and not (mark == "”" and is_open)


def _make(text: str, start: int, last: int) -> Quotation:
    inner_start, inner_end = start + 1, last
    while inner_start < inner_end and text[inner_start].isspace():
        inner_start += 1
    while inner_end > inner_start and (text[inner_end - 1].isspace() or text[inner_end - 1] == ","):
        inner_end -= 1
    return Quotation(start, last + 1, inner_start, inner_end)
