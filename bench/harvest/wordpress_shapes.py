"""Outlets on WordPress: by feed, by REST interface, by sitemap."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from bench.harvest.pages import JSON, RSS, XML, Link, make_feed, make_rest_post, make_sitemap, make_sitemap_index
from bench.harvest.shape import PER_PAGE, Body, Shape, Target
from bench.harvest.texts import Writer
from bench.harvest.truth import Outlet, Post


class WordPressFeed(Shape):
    """A paged feed. AMP copies at /amp/; some posts are listed by their short address `?p=`."""

    platform = "wordpress"

    def path(self, post: Post) -> str:
        """`/slug-7/`."""
        return f"{self._prefix(post)}{post.slug}/"

    def discover(self) -> list[dict[str, Any]]:
        """The feed, page after page."""
        return [{"spider": "feed", "url": "/feed/", "max_pages": 60}]

    def aliases(self, post: Post) -> tuple[str, ...]:
        """Its AMP copy before it, so that a crawler which takes the first gets the wrong one."""
        if post.number % 40 == 9:
            return (f"/?p={post.number}",)
        amp = (f"{self.path(post)}amp/",) if post.number % 6 == 0 else ()
        return amp + super().aliases(post)

    def find(self, outlet: Outlet, target: Target) -> tuple[Post, int] | None:
        """By `?p=` too."""
        short = target.query.get("p", "")
        post = outlet.by_number.get(int(short)) if short.isdecimal() else None
        return (post, 1) if post else super().find(outlet, target)

    def channel(self, outlet: Outlet, origin: str, target: Target, writer: Writer) -> Body | None:
        """`/feed/?paged=2`; 404 behind the last page, as WordPress does."""
        if target.path != "/feed/":
            return None
        page = int(target.query.get("paged", "1"))
        posts = outlet.shown[(page - 1) * PER_PAGE : page * PER_PAGE]
        return Body(RSS, make_feed(self.links(posts, origin), "https://wordpress.org/?v=6.8")) if posts else None


class WordPressRest(WordPressFeed):
    """The REST interface; the feed is the way out."""

    def path(self, post: Post) -> str:
        """`/2026/11/20/slug-7/`."""
        return f"{self._prefix(post)}{post.published_at:%Y/%m/%d}/{post.slug}/"

    def discover(self) -> list[dict[str, Any]]:
        """REST first."""
        return [{"spider": "wordpress", "url": "/wp-json/wp/v2/posts"}, *super().discover()]

    def channel(self, outlet: Outlet, origin: str, target: Target, writer: Writer) -> Body | None:
        """Posts younger than `after`, newest first."""
        if target.path != "/wp-json/wp/v2/posts":
            return super().channel(outlet, origin, target, writer)
        after = datetime.fromisoformat(target.query.get("after", "2000-01-01T00:00:00")).replace(tzinfo=None)
        open_posts = [post for post in outlet.shown if not post.is_forbidden]
        found = [post for post in open_posts if post.published_at.replace(tzinfo=None) > after]
        page, size = int(target.query.get("page", "1")), int(target.query.get("per_page", "10"))
        chosen = [Link(origin + self.path(post), post) for post in found[(page - 1) * size : page * size]]
        posts = [make_rest_post(link, writer.paragraphs(outlet.number, link.post.number, 20)) for link in chosen]
        return Body(JSON, json.dumps(posts))


class WordPressSitemap(WordPressFeed):
    """An index with post sitemaps among those of tags, authors and pages."""

    def discover(self) -> list[dict[str, Any]]:
        """The index."""
        return [{"spider": "sitemap", "url": "/wp-sitemap.xml", "max_pages": 60}]

    def channel(self, outlet: Outlet, origin: str, target: Target, writer: Writer) -> Body | None:
        """The index, or one of its post sitemaps."""
        size = 25
        if target.path == "/wp-sitemap.xml":
            pages = range(0, len(outlet.shown), size)
            places = [(f"{origin}/post-sitemap{n // size + 1}.xml", outlet.shown[n].published_at) for n in pages]
            others = [(f"{origin}/{name}-sitemap.xml", None) for name in ("post_tag", "author", "page", "category")]
            return Body(XML, make_sitemap_index([*places, *others]))
        found = re.fullmatch(r"/post-sitemap(\d+)\.xml", target.path)
        if not found:
            return None
        start = (int(found[1]) - 1) * size
        links = self.links(outlet.shown[start : start + size], origin)
        return Body(XML, make_sitemap(links, is_news=False))
