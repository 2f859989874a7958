"""What stands on a page beside its story: people, section, tags, outlet, language, and whether it is for sale.

Title, date, picture and text have modules of their own; which name wins in the end is decided in `authors.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bs4 import Tag

from models.sources import ReadingHints
from pipelines.authors import Found, choose_authors
from pipelines.bylines import parse_credits
from pipelines.dom import Dom, attribute
from pipelines.drafts import Draft
from pipelines.paragraphs import text_of
from pipelines.structured import Structured
from pipelines.wording import squash

_MAX_FIELD = 120
_MAX_TAGS = 20
_MAX_AUTHORS = 3
_MAX_SECTION = 60
_NO_SECTION = frozenset({
    "home", "beranda", "depan", "news", "berita", "uncategorized", "tak berkategori", "detail", "artikel", "read",
    "selengkapnya", "index", "indeks", "headline", "terkini",
})  # fmt: skip
_FIELD_MARK = re.compile(r"\s*[|•·]\s*")
_SITE_WIDE = re.compile(
    r"\W*(?:(?:berita|kabar|portal|situs|media|info|news)\s+)?"
    r"(?:berita|news|indonesia|online|terkini|terbaru|hari ini|populer)"
    r"|(?:editor|penulis|reporter)\s*:.*|.{61,}",
    re.IGNORECASE,
)
"""Keywords a site gives to all its pages, and what no keyword is."""
_KEPT_BACK = ("locked", "metered", "premium", "paid", "subscriber", "berbayar")


def read_fields(draft: Draft, dom: Dom, hints: ReadingHints, structured: Structured, title: str) -> None:
    """Put into the draft what the page says beside its story, and where it says so."""
    _read_outlet(draft, structured)
    _read_people(draft, dom, hints, structured)
    draft.section = _take(draft, "section", _sections(dom, hints, structured), title)
    _read_tags(draft, dom, hints, structured)
    _read_language(draft, dom, structured)
    _read_paywall(draft, dom, hints, structured)


def read_credits(draft: Draft, lines: Iterable[str]) -> None:
    """Credit lines beside the title ("Penulis: srn") of sites whose elements have no names."""
    for part in (part for line in lines for part in _FIELD_MARK.split(line)):
        found = parse_credits(part)
        if found.author and not draft.authors:
            draft.authors, draft.origins["author"] = [found.author], "beside the title"
        if found.editor and not any(draft.editors):
            draft.editors, draft.origins["editor"] = [found.editor], "beside the title"


def field_tags(dom: Dom, hints: ReadingHints, title: Tag | None) -> list[Tag]:
    """Elements whose text has a field of its own and is no paragraph of the story."""
    selectors = (*hints.date, *hints.author, *hints.editor, *hints.tags, *hints.caption)
    tags = [tag for selector in selectors for tag in dom.select(selector)]
    return [*tags, title] if title is not None else tags


def _read_outlet(draft: Draft, structured: Structured) -> None:
    for origin, name in (("json-ld", structured.publisher), ("meta", structured.first_meta("og:site_name"))):
        if name and not draft.outlet:
            draft.outlet, draft.origins["outlet"] = name, origin


def _read_people(draft: Draft, dom: Dom, hints: ReadingHints, structured: Structured) -> None:
    draft.authors, origin = choose_authors(
        [
            Found("selector", _texts(dom, hints.author)[:_MAX_AUTHORS]),
            Found("json-ld", structured.authors),
            Found("meta", [structured.meta_author]),
            Found("json-ld", structured.offices, is_office=True),
        ],
        draft.outlet,
    )
    if draft.authors:
        draft.origins["author"] = origin
    for origin, names in (
        ("selector", _texts(dom, hints.editor)[:1]),
        ("json-ld", list(structured.editors)),
        ("meta", [structured.meta_editor or ""]),
    ):
        if any(names) and not draft.editors:
            draft.editors, draft.origins["editor"] = names, origin


def _sections(dom: Dom, hints: ReadingHints, structured: Structured) -> Iterator[tuple[str, list[str]]]:
    for selector in hints.section:
        yield "selector", _texts(dom, [selector])
    yield "json-ld", [structured.section or ""]
    yield "meta", [structured.meta_section or ""]


def _take(draft: Draft, field: str, found: Iterable[tuple[str, list[str]]], title: str) -> str | None:
    """The first text that says something: not the word "Berita", not the story's own title at the end of a path."""
    for origin, texts in found:
        for text in texts:
            is_said = text and len(text) <= _MAX_SECTION and text.casefold() not in _NO_SECTION
            if is_said and squash(text) != squash(title):
                draft.origins[field] = origin
                return text
    return None


def _read_tags(draft: Draft, dom: Dom, hints: ReadingHints, structured: Structured) -> None:
    for origin, tags in (
        ("selector", _texts(dom, hints.tags)),
        ("json-ld", list(structured.keywords)),
        ("meta", _meta_keywords(structured)),
    ):
        said = [tag for tag in tags if not _SITE_WIDE.fullmatch(tag)]
        if said:
            draft.tags, draft.origins["tags"] = said[:_MAX_TAGS], origin
            return


def _read_language(draft: Draft, dom: Dom, structured: Structured) -> None:
    """What the page says of its language; what its text shows counts for more (`extract.py`)."""
    shown = next((attribute(tag, "lang") for tag in dom.tags("html")), "")
    for origin, language in (("json-ld", structured.language), ("html lang", shown)):
        if language and not draft.language:
            draft.language, draft.origins["language"] = language, origin


def _read_paywall(draft: Draft, dom: Dom, hints: ReadingHints, structured: Structured) -> None:
    tier = (structured.first_meta("article:content_tier", "content_tier", "content-tier") or "").lower()
    for origin, is_kept in (
        ("json-ld", structured.is_free is False),
        ("meta", tier in _KEPT_BACK),
        ("selector", dom.first(hints.paywall) is not None),
    ):
        if is_kept and not draft.is_paywalled:
            draft.is_paywalled, draft.origins["is_paywalled"] = True, origin


def _texts(dom: Dom, selectors: Iterable[str]) -> list[str]:
    """Short texts of all elements of the first selector that finds any."""
    for selector in selectors:
        texts = [text_of(tag) for tag in dom.select(selector)]
        short = list(dict.fromkeys(text for text in texts if 0 < len(text) <= _MAX_FIELD))
        if short:
            return short
    return []


def _meta_keywords(structured: Structured) -> list[str]:
    words = structured.first_meta("news_keywords", "keywords") or ""
    return [word.strip() for word in words.split(",") if word.strip()]
