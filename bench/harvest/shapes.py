"""All kinds of outlets on the farm: networks, portals and home-made sites here, WordPress in `wordpress_shapes.py`."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, unquote

from bench.harvest.pages import HTML, RSS, XML, make_feed, make_listing, make_sitemap
from bench.harvest.shape import PER_PAGE, Body, Shape, Target
from bench.harvest.texts import Writer
from bench.harvest.truth import Outlet, Post
from bench.harvest.wordpress_shapes import WordPressFeed, WordPressRest, WordPressSitemap


class Tribun(Shape):
    """A listing; long articles go on at ?page=2; the number alone identifies an article."""

    platform = "tribun"
    number = re.compile(r"/(?:lokal|terlarang)/1?(\d{6})/")

    def path(self, post: Post) -> str:
        """`/lokal/1000007/slug`."""
        section = "terlarang" if post.is_forbidden else "lokal"
        number = post.number if post.is_forbidden else f"1{post.number:06d}"
        return f"/{section}/{number}/{post.slug}"

    def discover(self) -> list[dict[str, Any]]:
        """The index of one section."""
        url = "/index-news/lokal?page={page}"
        return [{"spider": "listing", "url": url, "article": "h3 a", "date": "time", "max_pages": 100}]

    def channel(self, outlet: Outlet, origin: str, target: Target, writer: Writer) -> Body | None:
        """Ten a page, with dates."""
        if target.path != "/index-news/lokal":
            return None
        page = int(target.query.get("page", "1"))
        posts = outlet.shown[(page - 1) * PER_PAGE : page * PER_PAGE]
        return Body(HTML, make_listing(self.links(posts, origin), has_dates=True))

    def _part(self, target: Target) -> int:
        page = target.query.get("page", "1")
        return int(page) if page.isdecimal() else 1


class Antara(Shape):
    """A feed whose slugs are decoration: one article comes by several of them, and as an AMP copy."""

    platform = "antara"
    number = re.compile(r"/berita/(?:4)?(\d{6})(?:/|$)")
    forbidden = "/berita/900"

    def path(self, post: Post) -> str:
        """`/berita/4000007/slug`."""
        return f"/berita/{post.number if post.is_forbidden else f'4{post.number:06d}'}/{post.slug}"

    def aliases(self, post: Post) -> tuple[str, ...]:
        """AMP first, and another slug behind it."""
        if post.is_forbidden:
            return (self.path(post),)
        stem = f"/berita/4{post.number:06d}"
        other = (f"{stem}/judul-lain-untuk-{post.number}",) if post.number % 3 == 0 else ()
        amp = (f"/amp{stem}/{post.slug}",) if post.number % 6 == 0 else ()
        return amp + super().aliases(post) + other

    def discover(self) -> list[dict[str, Any]]:
        """One feed of everything."""
        return [{"spider": "feed", "url": "/rss/terkini.xml"}]

    def channel(self, outlet: Outlet, origin: str, target: Target, writer: Writer) -> Body | None:
        """The feed, not paged."""
        if target.path != "/rss/terkini.xml":
            return None
        return Body(RSS, make_feed(self.links(outlet.shown, origin), "Ladang"))


class AntaraHeadline(Antara):
    """The same by right of its headlines only: no article page may be asked for."""

    rights = "headline"


class Drupal(Shape):
    """No clean addresses: everything is `?q=`, sometimes with its slash escaped."""

    platform = "drupal"
    forbidden = "/?q=content/terlarang"
    number = re.compile(r"^content/.*-(\d+)$")

    def path(self, post: Post) -> str:
        """`/?q=content/slug-7`."""
        return f"/?q=content/{post.slug}"

    def aliases(self, post: Post) -> tuple[str, ...]:
        """Some a second time with `%2F`."""
        escaped = f"/?q={quote(f'content/{post.slug}', safe='')}"
        is_twice = post.number % 4 == 0 and not post.is_forbidden
        return (*super().aliases(post), escaped) if is_twice else super().aliases(post)

    def discover(self) -> list[dict[str, Any]]:
        """The list of news, counted from 0."""
        url = "/?q=berita&page={page}"
        include = "[?&]q=content(/|%2F)"
        return [{"spider": "listing", "url": url, "first_page": 0, "include": include, "max_pages": 100}]

    def channel(self, outlet: Outlet, origin: str, target: Target, writer: Writer) -> Body | None:
        """Ten a page, without dates."""
        if target.path != "/" or target.query.get("q") != "berita":
            return None
        page = int(target.query.get("page", "0"))
        posts = outlet.shown[page * PER_PAGE : (page + 1) * PER_PAGE]
        return Body(HTML, make_listing(self.links(posts, origin), has_dates=False))

    def _where(self, target: Target) -> str:
        return unquote(target.query.get("q", ""))


class Portal(Shape):
    """A government's portal: an offset-paged listing with dates, nothing else."""

    platform = "portal"
    forbidden = "/berita/detail/terlarang"

    def path(self, post: Post) -> str:
        """`/berita/detail/slug-7`."""
        return f"/berita/detail/{post.slug}"

    def discover(self) -> list[dict[str, Any]]:
        """Paged by offset."""
        facts = {"article": "h3 a", "date": "time", "first_page": 0, "page_step": PER_PAGE, "max_pages": 100}
        return [{"spider": "listing", "url": "/berita/indeks/{page}", **facts}]

    def channel(self, outlet: Outlet, origin: str, target: Target, writer: Writer) -> Body | None:
        """Ten from an offset on; an empty list behind the last."""
        found = re.fullmatch(r"/berita/indeks/(\d+)", target.path)
        if not found:
            return None
        posts = outlet.shown[int(found[1]) : int(found[1]) + PER_PAGE]
        return Body(HTML, make_listing(self.links(posts, origin), has_dates=True))


