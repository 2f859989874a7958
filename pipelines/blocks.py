"""Taking apart the element that holds a story: what is no text of it goes, links to other stories are kept as leads.

Selectors of one platform are in its YAML; here is only what all sites share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from urllib.parse import urljoin, urlsplit

from bs4 import NavigableString, PageElement, Tag

from pipelines.dom import Dom, attribute, classes_of, is_gone, is_inside
from pipelines.paragraphs import BLOCKS, text_of

_NEVER_TEXT = [
    "script", "style", "noscript", "iframe", "form", "button", "input", "select", "textarea", "svg", "figure",
    "figcaption", "nav", "aside", "footer", "video", "audio", "object", "embed", "template", "amp-ad",
    "amp-iframe", "amp-social-share", "amp-img", "amp-carousel", "amp-sidebar", "h1",
]  # fmt: skip
_CLUTTER = re.compile(
    r"(?:^|[-_])(?:share|sharing|sharedaddy|social|sosmed|socmed|bagikan|related|relatedposts?|terkait|rekomendasi|bacajuga"
    r"|baca-juga|read-also|readalso|komentar|comments?|respond|ads?|adsense|advert\w*|iklan|banner|sponsor\w*|newsletter"
    r"|subscribe|widget|breadcrumbs?|pagination|paging|page-links|page-nav|pagenav|page-numbers|caption|captions|sr-only|screen-reader-text|hidden"
    r"|author-box|authorbox|post-nav\w*|navigation|popular|populer|terpopuler|trending|tagcloud|taglist|post-tags|copyright"
    r"|print|cookie|popup|modal|lightbox|toc|rating|views|reactions?)(?:$|[-_])",
    re.IGNORECASE,
)
_MAX_CLUTTER_SHARE = 0.4
"""A block with more of the story's text than this is the story, whatever its class says."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_READ_ALSO = re.compile(
    r"\b(?:baca|simak|lihat|tonton)\s+(?:juga|pula|selengkapnya)\s*[:»>-]*\s*$|\bbaca\s*:\s*$", re.IGNORECASE
)
_LABEL_REACH = 6
"""Nodes before a link among which its label is; more of them are other lines."""
_SENTENCE_END = (".", "!", "?", '"', "”")
_MIN_LINKED = 15
"""A block of links with fewer letters may be a word of the story that is linked."""


def strip_body(body: Tag, dom: Dom, drop: Sequence[str], fields: Iterable[Tag]) -> None:
    """Remove from `body` what is no text of the story: the platform's blocks, clutter, the given field elements."""
    around = {id(tag) for tag in (body, *body.parents)}  # `in` would compare what elements hold, all the way down
    for selector in drop:
        _remove(tag for tag in dom.select(selector) if id(tag) not in around)
    _remove(body.find_all(_NEVER_TEXT))
    _remove(tag for tag in fields if is_inside(tag, body) and len(text_of(tag)) <= 200)
    length = len(body.get_text())
    _remove(tag for tag in body.find_all(_is_clutter) if len(tag.get_text()) <= _MAX_CLUTTER_SHARE * length)


def take_read_also(body: Tag) -> list[str]:
    """Remove links to other stories inside the text ("Baca juga: ...", lines of nothing but links); their addresses."""
    leads: list[str] = []
    for link in body.find_all("a", href=True):
        if is_gone(link):
            continue
        label = _label_before(link)
        block = link.find_parent(["p", "li", "h2", "h3", "h4", "h5", "h6", "blockquote", "div"])
        if label is not None:
            leads.append(attribute(link, "href"))
            link.decompose()
            label.replace_with(NavigableString(_READ_ALSO.sub("", label)))
        elif block is not None and block is not body and _is_only_links(block):
            leads.extend(attribute(other, "href") for other in block.find_all("a", href=True))
            block.decompose()
    return leads


def read_links(dom: Dom, selectors: Sequence[str]) -> list[str]:
    """Addresses in the blocks of other stories."""
    blocks = [tag for selector in selectors for tag in dom.select(selector)]
    links = [link for block in blocks for link in ([block] if block.name == "a" else block.find_all("a", href=True))]
    return [attribute(link, "href") for link in links]


def make_leads(addresses: Iterable[str], url: str) -> tuple[str, ...]:
    """Absolute web addresses, each once, without the page's own and without fragments."""
    leads: dict[str, None] = {}
    for address in addresses:
        try:
            absolute = urlsplit(urljoin(url, address.strip()))._replace(fragment="").geturl()
        except ValueError:
            continue
        if (
            absolute.startswith(("http://", "https://"))
            and absolute != url
            and urlsplit(absolute).path not in ("", "/")
        ):
            leads.setdefault(absolute)
    return tuple(leads)


def link_share(body: Tag) -> float:
    """Which share of an element's text is links: close to 1 for lists of stories."""
    length = len(body.get_text(strip=True))
    linked = sum(len(link.get_text(strip=True)) for link in body.find_all("a"))
    return linked / length if length else 0.0


def _remove(tags: Iterable[Tag]) -> None:
    """A space stays where a block was: the words before and after it stood apart."""
    for tag in list(tags):
        if is_gone(tag):
            continue
        if tag.name in BLOCKS and _goes_on(tag.previous_sibling) and _goes_on(tag.next_sibling):
            tag.insert_before(" ")
        tag.decompose()


def _goes_on(beside: PageElement | None) -> bool:
    """Whether words may stand right beside: text, or an element within a line."""
    return isinstance(beside, NavigableString) or (isinstance(beside, Tag) and beside.name not in BLOCKS)


def _is_clutter(tag: Tag) -> bool:
    if _HIDDEN.search(attribute(tag, "style")) or tag.has_attr("hidden"):
        return True
    names = classes_of(tag)
    if tag.get("id"):
        names = [*names, attribute(tag, "id")]
    return any(_CLUTTER.search(name) for name in names)


def _label_before(link: Tag) -> NavigableString | None:
    """The text "Baca juga:" that stands right before a link, also where either is wrapped in bold."""
    for node in islice(link.previous_elements, _LABEL_REACH):
        if isinstance(node, NavigableString) and node.strip():
            return node if type(node) is NavigableString and _READ_ALSO.search(node) else None
    return None


def _is_only_links(block: Tag) -> bool:
    text = block.get_text(" ", strip=True)
    if len(text) < _MIN_LINKED or text.endswith(_SENTENCE_END):
        return False
    return link_share(block) > 0.95
