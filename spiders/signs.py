"""What a front page gives away of its site: name, system, feeds, REST interface, links. One answer in, values out.

Nothing is asked here (`survey.py` does), and nothing of an article is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from scrapy.http import Response, TextResponse

from models.sources import Platform
from spiders.discovery import make_absolute

_WORDPRESS = re.compile(r"/wp-(?:content|includes|json)/", re.IGNORECASE)
_DRUPAL = re.compile(r"/sites/(?:default|all)/(?:files|themes|modules)/|Drupal\.settings|data-drupal-", re.IGNORECASE)
_NO_NEWS_FEED = re.compile(r"/comments?/feed|/komentar|[?&]feed=comments|/oembed", re.IGNORECASE)
_BETWEEN_NAME_AND_CLAIM = re.compile(r"\s+[|–—:•»]\s+|\s+-\s+")
_EMPTY_TITLES = frozenset({"home", "beranda", "homepage", "halaman utama", "index", "selamat datang"})


@dataclass(frozen=True)
class Link:
    """A link and the words on it."""

    url: str
    text: str


@dataclass(frozen=True)
class Signs:
    """What was found on a front page; addresses are absolute."""

    url: str
    name: str
    generator: str
    feeds: tuple[str, ...]
    rest: str | None
    is_wordpress: bool
    is_drupal: bool
    links: tuple[Link, ...]


def read_signs(response: Response) -> Signs:
    """The signs of a page; one without text gives none but its address."""
    if not isinstance(response, TextResponse):
        return Signs(response.url, _host(response.url), "", (), None, False, False, ())
    generator = _first(response, "meta[name=generator i]::attr(content)") or _header(response, "X-Generator")
    rest = _first(response, 'link[rel="https://api.w.org/"]::attr(href)')
    return Signs(
        url=response.url,
        name=_find_name(response),
        generator=generator,
        feeds=_find_feeds(response),
        rest=make_absolute(response, rest) if rest else None,
        is_wordpress="wordpress" in generator.lower() or bool(rest) or bool(_WORDPRESS.search(response.text)),
        is_drupal="drupal" in generator.lower() or bool(_DRUPAL.search(response.text)),
        links=_find_links(response),
    )


def find_platform(signs: Signs, platforms: Mapping[str, Platform]) -> str:
    """Id of the platform: by host, then by the system that shows itself, else `generic`."""
    host = _host(signs.url)
    known = (platform.id for platform in platforms.values() if any(re.search(each, host) for each in platform.hosts))
    shown = "wordpress" if signs.is_wordpress else "drupal" if signs.is_drupal else "generic"
    return next(known, shown)


def _find_name(response: TextResponse) -> str:
    """The site's own name, else the part of the title that is no greeting, else the host."""
    said = _first(response, 'meta[property="og:site_name"]::attr(content)')
    parts = _BETWEEN_NAME_AND_CLAIM.split(_first(response, "title::text"))
    named = [part.strip() for part in parts if part.strip() and part.strip().lower() not in _EMPTY_TITLES]
    return said or next(iter(named), "") or _host(response.url)


def _find_feeds(response: TextResponse) -> tuple[str, ...]:
    selector = 'link[rel=alternate][type*="rss"]::attr(href), link[rel=alternate][type*="atom"]::attr(href)'
    urls = (make_absolute(response, href) for href in response.css(selector).getall())
    return tuple(dict.fromkeys(url for url in urls if not _NO_NEWS_FEED.search(url)))


def _find_links(response: TextResponse) -> tuple[Link, ...]:
    """Each address once, with the longest words on it: pictures link too."""
    texts: dict[str, str] = {}
    for element in response.css("a[href]"):
        url = make_absolute(response, element.attrib["href"]).partition("#")[0]
        text = " ".join("".join(element.css("::text").getall()).split())
        if url.startswith(("http://", "https://")):
            texts[url] = max(texts.get(url, ""), text, key=len)
    return tuple(Link(url, text) for url, text in texts.items())


def _first(response: TextResponse, selector: str) -> str:
    return " ".join((response.css(selector).get() or "").split())


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
