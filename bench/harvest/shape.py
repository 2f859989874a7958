"""What a kind of outlet is: what its articles are addressed by and which channels it has. The kinds: `shapes.py`.

A shape knows both directions, from a post to all its addresses and back, so that what a crawler kept can be judged
without asking the crawler.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from bench.harvest.pages import Link
from bench.harvest.texts import Writer
from bench.harvest.truth import Outlet, Post

TRACKING = "utm_source=ladang&utm_medium=rss&fbclid=IwAR0ladang"
PER_PAGE = 10
"""Articles on one page of a listing or a paged feed."""


class Body(NamedTuple):
    """An answer with its type."""

    content_type: str
    text: str


class Target(NamedTuple):
    """What is asked for, taken apart. Tracking parameters are gone."""

    path: str
    query: dict[str, str]

    @classmethod
    def parse(cls, target: str) -> Target:
        """From the request line or a whole address."""
        parts = urlsplit(target)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        kept = {name: value for name, value in query.items() if not name.startswith("utm_") and name != "fbclid"}
        return cls(parts.path, kept)


class Shape(ABC):
    """One kind of site. `number` is the regular expression that finds a post's number in its address."""

    platform: str
    rights = "fulltext"
    number = re.compile(r"-(\d+)/?(?:amp/?)?$")
    forbidden = "/terlarang/"
    """What robots.txt denies: the addresses of forbidden posts begin so."""

    @abstractmethod
    def path(self, post: Post) -> str:
        """The article's own address on its host."""

    @abstractmethod
    def discover(self) -> list[dict[str, Any]]:
        """The channels as a source lists them, with paths for URLs."""

    @abstractmethod
    def channel(self, outlet: Outlet, origin: str, target: Target, writer: Writer) -> Body | None:
        """What a channel answers; None if the target is none."""

    def aliases(self, post: Post) -> tuple[str, ...]:
        """Further addresses a channel gives the post by: with tracking, AMP."""
        tracked = f"{self.path(post)}{'&' if '?' in self.path(post) else '?'}{TRACKING}"
        if post.number % 7 == 0:
            return (tracked,)
        return (self.path(post), tracked) if post.number % 5 == 0 else (self.path(post),)

    def find(self, outlet: Outlet, target: Target) -> tuple[Post, int] | None:
        """The post and the part an address stands for."""
        found = self.number.search(self._where(target))
        post = outlet.by_number.get(int(found[1])) if found else None
        return (post, self._part(target)) if post else None

    def links(self, posts: Sequence[Post], origin: str) -> list[Link]:
        """All entries of a channel that shows these posts."""
        return [Link(origin + path, post) for post in posts for path in self.aliases(post)]

    def _where(self, target: Target) -> str:
        return target.path

    def _part(self, target: Target) -> int:
        return 1

    def _prefix(self, post: Post) -> str:
        return self.forbidden if post.is_forbidden else "/"
