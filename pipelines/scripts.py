"""Text that a page carries in its scripts: the Tribun and Kompas family repeats the whole story in one variable.

With it a story of three pages is read from the first alone. JSON-LD belongs to `structured.py`.
"""

from __future__ import annotations

import re
from html import unescape

_VARIABLE = re.compile(r"\bkeywordBrandSafety\s*=\s*(?P<quote>[\"'])")
_MAX_TEXT = 60_000
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\n", "t": " "}


def read_script_text(markup: str) -> list[str]:
    """Paragraphs of the variable `keywordBrandSafety`; empty where the page has none."""
    opening = _VARIABLE.search(markup)
    if not opening:
        return []
    stretch = markup[opening.end() : opening.end() + _MAX_TEXT]
    closing = re.search(rf"(?<!\\)(?:\\\\)*{opening['quote']}", stretch)
    if not closing:
        return []
    text = unescape(_ESCAPE.sub(_unescape, stretch[: closing.start()]))
    return [line.strip() for line in text.split("\n") if line.strip()]


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    if len(code) == 5:
        return chr(int(code[1:], 16))
    return _PLAIN.get(code, code)
