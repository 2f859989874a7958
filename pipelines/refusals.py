"""Telling pages that are no article from those that are: listings, archives, home pages, binaries, several stories.

Each check raises ReadingError with the reason; whether a page is wanted at all is no question here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import Tag

from models.address import is_article_url
from models.errors import ReadingError
from models.sources import Platform
from pipelines.blocks import link_share
from pipelines.datelines import has_outlet, split_dateline
from pipelines.dom import Dom, classes_of
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
    """Raise where the supposed story is headings that are links, each with a line or two below it."""
    headings = [tag for tag in body.find_all(["h2", "h3", "h4"]) if tag.find("a") is not None and link_share(tag) > 0.9]
    paragraphs = sum(len(text_of(tag)) >= _MIN_PARAGRAPH for tag in body.find_all("p"))
    if len(headings) >= _MIN_TEASERS and paragraphs <= 2 * len(headings):
        raise ReadingError(f"{url}: a list of {len(headings)} stories, no article")


def refuse_several(paragraphs: Sequence[str], url: str) -> None:
    """Raise where several stories stand on one page: a second paragraph opens with place and outlet."""
    openings = [
        dateline for paragraph in paragraphs if (dateline := split_dateline(paragraph)[0]) and has_outlet(dateline)
    ]
    if len(openings) > 1:
        raise ReadingError(f"{url}: several stories on one page ({openings[0]!r}, {openings[1]!r})")


def refuse_empty(paragraphs: Sequence[str], title: str, url: str, min_words: int = MIN_WORDS) -> None:
    """Raise where hardly any text is left, or no title."""
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    if words < min_words:
        raise ReadingError(f"{url}: empty page, {words} words of text")
    if not title:
        raise ReadingError(f"{url}: no title")
