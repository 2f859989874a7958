"""Reading one HTML page: BeautifulSoup driven by the selectors of its source and platform.

Nothing here knows a particular site. Finding titles, dates and clutter has modules of its own; here they meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import urljoin, urlsplit

from bs4 import Tag

from models.address import bare_host, belongs_to, canonical_key, is_article_url, part_of
from models.shapes import Page
from models.sources import Platform, ReadingHints, Source
from pipelines import refusals
from pipelines.blocks import make_leads, read_links, strip_body, take_read_also
from pipelines.bylines import join_names, parse_credits
from pipelines.clues import lines_beside, read_clues
from pipelines.density import find_story
from pipelines.dom import Dom, attribute, trim_markup
from pipelines.drafts import Draft
from pipelines.fallback import read_unknown
from pipelines.layouts import choose_hints
from pipelines.paragraphs import read_paragraphs, text_of
from pipelines.platforms import GENERIC
from pipelines.scripts import read_script_text
from pipelines.structured import Structured, read_structured
from pipelines.titles import Title, read_title, strip_kicker
from pipelines.wording import squash

_ENOUGH_TEXT = 250
"""Characters: an element with fewer is taken for the story only if no other selector finds more."""
_MAX_FIELD = 120
_MAX_TAGS = 20
_MAX_AUTHORS = 3
_PART_ADDRESS = re.compile(r"[?&]page=\d|/\d{1,2}/?$")
_NO_SECTION = frozenset({"home", "beranda", "depan", "news", "berita", "uncategorized", "tak berkategori", "detail"})
_FIELD_MARK = re.compile(r"\s*[|•·]\s*")
_PAGE_COUNT = re.compile(r">\s*(?:halaman|hal\.|page)\s*:?\s*\d+\s*(?:/|dari|of)\s*(\d{1,2})\s*<", re.IGNORECASE)
_PLATFORM_LABELS = frozenset({"www", "com", "co", "id", "net", "org", "go", "example", "my", "news"})


def read_html(page: Page, text: str, source: Source | None, platform: Platform, fetched_on: date | None) -> Draft:
    """Everything a page says, uncleaned. `text`: the decoded page; `fetched_on` None: old layouts are tried too.

    Raises ReadingError for lists and for what cannot be parsed.
    """
    markup, warnings = trim_markup(text)
    dom = Dom(markup, page.url)
    structured = read_structured(text, dom, page.url)
    refusals.refuse_listing(dom, structured, page.url)
    hints = choose_hints(source, platform, fetched_on)
    stated = page.hints.get("title")
    names = _outlet_names(page.url, source, structured)
    body, origin = _find_body(dom, hints.body, is_sure=platform.id != GENERIC)
    title = read_title(dom, hints.title, structured, str(stated) if stated else None, names, body)
    draft = Draft(url=_own_address(page, dom, structured, source, platform), title=title.text, warnings=[*warnings])
    draft.origins["title"] = title.origin
    draft.clues = read_clues(dom, hints.date, structured, title.tag, body)
    draft.modified = structured.modified or structured.meta_modified
    draft.parts = _count_parts(page, dom, platform, markup)
    draft.cut_after = hints.cut_after
    _read_fields(draft, dom, hints, structured, title)
    if not draft.authors:
        _read_credits(draft, lines_beside(title.tag, body))
    draft.origins["body"] = origin
    _read_body(draft, page, dom, hints, body, title, text, markup)
    draft.title = strip_kicker(draft.title, draft.section)
    return draft


def read_fragment(markup: str, url: str, hints: ReadingHints) -> tuple[list[str], list[str]]:
    """Paragraphs and leads of a story's own markup, as a REST answer or an import line holds it."""
    trimmed, _ = trim_markup(markup)
    dom = Dom(f"<article>{trimmed}</article>", url)
    body = dom.tags("article")[0]
    links = read_links(dom, hints.related)
    strip_body(body, dom, hints.drop, ())
    links += take_read_also(body)
    return read_paragraphs(body), list(make_leads(links, url))


def _find_body(dom: Dom, selectors: Sequence[str], is_sure: bool) -> tuple[Tag | None, str]:
    """The element with the story and how it was found.

    `is_sure`: the selectors are made for this kind of site, so that an empty element is an empty page and no reason
    to look for text elsewhere.
    """
    best: Tag | None = None
    most = -1
    for selector in selectors:
        for tag in dom.select(selector):
            length = len(tag.get_text(strip=True))
            if length > most:
                best, most = tag, length
        if most >= _ENOUGH_TEXT:
            return best, "selector"
    if best is not None and is_sure:
        return best, "selector"
    found = find_story(dom)
    return (found, "density") if found is not None else (best, "selector")


