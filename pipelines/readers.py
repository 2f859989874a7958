"""Reading one HTML page: BeautifulSoup driven by the selectors of its source and platform.

Nothing here knows a particular site. Finding titles, dates and clutter has modules of its own; here they meet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import urljoin, urlsplit

from bs4 import Tag

from models.address import bare_host, belongs_to, canonical_key, is_article_url, part_of
from models.shapes import Page
from models.sources import Platform, ReadingHints, Source
from pipelines import refusals
from pipelines.blocks import make_leads, read_links, strip_body, take_read_also
from pipelines.clues import lines_beside, read_clues
from pipelines.density import find_story
from pipelines.dom import Dom, attribute, trim_markup
from pipelines.drafts import Draft
from pipelines.fallback import read_unknown
from pipelines.fields import field_tags, read_credits, read_fields
from pipelines.layouts import choose_hints
from pipelines.paragraphs import read_paragraphs
from pipelines.pictures import read_picture
from pipelines.platforms import GENERIC
from pipelines.scripts import read_script_text
from pipelines.structured import Structured, read_structured
from pipelines.titles import Title, read_title, strip_kicker
from pipelines.wording import squash

_ENOUGH_TEXT = 250
"""Characters: an element with fewer is taken for the story only if no other selector finds more."""
_PART_ADDRESS = re.compile(r"[?&]page=\d|/\d{1,2}/?$")
_ALL_PARTS = re.compile(r"[?&]page=all\b")
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
    body, origin = _find_body(dom, hints.body, page.url, is_sure=platform.id != GENERIC)
    title = read_title(dom, hints.title, structured, str(stated) if stated else None, names, body)
    draft = Draft(url=_own_address(page, dom, structured, source, platform), title=title.text, warnings=[*warnings])
    draft.origins["title"] = title.origin
    draft.clues = read_clues(dom, hints.date, structured, title.tag, body)
    _read_modified(draft, structured)
    draft.parts = _count_parts(page, dom, platform, markup)
    draft.cut_after = hints.cut_after
    read_fields(draft, dom, hints, structured, title.text)
    if not draft.authors:
        read_credits(draft, lines_beside(title.tag, body))
    read_picture(draft, dom, hints.caption, structured, title.tag, body, text)
    draft.origins["body"] = origin
    _read_body(draft, page, dom, hints, body, title, text, markup)
    own = canonical_key(page.url, platform)
    draft.links = [lead for lead in draft.links if _key_of(lead, platform) != own]
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


def _read_modified(draft: Draft, structured: Structured) -> None:
    for origin, modified in (("json-ld", structured.modified), ("meta", structured.meta_modified)):
        if modified and not draft.modified:
            draft.modified, draft.origins["modified_at"] = modified, origin


def _find_body(dom: Dom, selectors: Sequence[str], url: str, is_sure: bool) -> tuple[Tag | None, str]:
    """The element with the story and how it was found; of several full ones the first, as themes append more below.

    `is_sure`: the selectors are made for this kind of site, so that an empty element is an empty page and no reason
    to look for text elsewhere.
    """
    best: Tag | None = None
    for selector in selectors:
        found = dom.select(selector)
        full = [tag for tag in found if _length(tag) >= _ENOUGH_TEXT]
        if full:
            refusals.refuse_stacked(full, url)
            return full[0], "selector"
        best = max([*found, *([best] if best is not None else [])], key=_length, default=None)
    if best is not None and is_sure:
        return best, "selector"
    found = find_story(dom)
    return (found, "density") if found is not None else (best, "selector")


def _length(tag: Tag) -> int:
    return len(tag.get_text(strip=True))


def _read_body(
    draft: Draft, page: Page, dom: Dom, hints: ReadingHints, body: Tag | None, title: Title, text: str, markup: str
) -> None:
    links = read_links(dom, hints.related)
    if body is not None:
        refusals.refuse_links(body, page.url)
        strip_body(body, dom, hints.drop, field_tags(dom, hints, title.tag))
        refusals.refuse_teasers(body, page.url)
        links += take_read_also(body)
        draft.paragraphs = read_paragraphs(body)
    else:
        draft.paragraphs, draft.origins["body"] = read_unknown(markup), "trafilatura"
        refusals.refuse_linked_lines(draft.paragraphs, dom, page.url)
    if draft.parts > 1 and page.part == 1:
        _use_script(draft, text)
    draft.links = list(make_leads(links, page.url))


def _use_script(draft: Draft, text: str) -> None:
    """All parts at once, if the page's script tells a longer story that begins like the first part."""
    whole = read_script_text(text)
    start = squash("".join(draft.paragraphs))[:80]
    if start and start[20:] in squash("".join(whole)) and sum(map(len, whole)) > sum(map(len, draft.paragraphs)):
        draft.paragraphs, draft.parts, draft.origins["body"] = whole, 1, "script"


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
    if platform.parts == "none" or _ALL_PARTS.search(page.url):
        return 1
    said = _PAGE_COUNT.search(markup)
    count = max(int(said[1]) if said else 1, page.part)
    key = canonical_key(page.url, platform)
    for link in dom.tags("a"):
        address = attribute(link, "href")
        if _PART_ADDRESS.search(address):
            count = max(count, _part_linked(urljoin(page.url, address), key, platform))
    return count


def _key_of(address: str, platform: Platform) -> str:
    try:
        return canonical_key(address, platform)
    except ValueError:
        return address


def _part_linked(address: str, key: str, platform: Platform) -> int:
    try:
        return part_of(address, platform) if canonical_key(address, platform) == key else 1
    except ValueError:
        return 1
