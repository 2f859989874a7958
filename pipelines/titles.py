"""The headline of a page: which of its many titles it is, without the outlet's name and kickers around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bs4 import Tag

from pipelines.dom import Dom, classes_of, is_inside
from pipelines.paragraphs import text_of
from pipelines.structured import Structured
from pipelines.wording import repair, squash

_SEPARATOR = re.compile(r"\s+(?:[-–—|•·»]|::)\s+|\s*[|»]\s*")
_PAGE_MARK = re.compile(r"\s*[-–|(]{0,4}\s*(?:halaman|page|hal\.)\s*(?:\d+|all)\s*\)?$", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:\[\s*[A-Za-z ]{3,20}\s*\]\s*[:|–-]?\s*|(?:foto|video|berita foto|infografis|breaking news|advertorial|adv)"
    r"\s*[:|]\s*)",
    re.IGNORECASE,
)
_KICKER = re.compile(r"kicker|sub-?title|sub-?judul|overline|category|kategori|label|badge", re.IGNORECASE)
_MAX_TITLE = 500
"""Characters; a heading or title element that was never closed holds the whole page."""
_MIN_LETTERS = 10
_MIN_WORDS = 3
_MIN_NAME = 4
"""Letters an outlet's name needs before a title segment containing it counts as that name."""


class Title(NamedTuple):
    """The headline, its element on the page if it has one, and where it came from."""

    text: str
    tag: Tag | None
    origin: str


def read_title(
    dom: Dom,
    selectors: Sequence[str],
    structured: Structured,
    stated: str | None,
    names: Iterable[str],
    body: Tag | None = None,
) -> Title:
    """The headline of a page; an empty text where it has none.

    `stated`: the title a channel gave; `names`: what the outlet is called (its hosts' labels among them); `body`: the
    element with the story. A visible heading wins, because JSON-LD and OpenGraph are cut to length and often rewritten
    for sharing; the title element comes last, because plain portals give every page the same.
    """
    known = sorted({squash(name) for name in names} - {""}, key=len, reverse=True)
    page_title = next((text_of(tag) for tag in dom.tags("title")), "")
    machine = [structured.headline, structured.first_meta("og:title", "twitter:title", "title"), stated, page_title]
    told = squash(" ".join(text for text in machine if text))
    for tag in _headings(dom, selectors, told):
        text = tidy_title(_heading_text(tag), known)
        if is_title(text, known):
            return Title(text, tag, "selector")
    origins = ("json-ld", "meta", "channel", "title element")
    said = [(origin, tidy_title(found or "", known)) for origin, found in zip(origins, machine, strict=True)]
    good = [Title(text, None, origin) for origin, text in said if is_title(text, known)]
    if not good or good[0].origin == "title element":
        above = _heading_above(body, known)
        good = [above, *good] if above else good
    return good[0] if good else Title("", None, "none")


def tidy_title(text: str, names: Sequence[str]) -> str:
    """A title without page marks, labels ("[FOTO]", "VIDEO:") and the outlet's name at its end; `names` squashed.

    Empty for what is too long to be one.
    """
    if len(text) > _MAX_TITLE:
        return ""
    title = _LABEL.sub("", _PAGE_MARK.sub("", repair(text)[0]))
    while found := list(_SEPARATOR.finditer(title)):
        last = found[-1]
        if not _is_name(title[last.end() :], names):
            break
        title = _PAGE_MARK.sub("", title[: last.start()]).rstrip()
    return title.strip()


def strip_kicker(title: str, section: str | None) -> str:
    """A title without the section some outlets write before it ("Bangka Tengah: ...")."""
    if not section:
        return title
    kicker = re.match(rf"{re.escape(section)}\s*[:|–-]\s+", title, re.IGNORECASE)
    return title[kicker.end() :] if kicker and len(title) - kicker.end() >= _MIN_LETTERS else title


def is_title(text: str, names: Sequence[str]) -> bool:
    """Whether a text can be a headline: long enough, and not the outlet's own name."""
    return len(squash(text)) >= _MIN_LETTERS and not _is_name(text, names)


def _headings(dom: Dom, selectors: Sequence[str], told: str) -> Iterator[Tag]:
    """Headings by the platform's selectors; then those the page's own titles repeat."""
    yield from dom.each(selectors)
    for tag in dom.tags("h1", "h2"):
        text = squash(text_of(tag))
        if len(text) >= _MIN_LETTERS and text in told:
            yield tag


def _heading_above(body: Tag | None, known: Sequence[str]) -> Title | None:
    """The heading right above the story, in the same block as it."""
    heading = body.find_previous(["h1", "h2", "h3"]) if body is not None else None
    if body is None or not isinstance(heading, Tag) or heading.find_parent(["nav", "aside", "header"]) is not None:
        return None
    text = tidy_title(_heading_text(heading), known)
    near = [parent for parent in (body.parent, body.parent.parent if body.parent else None) if parent is not None]
    is_near = any(is_inside(heading, parent) for parent in near)
    is_headline = len(text.split()) >= _MIN_WORDS and is_title(text, known)
    return Title(text, heading, "heading above the story") if is_near and is_headline else None


def _heading_text(tag: Tag) -> str:
    kickers = [child for child in tag.find_all(True) if any(_KICKER.search(name) for name in classes_of(child))]
    text = text_of(tag)
    for kicker in kickers:
        rest = text.removeprefix(text_of(kicker)).strip(" :|-–")
        text = rest or text
    return text


def _is_name(segment: str, names: Sequence[str]) -> bool:
    text = squash(segment)
    if not text:
        return True
    return any(
        text == name
        or (len(name) >= _MIN_NAME and name in text and len(text) <= len(name) + 24)
        or (len(text) >= _MIN_NAME and text in name)
        for name in names
    )
