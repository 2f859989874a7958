"""Discovering through RSS, Atom and RDF feeds, paged ones too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lxml import etree
from scrapy.http import Response
from w3lib.url import add_or_replace_parameter

from spiders.dates import parse_instant
from spiders.discovery import BrokenChannel, Discovery, EmptyChannel, Finding, Lead, make_absolute, make_hints

_DATES = ("pubDate", "published", "date", "issued", "updated", "modified")
_SUMMARIES = ("description", "summary", "subtitle")


class FeedDiscovery(Discovery):
    """Entries of a feed. WordPress pages its feeds by `?paged=2`; others only where the channel's URL has {page}."""

    def first_urls(self) -> tuple[str, ...]:
        """The feed's address, or that of its first page."""
        self._page = 1
        self._seen: set[str] = set()
        return (self.scope.channel.url.replace("{page}", str(self.scope.channel.first_page)),)

    def discover(self, response: Response) -> Finding:
        """The feed's articles. BrokenChannel if it is no feed or holds no entry."""
        root = parse_xml(response.body)
        entries = list(_find_entries(root))
        if not entries:
            raise EmptyChannel("holds no entry")
        dated = [(self._make_lead(response, entry), _find_date(entry)) for entry in entries]
        recent = [lead for lead, at in dated if not self.scope.is_stale(at)]
        leads = [lead for lead in recent if lead is not None and self.scope.accepts(lead.url)]
        reaches = len(recent) < len(dated)
        is_repeated = self._is_repeated([lead for lead, _ in dated if lead is not None])
        following = () if reaches or is_repeated else self._next_page(root)
        is_quiet = not leads and any(lead is not None and self.scope.accepts(lead.url) for lead, _ in dated)
        return Finding(tuple(leads), following, seen=0 if is_quiet else len(recent), is_exhausted=reaches)

    def _make_lead(self, response: Response, entry: Any) -> Lead | None:
        link = _find_link(entry)
        if link is None:
            return None
        summary = next((text for name in _SUMMARIES if (text := _text(entry, name))), None)
        hints = make_hints(
            title=_text(entry, "title"),
            published=_find_date(entry),
            summary=summary,
            section=_text(entry, "category"),
            author=_text(entry, "creator") or _text(entry, "author"),
        )
        return Lead(make_absolute(response, link), hints)

    def _is_repeated(self, found: list[Lead]) -> bool:
        """A feed that ignores the page number gives its first page for ever."""
        urls = {lead.url for lead in found}
        is_repeated = urls <= self._seen
        self._seen |= urls
        return is_repeated

    def _next_page(self, root: Any) -> tuple[str, ...]:
        if self._page >= self.scope.most_pages:
            return ()
        self._page += 1
        channel = self.scope.channel
        if "{page}" in channel.url:
            number = channel.first_page + (self._page - 1) * channel.page_step
            return (channel.url.replace("{page}", str(number)),)
        is_wordpress = "wordpress" in _text(root, "generator", deep=True).lower()
        if is_wordpress or self.scope.platform.id == "wordpress":
            return (add_or_replace_parameter(channel.url, "paged", str(self._page)),)
        return ()


def parse_xml(body: bytes) -> Any:
    """Root of an XML document, mended where it is not well-formed; no entity is expanded, nothing is loaded.

    BrokenChannel if it is no XML, or HTML instead.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body.lstrip(b"\xef\xbb\xbf \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenChannel(f"is no XML: {error}") from error
    if root is None:
        raise BrokenChannel("is no XML")
    if local_name(root).lower() == "html":
        raise BrokenChannel("is a web page, no XML")
    return root


def local_name(element: Any) -> str:
    """Name of an element without its namespace; empty for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _find_entries(root: Any) -> Iterator[Any]:
    return (element for element in root.iter() if local_name(element) in ("item", "entry"))


def _text(entry: Any, name: str, deep: bool = False) -> str:
    """Text of the first child (`deep`: descendant) of this name, whatever its namespace; empty if there is none."""
    elements = entry.iter() if deep else iter(entry)
    found = next((element for element in elements if local_name(element) == name), None)
    return "" if found is None else "".join(found.itertext()).strip()


def _find_date(entry: Any) -> datetime | None:
    return next((at for name in _DATES if (at := parse_instant(_text(entry, name)))), None)


def _find_link(entry: Any) -> str | None:
    original = _text(entry, "origLink")  # Feedburner's links lead elsewhere
    if original:
        return original
    links = [element for element in entry if local_name(element) == "link"]
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href"))
    written = next((text for link in links if (text := (link.text or "").strip())), None)
    return written or next(iter(_permalinks(entry)), None)


def _permalinks(entry: Any) -> list[str]:
    """`guid`, which is an address unless it says otherwise."""
    guids = [element for element in entry if local_name(element) == "guid" and element.get("isPermaLink") != "false"]
    return [text for guid in guids if (text := (guid.text or "").strip()).startswith("http")]
