"""The text of a page element as paragraphs: what a reader would see as lines of their own.

Which elements are removed beforehand is decided by `blocks.py`; repairing the text belongs to `clean.py`.
"""

from __future__ import annotations

import re

from bs4 import NavigableString, Tag

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot",
    "thead", "tr", "ul",
})  # fmt: skip
"""Elements that begin a line of their own."""
_MAX_CLIMB = 60
"""A text node's block is looked for this far up; only hostile pages nest inline elements deeper."""
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_STRAY_SPACE = re.compile(r" (?=[,.;:!?)”%])|(?<=[(“]) ")
_ENDS = tuple(".!?:;\"'”’)…»")


def read_paragraphs(root: Tag) -> list[str]:
    """Paragraphs in page order: one for each block, and for each stretch between line breaks of a block."""
    paragraphs: list[str] = []
    pieces: list[str] = []
    block: Tag | None = None
    for node in root.descendants:
        if isinstance(node, Tag):
            if node.name == "br":
                pieces.append("\n")
            elif node.name in ("td", "th"):
                pieces.append(" ")
            continue
        if type(node) is not NavigableString:
            continue
        owner = _block_of(node, root)
        if owner is not block:
            _flush(pieces, paragraphs)
            block = owner
        pieces.append(_SPACES.sub(" ", node))
    _flush(pieces, paragraphs)
    return paragraphs


def text_of(tag: Tag) -> str:
    """The text of a small element in one line; elements inside are kept apart, their punctuation is not."""
    return _STRAY_SPACE.sub("", _SPACES.sub(" ", tag.get_text(" "))).strip()


def _block_of(node: NavigableString, root: Tag) -> Tag:
    parent = node.parent
    for _ in range(_MAX_CLIMB):
        if parent is None or parent is root:
            return root
        if parent.name in BLOCKS:
            return parent
        parent = parent.parent
    return root


def _flush(pieces: list[str], paragraphs: list[str]) -> None:
    lines = [line.strip() for line in "".join(pieces).split("\n")]
    pieces.clear()
    previous = ""
    for line in lines:
        if line and previous and _goes_on(previous, line):
            paragraphs[-1] = f"{paragraphs[-1]} {line}"
        elif line:
            paragraphs.append(line)
        previous = line


def _goes_on(previous: str, line: str) -> bool:
    """A single line break inside a sentence is layout: the line before has no end, the next one no beginning."""
    return not previous.endswith(_ENDS) and line[0].islower()