class NewsSitemap(Shape):
    """A news sitemap; a front page is the way out."""

    platform = "generic"

    def path(self, post: Post) -> str:
        """`/kanal/slug-7`."""
        return f"{self._prefix(post)}{'' if post.is_forbidden else 'kanal/'}{post.slug}"

    def discover(self) -> list[dict[str, Any]]:
        """The sitemap, else the front page."""
        return [
            {"spider": "sitemap", "url": "/sitemap-news.xml"},
            {"spider": "listing", "url": "/", "article": "h3 a", "max_pages": 1},
        ]

    def channel(self, outlet: Outlet, origin: str, target: Target, writer: Writer) -> Body | None:
        """Everything young in the sitemap, the newest ten on the front page."""
        if target.path == "/":
            return Body(HTML, make_listing(self.links(outlet.shown[:PER_PAGE], origin), has_dates=False))
        if target.path != "/sitemap-news.xml":
            return None
        young = [post for post in outlet.shown if not post.is_old]
        return Body(XML, make_sitemap(self.links(young, origin), is_news=True))


class PlainListing(Shape):
    """A home-made site: numbered pages, no dates."""

    platform = "generic"

    def path(self, post: Post) -> str:
        """`/kabar/slug-7.html`."""
        return f"{self._prefix(post)}{'' if post.is_forbidden else 'kabar/'}{post.slug}.html"

    number = re.compile(r"-(\d+)\.html$")

    def discover(self) -> list[dict[str, Any]]:
        """Numbered pages."""
        return [{"spider": "listing", "url": "/terbaru/{page}", "article": "h3 a", "max_pages": 100}]

    def channel(self, outlet: Outlet, origin: str, target: Target, writer: Writer) -> Body | None:
        """Ten a page, without dates."""
        found = re.fullmatch(r"/terbaru/(\d+)", target.path)
        if not found:
            return None
        page = int(found[1])
        posts = outlet.shown[(page - 1) * PER_PAGE : page * PER_PAGE]
        return Body(HTML, make_listing(self.links(posts, origin), has_dates=False))


SHAPES: dict[str, Shape] = {
    "rest": WordPressRest(),
    "umpan": WordPressFeed(),
    "peta": WordPressSitemap(),
    "tribun": Tribun(),
    "antara": Antara(),
    "judul": AntaraHeadline(),
    "drupal": Drupal(),
    "portal": Portal(),
    "petaberita": NewsSitemap(),
    "daftar": PlainListing(),
}
"""By the name that begins an outlet's id."""
