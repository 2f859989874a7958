"""A parsed page that answers many CSS selectors quickly.

Searching one page with some sixty selectors is what a reader does; soupsieve walks the whole tree for each, so elements
are looked up by id, class or tag first and only those candidates are matched. What selectors mean is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

import soupsieve
from bs4 import BeautifulSoup, Tag
from bs4.builder import ParserRejectedMarkup

from models.errors import ReadingError

MAX_MARKUP = 800_000
"""Characters parsed at most; an article page without its scripts is far smaller."""
MAX_TAGS = 18_000
"""Opening and closing tags parsed at most: four times the longest page seen, a second of work however they nest."""
_DEEP = 60
_MAX_DEPTH = 200
"""Elements around an element; real pages have 15 to 40."""
_REPEATS = 8
_UNREAD = re.compile(r"<(?:!--|(script|style|svg|noscript|select|iframe|template|object|canvas)\b)", re.IGNORECASE)
_DATA_ADDRESS = re.compile(r"(?<=[\"'(])data:[\w/+.-]+;base64,[\w+/=\s]*")
_WORDLESS = re.compile(r"<(?:img|input|source|wbr|area|track|param|link(?![^<>]*canonical))\b[^<>]*>", re.IGNORECASE)
_LAYOUT_SPACE = re.compile(
    r">\s+(?=</?(?:div|ul|ol|li|p|head|body|meta|link|section|article|header|footer|nav|main|aside|h\d|t[rdh]|table|tbody"
    r"|form|title|html|figure|img|br)\b)",
    re.IGNORECASE,
)
_LAST_COMPOUND = re.compile(r"[^\s>+~]+(?:\[[^\]]*\][^\s>+~]*|\([^)]*\)[^\s>+~]*)*$")
_BRACKETS = re.compile(r"\[[^\]]*\]|:[\w-]+(?:\([^)]*\))?")
_PLAIN = re.compile(r"(?P<tag>[a-z][\w-]*)?(?:#(?P<id>[\w-]+))?(?P<classes>(?:\.[\w-]+)*)")
_ATTRIBUTE = re.compile(r"\[\s*([\w-]+)")
_COUNTING = re.compile(r":(?:nth|first|last|only)-[\w-]+(?:\([^)]*\))?")
_MAX_COUNTED = 30
"""Elements whose siblings are counted for one selector; hostile lists have thousands, and each counts all others."""
_FILED_ATTRIBUTES = ("itemprop", "rel", "class", "property")


class _Query(NamedTuple):
    """A compiled selector, how to find its candidates, and what the page must hold for it to match at all."""

    kind: str
    name: str
    needs: tuple[tuple[str, str], ...]
    matcher: soupsieve.SoupSieve | None
    """None where candidates need no further look than for `classes`."""
    classes: frozenset[str] = frozenset()
    uncounted: soupsieve.SoupSieve | None = None
    """The selector without what counts siblings, where it does: counting is the dearest part."""


class _ShallowSoup(BeautifulSoup):
    """A tree of bounded depth: much of what is done with one needs as many steps as the depth for each element.

    Far down, an element that repeats one of those right around it is left out, and farther down any; their text and
    what they hold stay. Browsers stop at 512 too.
    """

    def reset(self) -> None:
        super().reset()
        self._is_kept: list[bool] = []

    def handle_starttag(
        self, name: str, namespace: str | None, nsprefix: str | None, attrs: Any, *places: Any, **more: Any
    ) -> Tag | None:
        depth = len(self.tagStack)
        if depth > _DEEP and (depth > _MAX_DEPTH or self._is_repeated(name, attrs)):
            self._is_kept.append(False)
            self.handle_data(" ")
            return None
        self._is_kept.append(True)
        tag: Tag | None = super().handle_starttag(name, namespace, nsprefix, attrs, *places, **more)
        return tag

    def handle_endtag(self, name: str, nsprefix: str | None = None) -> None:
        if not self._is_kept or self._is_kept.pop():
            super().handle_endtag(name, nsprefix)
        else:
            self.handle_data(" ")

    def _is_repeated(self, name: str, attrs: Any) -> bool:
        return any(tag.name == name and tag.attrs == attrs for tag in self.tagStack[-_REPEATS:])


class Dom:
    """One parsed page."""

    def __init__(self, markup: str, url: str) -> None:
        """Parse `markup` (scripts and styles already removed); ReadingError where no parser takes it."""
        try:
            # classes stay one string, split when they are asked for: splitting all of them is a third of the parsing
            self.soup = _ShallowSoup(markup, "lxml", multi_valued_attributes=None)
        except (ParserRejectedMarkup, AssertionError, RecursionError) as error:
            raise ReadingError(f"{url}: cannot be parsed: {error}") from error
        self._by: dict[tuple[str, str], list[Tag]] = {}
        self._found: dict[str, list[Tag]] = {}
        for tag in self.soup.find_all(True):
            self._file(tag)

    def select(self, selector: str) -> list[Tag]:
        """Elements that match, in page order, without those removed meanwhile."""
        if selector not in self._found:
            self._found[selector] = self._search(_parse_query(selector))
        return [tag for tag in self._found[selector] if not is_gone(tag)]

    def first(self, selectors: Iterable[str]) -> Tag | None:
        """The first element of the first selector that finds a non-empty one."""
        return next(self.each(selectors), None)

    def each(self, selectors: Iterable[str]) -> Iterator[Tag]:
        """Non-empty elements, selector after selector."""
        for selector in selectors:
            for tag in self.select(selector):
                if tag.get_text(strip=True) or tag.has_attr("content") or tag.has_attr("datetime"):
                    yield tag

    def tags(self, *names: str) -> list[Tag]:
        """Elements of the given tag names, in page order within a name."""
        return [tag for name in names for tag in self._by.get(("tag", name), []) if not is_gone(tag)]

    def _search(self, query: _Query) -> list[Tag]:
        if any(need not in self._by for need in query.needs):
            return []
        candidates = [tag for tag in self._by.get((query.kind, query.name), []) if not is_gone(tag)]
        if query.uncounted is not None:
            candidates = list(islice((tag for tag in candidates if query.uncounted.match(tag)), _MAX_COUNTED))
        if query.matcher is not None:
            return [tag for tag in candidates if query.matcher.match(tag)]
        return [tag for tag in candidates if query.classes.issubset(classes_of(tag))]

    def _file(self, tag: Tag) -> None:
        self._by.setdefault(("", ""), []).append(tag)
        self._by.setdefault(("tag", tag.name), []).append(tag)
        for name in classes_of(tag):
            self._by.setdefault(("class", name), []).append(tag)
        if tag_id := tag.get("id"):
            self._by.setdefault(("id", str(tag_id)), []).append(tag)
        for name in _FILED_ATTRIBUTES:
            if name in tag.attrs:
                self._by.setdefault(("attribute", name), []).append(tag)


def trim_markup(text: str) -> tuple[str, tuple[str, ...]]:
    """Markup without scripts, styles, comments and embedded images; cut at MAX_MARKUP or MAX_TAGS with a warning."""
    markup = _WORDLESS.sub("", _DATA_ADDRESS.sub("", _without_unread(text)))
    markup = _LAYOUT_SPACE.sub(">", markup)
    last_tag = next(islice(re.finditer("<", markup), MAX_TAGS, None), None)
    end = min(MAX_MARKUP, last_tag.start() if last_tag else MAX_MARKUP)
    if len(markup) <= end:
        return markup, ()
    return markup[:end], (f"page of {len(text):,} characters is too large, only {end:,} were read",)


def _without_unread(text: str) -> str:
    """One pass: a regex from opening to closing tag would look to the end of the page for every unclosed one."""
    pieces: list[str] = []
    unclosed: set[str] = set()
    start = 0
    for opening in _UNREAD.finditer(text):
        name = (opening[1] or "").lower()
        if opening.start() < start or name in unclosed:
            continue
        closing = _closing_of(name).search(text, opening.end())
        if closing is None:
            unclosed.add(name)
            continue
        pieces.append(text[start : opening.start()])
        start = closing.end()
    return "".join([*pieces, text[start:]])


@lru_cache(maxsize=16)
def _closing_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\s*>" if name else "-->", re.IGNORECASE)


def classes_of(tag: Tag) -> list[str]:
    """The classes of an element."""
    classes = tag.get("class") or []
    return classes.split() if isinstance(classes, str) else list(classes)


def attribute(tag: Tag, name: str) -> str:
    """An attribute as one string, empty where there is none."""
    value = tag.get(name) or ""
    return value.strip() if isinstance(value, str) else " ".join(value)


def is_gone(tag: Tag) -> bool:
    """Whether an element was removed from its page. (`Tag.decomposed` searches the children of each living element.)"""
    return "_decomposed" in vars(tag)


def is_inside(tag: Tag, block: Tag) -> bool:
    """Whether an element stands in a block. (`block in tag.parents` is true of a block that only looks like it.)"""
    return any(parent is block for parent in tag.parents)


@lru_cache(maxsize=2048)
def _parse_query(selector: str) -> _Query:
    whole = _PLAIN.fullmatch(selector)
    compound = _LAST_COMPOUND.search(selector)
    matcher = (
        None if whole and not (whole["tag"] and (whole["id"] or whole["classes"])) else soupsieve.compile(selector)
    )
    rest = _COUNTING.sub("", selector)
    uncounted = soupsieve.compile(rest) if rest != selector else None
    if "," in selector or ":not" in selector or not compound:
        return _Query("", "", (), matcher, uncounted=uncounted)
    plain = _BRACKETS.sub("", selector)
    needs = [("id", name) for name in re.findall(r"#([\w-]+)", plain)]
    needs += [("class", name) for name in re.findall(r"\.([\w-]+)", plain)]
    kind, name = _key_of(compound[0])
    classes = frozenset(whole["classes"].split(".")[1:]) if whole and matcher is None else frozenset()
    return _Query(kind, name, tuple(needs), matcher, classes, uncounted)


def _key_of(compound: str) -> tuple[str, str]:
    plain = _BRACKETS.sub("", compound)
    if found := re.search(r"#([\w-]+)", plain):
        return "id", found[1]
    if found := re.search(r"\.([\w-]+)", plain):
        return "class", found[1]
    if found := re.match(r"[a-z][\w-]*", plain):
        return "tag", found[0]
    attribute_ = _ATTRIBUTE.search(compound)
    is_filed = attribute_ is not None and attribute_[1] in _FILED_ATTRIBUTES
    return ("attribute", attribute_[1]) if attribute_ is not None and is_filed else ("", "")
