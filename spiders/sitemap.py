"""Discovering through sitemaps: indexes, plain ones, news sitemaps, compressed ones."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from scrapy.http import Response
from scrapy.utils.gz import gunzip

from models.address import belongs_to
from spiders.dates import parse_instant
from spiders.discovery import BrokenChannel, Discovery, Finding, Lead, make_hints
from spiders.feed import local_name, parse_xml

_NO_ARTICLES = re.compile(
    r"(?:^|[-_/.])(?:category|categories|kategori|tags?|post_tag|author|users?|taxonom\w*|images?|videos?|attachment)"
    r"(?:[-_/.\d]|$)|(?:^|[-_/.])pages?[-_]sitemap|posts-page-",
    re.IGNORECASE,
)
_MOST_BYTES = 20 * 1024 * 1024
"""Of a sitemap, unpacked: two hundred thousand addresses. The protocol allows 50 MB, which become 500 in memory."""


class SitemapDiscovery(Discovery):
    """Addresses of a sitemap, or of those an index names, by the dates they carry."""

    is_newest_first = False  # an index may stay as it is while the sitemaps it names change

    def first_urls(self) -> tuple[str, ...]:
        """The sitemap's address."""
        self._children = 0
        return (self.scope.channel.url,)

    def discover(self, response: Response) -> Finding:
        """Articles of a sitemap; of an index, the sitemaps worth asking. BrokenChannel if it is neither."""
        root = parse_xml(_unpack(response.body))
        name = local_name(root)
        if name == "sitemapindex":
            return self._discover_index(root)
        if name != "urlset":
            raise BrokenChannel(f"is no sitemap but <{name}>")
        named = list(_find_places(root, "url"))
        places = sorted((place for place in named if not self.scope.is_stale(_find_date(place))), key=_newest_first)
        leads = [_make_lead(place) for place in places if self.scope.accepts(place.get("loc", ""))]
        is_quiet = not leads and any(self.scope.accepts(place.get("loc", "")) for place in named)
        return Finding(tuple(leads), seen=0 if is_quiet else len(places))

    def _discover_index(self, root: Any) -> Finding:
        """Newest first; those without a date last written first, as systems that give none number them upwards."""
        places = list(_find_places(root, "sitemap"))
        named = [(parse_instant(place.get("lastmod")), place["loc"]) for place in places if self._is_wanted(place)]
        wanted = [(at, url) for at, url in named if not self.scope.is_stale(at)]
        dated = [url for _, url in sorted(((at, url) for at, url in wanted if at), reverse=True)]
        undated = [url for at, url in reversed(wanted) if at is None]
        room = max(self.scope.most_pages - self._children, 0)
        following = (dated + undated)[:room]
        self._children += len(following)
        return Finding(following=tuple(following), seen=0 if named else len(places))

    def _is_wanted(self, place: dict[str, str]) -> bool:
        url = place.get("loc", "")
        return belongs_to(url, self.scope.source) and not _NO_ARTICLES.search(urlsplit(url).path)


def _make_lead(place: dict[str, str]) -> Lead:
    published = parse_instant(place.get("publication_date"))
    return Lead(place["loc"], make_hints(title=place.get("title"), published=published))


def _newest_first(place: dict[str, str]) -> float:
    """Sorting value: many systems list the oldest first; what has no date comes last, in its own order."""
    date = _find_date(place)
    return -date.timestamp() if date else 0.0


def _find_date(place: dict[str, str]) -> datetime | None:
    return parse_instant(place.get("publication_date")) or parse_instant(place.get("lastmod"))


def _find_places(root: Any, name: str) -> Iterator[dict[str, str]]:
    """The texts of each entry by element name; those of a news sitemap's inner elements among them."""
    for entry in root:
        if local_name(entry) == name:
            texts: dict[str, str] = {}
            for element in entry.iter():
                if element.text and element.text.strip() and not _is_picture(element):
                    texts.setdefault(local_name(element), element.text.strip())
            yield texts


def _is_picture(element: Any) -> bool:
    """Pictures and films listed with an article have titles of their own."""
    namespace = etree.QName(element).namespace or "" if isinstance(element.tag, str) else ""
    return "image" in namespace or "video" in namespace


def _unpack(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return gunzip(body, max_size=_MOST_BYTES)
    except (OSError, ValueError, EOFError, zlib.error) as error:
        raise BrokenChannel(f"cannot be unpacked: {error}") from error
