"""Which source and platform a page belongs to, when nobody said: by host, then by what its markup gives away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from models.catalogue import Catalogue
from models.sources import Platform, Source

GENERIC = "generic"
_HEAD = 30_000
_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("wordpress", re.compile(r"content=[\"']WordPress|/wp-(?:content|includes|json)/", re.IGNORECASE)),
    (
        "drupal",
        re.compile(r"content=[\"']Drupal|/sites/(?:default|all)/(?:files|themes|modules)/|Drupal\.settings", re.I),
    ),
    ("tribun", re.compile(r"\btxt-article\b[^>]*>|id=[\"']arttitle[\"']")),
    ("antara", re.compile(r"wrap__article-detail")),
    ("detik", re.compile(r"detail__body-text")),
    ("kompas", re.compile(r"class=[\"'][^\"']*\bread__content\b")),
)


def find_source(url: str, source_id: str | None, catalogue: Catalogue) -> Source | None:
    """The source by id, else by the address's host; None for outlets the catalogue does not know.

    Raises UsageError for an unknown id.
    """
    if source_id is not None:
        return catalogue.source(source_id)
    return catalogue.source_of_host((urlsplit(url).hostname or "").lower())


def find_platform(url: str, text: str, source: Source | None, platforms: Mapping[str, Platform]) -> Platform:
    """The platform of a page: its source's, else that of its host, else what its markup shows, else generic."""
    if source is not None:
        return platforms[source.platform]
    host = (urlsplit(url).hostname or "").lower()
    for platform in platforms.values():
        if any(re.search(pattern, host) for pattern in platform.hosts):
            return platform
    shown = next(
        (name for name, mark in _MARKS if mark.search(text[:_HEAD]) or mark.search(text[_HEAD : 10 * _HEAD])), GENERIC
    )
    return platforms[shown]
