"""What discovering means, whatever the access method: addresses of articles out of one answer, no article read.

One class per access method builds on `Discovery` (`feed.py`, `sitemap.py`, `wordpress.py`, `listing.py`). Which
address is asked next, what is known already and what is fetched belongs to `source_spider.py`.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urljoin

from scrapy.http import Response
from w3lib.html import remove_tags, replace_entities

from models.address import article_key, belongs_to, is_article_url
from models.sources import Channel, Platform, Source

MOST_PAGES_OF_A_REPLAY = 10_000
"""An archive ends by itself: behind its last page nothing answers."""
FRUITLESS_PAGES = 3
"""Outlets pin old stories on top and lists shift while they are read: one page without news proves nothing."""


class BrokenChannel(Exception):  # noqa: N818  (a finding about a channel, not a mistake of ours)
    """An answer that is not what the channel should give; the message says what it is instead."""

    state = "feed_broken"
    """What the source suffers from."""


class EmptyChannel(BrokenChannel):
    """An answer of the right kind without a single entry: of a feed a defect, of a search an answer."""


class ChangedLayout(EmptyChannel):
    """A page without anything that the channel's selector finds."""

    state = "layout_changed"


@dataclass(frozen=True)
class Lead:
    """One address of an article as a channel gave it, with what the channel said about it."""

    url: str
    hints: Mapping[str, Any] = field(default_factory=dict)
    """title, published (ISO), summary, section, author: only what was said."""
    fragment: str | None = None
    """Set where the answer itself holds the article: its id in there."""


@dataclass(frozen=True)
class Finding:
    """What one answer of a channel gave."""

    leads: tuple[Lead, ...] = ()
    """Articles within the window, in the channel's order."""
    following: tuple[str, ...] = ()
    """Further addresses of the channel to ask."""
    seen: int = 0
    """Addresses within the window or without a date, whether they look like articles or not; 0 where only older ones
    look so: nothing new, and nothing wrong."""
    is_exhausted: bool = True
    """False where the channel has older articles than it showed, of which some may lie in the window."""


@dataclass(frozen=True)
class Scope:
    """What a discovery works within. `since` None: everything the channel has."""

    source: Source
    platform: Platform
    channel: Channel
    now: datetime
    since: datetime | None = None
    is_new: Callable[[str], bool] = lambda key: True
    """Whether the article with this key is neither in the store nor found yet."""
    is_replay: bool = False
    is_settled: bool = True
    """Whether everything older than something known is known as well."""

    def for_word(self, word: str) -> Scope:
        """The same for a search for another word."""
        return replace(self, channel=self.channel.for_word(word))

    @property
    def most_pages(self) -> int:
        """How many pages of a paged channel are asked at most."""
        return MOST_PAGES_OF_A_REPLAY if self.is_replay else self.channel.max_pages

    def is_stale(self, instant: datetime | None) -> bool:
        """Whether something of this date lies before the window; what has no date does not."""
        return self.since is not None and instant is not None and instant < self.since

    def accepts(self, url: str) -> bool:
        """Whether an address is an article of this source by its looks."""
        return self.includes(url) and is_article_url(url, self.platform)

    def includes(self, url: str) -> bool:
        """Whether an address lies on the source's hosts and where the channel's `include` wants it."""
        pattern = self.channel.include
        return belongs_to(url, self.source) and (pattern is None or re.search(pattern, url) is not None)

    def count_new(self, leads: list[Lead]) -> int:
        """How many of these leads are new."""
        return sum(self.is_new(article_key(lead.url, self.source, self.platform)) for lead in leads)


class Discovery(ABC):
    """One channel of one source in one crawl."""

    is_newest_first: ClassVar[bool] = True
    """Whether `following` leads to what is older."""
    knows_its_end: ClassVar[bool] = True
    """Whether `is_exhausted` means that everything of the window was shown."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    @abstractmethod
    def first_urls(self) -> tuple[str, ...]:
        """The addresses the channel begins with."""

    @abstractmethod
    def discover(self, response: Response) -> Finding:
        """The articles in one answer, and what to ask next. Raises BrokenChannel."""


def make_absolute(response: Response, href: str) -> str:
    """A link as an absolute address; the link itself where it is none."""
    try:
        return urljoin(response.url, href.strip())
    except ValueError:
        return href


def make_hints(**said: str | datetime | None) -> dict[str, str]:
    """Hints without what was not said; texts without markup, instants as ISO."""
    hints = {name: value.isoformat() if isinstance(value, datetime) else _plain(value) for name, value in said.items()}
    return {name: value for name, value in hints.items() if value}


def _plain(text: str | None) -> str:
    return " ".join(replace_entities(remove_tags(text)).split()) if text else ""
