"""Finding the element that holds the story on a page no selector fits: the one with the most running text of its own.

What trafilatura does for any page of the web this does for news pages only, and it gives the element, so that links,
credits and the date around it can still be told apart. trafilatura remains for pages without any paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable

from bs4 import NavigableString, Tag

from pipelines.dom import Dom, attribute, classes_of
from pipelines.paragraphs import text_of

_MIN_SENTENCE = 60
"""Characters of a paragraph that counts; shorter ones are captions and menus."""
_MAX_LINKED = 0.4
_MIN_STORY = 250
_SIDE = ("nav", "aside", "footer", "header", "form", "figure")
_SIDE_NAMES = (
    "sidebar", "footer", "komentar", "comment", "related", "terkait", "menu", "nav", "widget", "popular", "populer",
    "header",
)  # fmt: skip
_BREAKS = ("br", "p", "div", "ul", "ol", "table")
"""What a block without paragraphs of its own does not hold: some editors write such a block instead of `p`."""
_GRANDPARENT_SHARE = 0.4
"""Paragraphs wrapped in blocks of their own, one each, still belong to one story."""


def find_story(dom: Dom) -> Tag | None:
    """The element whose paragraphs make up the longest running text; None where there is too little of it."""
    scores: dict[int, float] = {}
    holders: dict[int, Tag] = {}
    asides: dict[int, bool] = {}
    around_text, around_blocks = _blocks_around(dom.tags("p", "li")), _blocks_around(dom.tags(*_BREAKS))
    for tag in dom.tags("p", "div", "td", "section", "article", "li"):
        length = _own_text(tag, is_whole=tag.name in ("p", "li") and id(tag) not in around_text)
        if length < _MIN_SENTENCE or _is_aside(tag, asides):
            continue
        parent = tag.parent if tag.name in ("p", "li") or id(tag) not in around_blocks else tag
        grandparent = parent.parent if parent is not None else None
        for holder, share in ((parent, 1.0), (grandparent, _GRANDPARENT_SHARE)):
            if holder is not None and holder.name not in ("html", "[document]"):
                scores[id(holder)] = scores.get(id(holder), 0.0) + share * length
                holders[id(holder)] = holder
    best = max(scores, key=lambda key: scores[key], default=None)
    return holders[best] if best is not None and scores[best] >= _MIN_STORY else None


def _blocks_around(tags: Iterable[Tag]) -> set[int]:
    """Ids of the elements that hold one of `tags`; each is climbed to once, however deep they nest."""
    around: set[int] = set()
    for tag in tags:
        for parent in tag.parents:
            if id(parent) in around:
                break
            around.add(id(parent))
    return around


def _own_text(tag: Tag, is_whole: bool) -> int:
    """Characters of running text: all of a paragraph's, of a block's what stands in it directly; 0 for links."""
    if is_whole:
        text = text_of(tag)
        linked = sum(len(link.get_text(strip=True)) for link in tag.find_all("a"))
        return len(text) if linked <= _MAX_LINKED * len(text) else 0
    return sum(len(child.strip()) for child in tag.children if type(child) is NavigableString)


def _is_aside(tag: Tag, known: dict[int, bool]) -> bool:
    """Whether a block around the element is no story. `known`: what was found before, each block being asked once."""
    path: list[int] = []
    is_aside = False
    for parent in tag.parents:
        if id(parent) in known:
            is_aside = known[id(parent)]
            break
        path.append(id(parent))
        if _is_side(parent):
            is_aside = True
            break
    known.update(dict.fromkeys(path, is_aside))
    return is_aside


def _is_side(block: Tag) -> bool:
    if block.name in _SIDE:
        return True
    names = " ".join([*classes_of(block), attribute(block, "id")]).lower()
    return block.name != "body" and any(name in names for name in _SIDE_NAMES)
