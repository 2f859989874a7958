"""Telling pages that are no article from those that are: listings, archives, home pages, binaries, several stories.

Each check raises ReadingError with the reason; whether a page is wanted at all is no question here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from urllib.parse import urljoin

from bs4 import Tag

from models.address import is_article_url
from models.errors import ReadingError
from models.sources import Platform
from pipelines.blocks import link_share
from pipelines.datelines import has_outlet, split_dateline
from pipelines.dom import Dom, attribute, classes_of
from pipelines.paragraphs import text_of
from pipelines.structured import Structured

MAX_BYTES = 8_000_000
"""Of a longer page nothing is read."""
MIN_WORDS = 15
"""Shorter texts are captions, notices and empty templates."""
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"RIFF",
    b"\x1f\x8b",
    b"OggS",
    b"ID3",
    b"\x00\x00\x00",
)
_TEXT_TYPES = re.compile(r"^\s*(?:text/|application/(?:xhtml|xml|json|[\w.-]+\+(?:xml|json))|$)", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 20_000
_MAX_CONTROL_SHARE = 0.02
_LIST_CLASSES = {
    "archive": "an archive", "category": "a category", "tag": "a tag page", "author": "an author's page",
    "home": "a home page", "blog": "a list of posts", "search": "a search", "search-results": "a search",
    "date": "a day's archive", "error404": "a page that was not found",
}  # fmt: skip
_SINGLE_CLASSES = frozenset({"single", "single-post", "singular", "postid", "page-node", "node-type-berita"})
_LIST_HEADINGS = re.compile(
    r"^(?:indeks|index|arsip|kumpulan|daftar)\s+(?:berita|artikel|kabar)\b"
    r"|^arsip\b.{0,30}\b\d{4}$"
    r"|^(?:tag|topik|label|kategori|category|arsip|archives?|indeks|index|penulis|author|hasil pencarian"
    r"|search results?|bulan|hari|tahun)\s*(?::|untuk\b|for\b|berita\b)"
    r"|^(?:404\b|halaman tidak ditemukan|page not found|not found|oops|berita tidak ditemukan)",
    re.IGNORECASE,
)
_MAX_LINK_SHARE = 0.6
_MIN_TEASERS = 3
_LINKED_HEADING = 0.9
_MIN_HEADLINES = 6
_HEADLINE = 20
"""Characters of a link that can be a headline."""
_MAX_OPENING = 200
"""Characters before the first headline; a story has its lead there, a list its name."""
_MAX_LINKED_LINES = 0.3
_MIN_PARAGRAPH = 80
"""Characters."""


def refuse_binary(body: bytes, content_type: str, url: str) -> None:
    """Raise for bytes that are no text, whatever the server calls them, and for pages beyond MAX_BYTES."""
    if not body.strip():
        raise ReadingError(f"{url}: empty page")
    if len(body) > MAX_BYTES:
        raise ReadingError(f"{url}: page of {len(body):,} bytes, at most {MAX_BYTES:,} are read")
    sample = body[:_SAMPLE]
    is_wide = sample[:2] in (b"\xff\xfe", b"\xfe\xff")
    control = len(_CONTROL.findall(sample)) / len(sample)
    if (
        not _TEXT_TYPES.match(content_type)
        or sample.startswith(_MAGIC)
        or (control > _MAX_CONTROL_SHARE and not is_wide)
    ):
        raise ReadingError(f"{url}: binary, no page ({content_type or 'no content type'})")


def refuse_address(url: str, platform: Platform) -> None:
    """Raise for addresses that cannot be an article: home, tags, authors, day archives."""
    if not is_article_url(url, platform):
        raise ReadingError(f"{url}: no address of an article (listing, tag, author, archive or home)")


def refuse_listing(dom: Dom, structured: Structured, url: str) -> None:
    """Raise for pages that say of themselves that they list articles."""
    body = next(iter(dom.tags("body")), None)
    classes = set(classes_of(body)) if body is not None else set()
    if not any(name in _SINGLE_CLASSES or name.startswith(("postid-", "single-")) for name in classes):
        for name in sorted(classes & _LIST_CLASSES.keys()):
            raise ReadingError(f"{url}: {_LIST_CLASSES[name]}, no article (class {name})")
    if structured.is_list:
        raise ReadingError(f"{url}: a collection, no article (JSON-LD)")
    for heading in dom.tags("h1")[:3]:
        refuse_title(text_of(heading), url)


def refuse_title(title: str, url: str) -> None:
    """Raise for headings of lists and of error pages."""
    if _LIST_HEADINGS.search(title):
        raise ReadingError(f"{url}: no article, it is headed {title[:60]!r}")


def refuse_links(body: Tag, url: str) -> None:
    """Raise where the supposed story is mostly links."""
    if link_share(body) > _MAX_LINK_SHARE:
        raise ReadingError(f"{url}: a list of links, no article")


def refuse_teasers(body: Tag, url: str) -> None:
    """Raise where the supposed story is headlines that are links, each with a line or two below it."""
    found = (tag for tag in body.find_all(["h2", "h3", "h4"]) if tag.find("a") is not None)
    headings = sum(link_share(tag) > _LINKED_HEADING for tag in found)
    count = headings if headings >= _MIN_TEASERS else _count_headlines(body)
    paragraphs = sum(len(text_of(tag)) >= _MIN_PARAGRAPH for tag in body.find_all("p"))
    if count and paragraphs <= 2 * count:
        raise ReadingError(f"{url}: a list of {count} stories, no article")


def refuse_linked_lines(paragraphs: Sequence[str], dom: Dom, url: str) -> None:
    """Raise where many lines of a text found by its shape alone are links of the page, word for word."""
    links = {text_of(link) for link in dom.tags("a")}
    linked = sum(paragraph in links for paragraph in paragraphs)
    if linked >= _MIN_HEADLINES and linked >= _MAX_LINKED_LINES * len(paragraphs):
        raise ReadingError(f"{url}: a list of {linked} links, no article")


def refuse_stacked(bodies: Sequence[Tag], url: str) -> None:
    """Raise where whole stories stand one below the other, each under a heading that leads to its own page.

    A page whose first story has no such heading is that story's; themes append the next ones as readers scroll.
    """
    linked = [_address_above(body, url) for body in bodies]
    if linked and linked[0] and len(set(linked) - {""}) > 1:
        raise ReadingError(f"{url}: a list of {len(bodies)} whole stories, no article")


def refuse_several(paragraphs: Sequence[str], url: str) -> None:
    """Raise where several stories stand on one page.

    A second paragraph opens with place and outlet ("KOBA, LASPELA –"), or three long ones with a place in capitals.
    """
    datelines = [(split_dateline(paragraph)[0] or "", len(paragraph)) for paragraph in paragraphs]
    openings = [dateline for dateline, _ in datelines if dateline and has_outlet(dateline)]
    places = list(dict.fromkeys(line for line, length in datelines if line.isupper() and length >= _MIN_PARAGRAPH))
    several = openings if len(openings) > 1 else places if len(places) > 2 else []
    if several:
        raise ReadingError(f"{url}: several stories on one page ({several[0]!r}, {several[1]!r})")


def refuse_empty(paragraphs: Sequence[str], title: str, url: str, min_words: int = MIN_WORDS) -> None:
    """Raise where hardly any text is left, or no title."""
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    if words < min_words:
        raise ReadingError(f"{url}: empty page, {words} words of text")
    if not title:
        raise ReadingError(f"{url}: no title")


def _count_headlines(body: Tag) -> int:
    """How many links open a block of their own, where nothing but a line stands before the first; else 0."""
    links = [link for link in body.find_all("a", href=True, limit=100) if _is_headline(link)]
    if len(links) < _MIN_HEADLINES:
        return 0
    before = sum(len(text) for text in takewhile(lambda text: links[0] not in text.parents, body.strings))
    return len({attribute(link, "href") for link in links}) if before <= _MAX_OPENING else 0


def _is_headline(link: Tag) -> bool:
    block = link.find_parent(["p", "li", "td", "div", "h1", "h2", "h3", "h4", "h5"])
    if block is None or len(text_of(link)) < _HEADLINE or attribute(link, "href").startswith("#"):
        return False
    return next(block.stripped_strings, "") == next(link.stripped_strings, None)


def _address_above(body: Tag, url: str) -> str:
    """Where the heading right above a story leads; empty where it leads nowhere, or to the page it stands on."""
    heading = body.find_previous(["h1", "h2", "h3"])
    link = heading.find("a", href=True) if isinstance(heading, Tag) else None
    if not isinstance(link, Tag) or link_share(heading) < _LINKED_HEADING:
        return ""
    address = urljoin(url, attribute(link, "href")).split("#")[0]
    return "" if address.split("?")[0].rstrip("/") == url.split("?")[0].rstrip("/") else address