def _read_body(
    draft: Draft, page: Page, dom: Dom, hints: ReadingHints, body: Tag | None, title: Title, text: str, markup: str
) -> None:
    links = read_links(dom, hints.related)
    if body is not None:
        refusals.refuse_links(body, page.url)
        strip_body(body, dom, hints.drop, _field_tags(dom, hints, title))
        refusals.refuse_teasers(body, page.url)
        links += take_read_also(body)
        draft.paragraphs = read_paragraphs(body)
    else:
        draft.paragraphs, draft.origins["body"] = read_unknown(markup), "trafilatura"
    if draft.parts > 1 and page.part == 1:
        _use_script(draft, text)
    draft.links = list(make_leads(links, page.url))


def _use_script(draft: Draft, text: str) -> None:
    """All parts at once, if the page's script tells a longer story that begins like the first part."""
    whole = read_script_text(text)
    start = squash("".join(draft.paragraphs))[:80]
    if start and start[20:] in squash("".join(whole)) and sum(map(len, whole)) > sum(map(len, draft.paragraphs)):
        draft.paragraphs, draft.parts, draft.origins["body"] = whole, 1, "script"


def _read_fields(draft: Draft, dom: Dom, hints: ReadingHints, structured: Structured, title: Title) -> None:
    draft.outlet = structured.publisher or structured.first_meta("og:site_name")
    for origin, names in (
        ("selector", _texts(dom, hints.author)[:_MAX_AUTHORS]),
        ("json-ld", list(structured.authors)),
        ("meta", [structured.meta_author or ""]),
    ):
        if not draft.authors and join_names(names, draft.outlet):
            draft.authors, draft.origins["author"] = names, origin
    draft.editors = _texts(dom, hints.editor)[:1] or [*structured.editors, structured.meta_editor or ""]
    draft.section = _read_section(dom, hints, structured, title.text, draft)
    draft.tags = (_texts(dom, hints.tags) or list(structured.keywords) or _meta_keywords(structured))[:_MAX_TAGS]
    draft.language = structured.language or next((attribute(tag, "lang") for tag in dom.tags("html")), None) or None


def _read_credits(draft: Draft, lines: Iterable[str]) -> None:
    """Credit lines beside the title ("Penulis: srn") of sites whose elements have no names."""
    for part in (part for line in lines for part in _FIELD_MARK.split(line)):
        found = parse_credits(part)
        if found.author and not draft.authors:
            draft.authors, draft.origins["author"] = [found.author], "beside the title"
        if found.editor and not any(draft.editors):
            draft.editors = [found.editor]


def _read_section(dom: Dom, hints: ReadingHints, structured: Structured, title: str, draft: Draft) -> str | None:
    for origin, texts in (
        ("selector", _texts(dom, hints.section)),
        ("json-ld", [structured.section or ""]),
        ("meta", [structured.meta_section or ""]),
    ):
        for text in texts:
            if text and text.casefold() not in _NO_SECTION and squash(text) != squash(title) and len(text) <= 60:
                draft.origins["section"] = origin
                return text
    return None


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


def _field_tags(dom: Dom, hints: ReadingHints, title: Title) -> list[Tag]:
    """Elements whose text has a field of its own and is no paragraph of the story."""
    selectors = (*hints.date, *hints.author, *hints.editor, *hints.tags)
    tags = [tag for selector in selectors for tag in dom.select(selector)]
    return [*tags, title.tag] if title.tag is not None else tags


def _outlet_names(url: str, source: Source | None, structured: Structured) -> list[str]:
    labels = [label for label in (urlsplit(url).hostname or "").split(".") if label not in _PLATFORM_LABELS]
    names = [structured.publisher, structured.first_meta("og:site_name", "application-name"), source and source.name]
    return [name for name in [*names, *labels] if name and len(squash(name)) > 2]


def _own_address(page: Page, dom: Dom, structured: Structured, source: Source | None, platform: Platform) -> str:
    """The canonical address, if it is an article of the same site; themes also name the home page or a wrong host."""
    links = [attribute(tag, "href") for tag in dom.tags("link") if "canonical" in attribute(tag, "rel").lower()]
    for address in [*links, structured.first_meta("og:url") or ""]:
        absolute = urljoin(page.url, address) if address else ""
        if absolute and _is_own(absolute, page.url, source) and is_article_url(absolute, platform):
            return absolute
    return page.url


def _is_own(address: str, url: str, source: Source | None) -> bool:
    if source is not None and belongs_to(address, source):
        return True
    return bare_host(urlsplit(address).hostname or "") == bare_host(urlsplit(url).hostname or "")


def _count_parts(page: Page, dom: Dom, platform: Platform, markup: str) -> int:
    """Of how many pages the story says it consists: "Halaman 1/3", or the highest page number linked."""
    if platform.parts == "none":
        return 1
    said = _PAGE_COUNT.search(markup)
    count = int(said[1]) if said else 1
    key = canonical_key(page.url, platform)
    for link in dom.tags("a"):
        address = attribute(link, "href")
        if _PART_ADDRESS.search(address):
            count = max(count, _part_linked(urljoin(page.url, address), key, platform))
    return count


def _part_linked(address: str, key: str, platform: Platform) -> int:
    try:
        return part_of(address, platform) if canonical_key(address, platform) == key else 1
    except ValueError:
        return 1
