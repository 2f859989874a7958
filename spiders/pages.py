"""From answers to rows of the page table: one article is one draft until all its parts are there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from scrapy.http import Response, TextResponse

from models.address import article_key, belongs_to, is_article_url, part_of
from models.archive import ArchiveWriter
from models.sources import Platform, Source
from models.store.pages import FOUND_AS, PARTS_MISSING
from spiders import trouble
from spiders.capture import fetched_at_of, pointer_of
from spiders.discovery import Lead, make_absolute
from spiders.trouble import Trouble

_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_MOST_PARTS = 20


@dataclass
class Draft:
    """An article while it is fetched: its key, what the channel said of it, the rows of its pages so far."""

    key: str
    hints: dict[str, Any]
    rows: list[dict[str, Any]] = field(default_factory=list)

    def rename(self, key: str) -> None:
        """Give it the key of the address a redirect led to; the first one is remembered."""
        self.hints[FOUND_AS] = self.key
        self.key = key

    def mark_incomplete(self) -> None:
        """Say that later parts are missing."""
        self.rows[0]["hints"] = self.rows[0]["hints"] | {PARTS_MISSING: True}


class PageMaker:
    """Makes the pages of one source in one night."""

    def __init__(self, source: Source, platform: Platform, archive: ArchiveWriter, night_id: int) -> None:
        self._source, self._platform, self._archive, self._night_id = source, platform, archive, night_id

    def find_trouble(self, response: Response, draft: Draft) -> Trouble | None:
        """Why an answer is no page of an article; None if it may be one."""
        found = trouble.find_trouble(response)
        if found is not None:
            return found
        if not response.body.strip():
            return Trouble("unreachable", "is empty")
        content_type = _content_type(response)
        if content_type and not content_type.lower().startswith(_PAGE_TYPES):
            return Trouble("skipped", f"is {content_type.partition(';')[0]}, no page")
        if not draft.rows and not self._is_article(response.url, draft):
            return trouble.ELSEWHERE
        return None

    def add(self, response: Response, draft: Draft) -> None:
        """One more page of an article. Raises StorageError."""
        part = part_of(response.url, self._platform)
        self._add(response, draft, url=response.url, part=max(part, len(draft.rows) + 1))

    def add_from_channel(self, response: Response, draft: Draft, lead: Lead) -> None:
        """The page of an article is the answer of the channel itself: a feed's headline, a REST post."""
        kind = "headline" if self._source.rights == "headline" else "wordpress"
        fragment = lead.fragment if kind == "wordpress" else None
        self._add(response, draft, url=lead.url, kind=kind, fragment=fragment)

    def find_next_part(self, response: Response, draft: Draft) -> str | None:
        """The address of the part after the ones in the draft, if this page links to it."""
        wanted = len(draft.rows) + 1
        if self._platform.parts == "none" or wanted > _MOST_PARTS or not isinstance(response, TextResponse):
            return None
        for href in response.css("a::attr(href), link[rel=next]::attr(href)").getall():
            if str(wanted) in href and self._is_part(make_absolute(response, href), wanted, draft.key):
                return make_absolute(response, href)
        return None

    def _is_article(self, url: str, draft: Draft) -> bool:
        """Redirects may lead to another address of the article or to its new one, not to the front page."""
        if article_key(url, self._source, self._platform) == draft.key:
            return True
        return belongs_to(url, self._source) and is_article_url(url, self._platform)

    def _is_part(self, url: str, wanted: int, key: str) -> bool:
        try:
            is_same = article_key(url, self._source, self._platform) == key
        except ValueError:
            return False
        return is_same and part_of(url, self._platform) == wanted and url.startswith(("http://", "https://"))

    def _add(self, response: Response, draft: Draft, **values: Any) -> None:
        pointer = pointer_of(response, self._archive)
        row = {
            "source_id": self._source.id,
            "key": draft.key,
            "part": 1,
            "kind": "html",
            "content_type": _content_type(response),
            "fetched_at": fetched_at_of(response),
            "warc_file": pointer.file,
            "warc_offset": pointer.offset,
            "digest": pointer.digest,
            "hints": dict(draft.hints),
            "night_id": self._night_id,
        }
        draft.rows.append(row | values)


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")
