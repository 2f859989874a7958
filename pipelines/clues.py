"""Collecting the dates a page shows: in its markup, beside its title, and outside the article.

What they mean together is decided in `dates.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile

from bs4 import NavigableString, PageElement, Tag

from pipelines.date_forms import find_dates
from pipelines.dates import DateClue
from pipelines.dom import Dom, attribute, classes_of
from pipelines.paragraphs import text_of
from pipelines.structured import Structured

_MAX_TEXT = 240
"""A longer element is no date line."""
_PER_SELECTOR = 3
_HEADLINE = 25
"""Characters of a link that is the title of another story."""
_WIDE = 600
"""Characters."""
_MAX_CLIMB = 200
"""Blocks around the story among which the article's own is; only hostile pages nest deeper."""
_ZONE_NODES = 500
"""Nodes between title and story that are searched for a date."""
_FEW_NODES = 60
"""Nodes before the title (or the story, if it has none) that are searched for a date."""
_HEADER = re.compile(
    r"top-?bar|top-?header|header-?top|site-header|main-header|navbar|masthead|today|hari-?ini|current-?date|date-?now"
    r"|clock|jam-|(?:^|[-_]|main|top|nav|sub)menu|breaking|ticker|sidebar|footer|widget|related|terkait|popul|komentar|comment",
    re.IGNORECASE,
)
_PERSON_ICON = re.compile(r"(?:^|\s)(?:(?:fa|la|ti|icon|glyphicon)-user|bi-person)", re.IGNORECASE)
_NOT_PUBLISHED = ("updated", "modified", "date-modified")
_DATE_LIKE = re.compile(
    r"\d[^\n]{0,20}(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|\b(?:lalu|ago|saja|kemarin)\b", re.IGNORECASE
)


def read_clues(
    dom: Dom, selectors: Sequence[str], structured: Structured, title: Tag | None, body: Tag | None
) -> list[DateClue]:
    """Every date of a page that may be its article's, best places first within each basis."""
    clues = [DateClue("json-ld", structured.published, "json-ld datePublished")] if structured.published else []
    if structured.meta_published:
        name, content = structured.meta_published
        clues.append(DateClue("meta", content, f"meta {name}"))
    frame = Frame(title, body)
    for selector in selectors:
        tags = dom.select(selector)[:_PER_SELECTOR]
        inside = [tag for tag in tags if not frame.is_outside(tag)]
        for tag in inside[:1] or tags:
            clues.extend(_from_tag(tag, selector, not inside))
    if not any(clue.basis in ("visible", "time-element") and not clue.is_outside for clue in clues):
        clues.extend(_from_zone(frame))
    return clues


def lines_beside(title: Tag | None, body: Tag | None) -> Iterator[str]:
    """Short texts between the title and the story: where sites without class names write date and author.

    What the icon of a person stands before is given as "Oleh: ...".
    """
    frame = Frame(title, body)
    label = ""
    for node in _below_title(frame):
        if isinstance(node, Tag):
            label = "Oleh: " if _PERSON_ICON.search(attribute(node, "class")) else label
        elif _is_line(node):
            yield f"{label}{' '.join(node.split())}"
            label = ""
    yield from (" ".join(str(node).split()) for node in _above(frame) if _is_line(node))


class Frame:
    """Where the article is: the smallest element that holds both its title and its text."""

    def __init__(self, title: Tag | None, body: Tag | None) -> None:
        """`title` and `body`: their elements, None where the page has none."""
        self.title, self.body = title, body
        anchor = body or title
        holders = [anchor, *islice(anchor.parents, _MAX_CLIMB)] if anchor else []
        around = {id(parent) for parent in [title, *title.parents]} if title and body else set()
        self.root = next((tag for tag in holders if id(tag) in around or (not around and _is_wide(tag))), None)

    def is_outside(self, node: PageElement) -> bool:
        """Whether something stands outside the article, or in a header, side column or list within that element."""
        inside = {id(self.body), id(self.title)} | {id(tag) for tag in self._around()}
        for parent in [*([node] if isinstance(node, Tag) else []), *node.parents]:
            if parent is self.root:
                return False
            if id(parent) in inside:
                continue
            if parent.name in ("nav", "aside", "footer") or _is_header(parent):
                return True
        return self.root is not None

    def _around(self) -> Iterator[Tag]:
        if self.title is not None:
            yield from self.title.parents


def _is_wide(tag: Tag) -> bool:
    """Large enough to hold a story: what to take for the article where only its title or its text was found."""
    return len(tag.get_text(strip=True)) > _WIDE


def _is_header(tag: Tag) -> bool:
    names = [*classes_of(tag), attribute(tag, "id")]
    return tag.name != "body" and any(_HEADER.search(name) for name in names if name)


def _from_tag(tag: Tag, origin: str, is_outside: bool) -> Iterator[DateClue]:
    times = [tag] if tag.name == "time" else tag.find_all("time", limit=4)
    times = sorted(times, key=lambda time: any(name in classes_of(time) for name in _NOT_PUBLISHED))
    for time in times:
        if time.has_attr("datetime"):
            yield DateClue("time-element", attribute(time, "datetime"), origin, is_outside)
    if tag.has_attr("content"):
        yield DateClue("meta", attribute(tag, "content"), origin, is_outside)
    text = text_of(times[0]) if times else text_of(tag)
    if text and len(text) <= _MAX_TEXT:
        yield DateClue("visible", text, origin, is_outside)


def _from_zone(frame: Frame) -> Iterator[DateClue]:
    """The first date beside the title or between it and the end of the text's first lines."""
    for node in _zone(frame):
        if isinstance(node, Tag):
            if node.name == "time" and node.has_attr("datetime") and not frame.is_outside(node):
                yield DateClue("time-element", attribute(node, "datetime"), "time element")
                return
        elif _is_date_line(node) and not _is_of_other(node) and not frame.is_outside(node):
            yield DateClue("visible", str(node), "beside the title")
            return


def _zone(frame: Frame) -> Iterator[Tag | NavigableString]:
    """Nodes after the title up to the story, then those before the title, nearest first."""
    yield from _below_title(frame)
    yield from _above(frame)


def _below_title(frame: Frame) -> Iterator[Tag | NavigableString]:
    after = islice(frame.title.next_elements, _ZONE_NODES) if frame.title is not None else ()
    return _wanted(takewhile(lambda node: node is not frame.body, after))


def _above(frame: Frame) -> Iterator[Tag | NavigableString]:
    anchor = frame.title or frame.body
    return _wanted(islice(anchor.previous_elements, _FEW_NODES) if anchor is not None else ())


def _is_line(node: Tag | NavigableString) -> bool:
    return type(node) is NavigableString and 3 < len(node) <= _MAX_TEXT and bool(node.strip())


def _wanted(nodes: Iterable[PageElement]) -> Iterator[Tag | NavigableString]:
    return (node for node in nodes if isinstance(node, Tag | NavigableString))


def _is_of_other(node: PageElement) -> bool:
    """Whether a date belongs to a linked headline beside it."""
    item = node.find_parent(["li", "td", "div", "p"])
    return item is not None and any(len(text_of(link)) >= _HEADLINE for link in item.find_all("a", limit=4))


def _is_date_line(node: NavigableString) -> bool:
    text = str(node)
    if type(node) is not NavigableString or not 4 < len(text) <= 160 or not _DATE_LIKE.search(text):
        return False
    dates = find_dates(text)
    rest = len(text.strip()) - (dates[0].end - dates[0].start if dates else 0)
    return rest <= 60
