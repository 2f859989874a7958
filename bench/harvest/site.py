"""What the farm answers to a request, healthy or broken in one of the ways a source breaks. Sockets: `farm.py`."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from typing import NamedTuple

from bench.harvest.hostile_answers import PERFORMANCES, Performance, choose_performance
from bench.harvest.hostile_shapes import HOSTILE_SHAPES, make_hostile_outlets
from bench.harvest.pages import HTML, RSS, make_article, make_feed, make_listing, make_plain_page
from bench.harvest.shape import PER_PAGE, Body, Shape, Target
from bench.harvest.shapes import SHAPES as GOOD_SHAPES
from bench.harvest.texts import Writer
from bench.harvest.truth import Outlet, Plan, Post, make_outlets

SHAPES = GOOD_SHAPES | HOSTILE_SHAPES
MODES = (
    "ok",
    "down",
    "forbidden",
    "denied",
    "layout_gone",
    "layout_moved",
    "error_text",
    "error_page",
    "empty",
    "slow",
)
"""How an outlet can be: `layout_gone` links nothing any more, `layout_moved` only to what is no article;
`error_text`, `error_page`, `empty` are what a channel gives instead of itself; `patchy` fails every third article."""
SLOW_SECONDS = 25.0
_PATCH = 3
_PLAIN_PAGES = ("/tag/", "/author/", "/category/", "/tentang-kami/", "/penulis/")
_PARAGRAPHS = 26
_RELATED = 20
_CACHED_PAGES = 6000
_ERROR_TEXT = "<br />\n<b>Fatal error</b>:  Allowed memory size of 134217728 bytes exhausted in <b>index.php</b>"
_GZIPPED = (("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding"))


class Reply(NamedTuple):
    """One answer. `perform` takes the connection over where the answer is no proper HTTP."""

    status: int
    content_type: str = "text/plain"
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    perform: Performance | None = None
    wait_seconds: float = 0.0


class Site:
    """All outlets of a plan and what they say."""

    def __init__(self, plan: Plan, port: int) -> None:
        self.plan, self.port = plan, port
        outlets = make_outlets(plan, list(GOOD_SHAPES)) + make_hostile_outlets(plan)
        self.outlets = {outlet.host: outlet for outlet in outlets}
        self._writer = Writer(plan.seed)
        self._visits = 0
        self._load_page = lru_cache(maxsize=_CACHED_PAGES)(self._make_page)

    def reply(self, host: str, target: str, headers: Mapping[str, str]) -> Reply:
        """The answer of one outlet, 304 where the visitor has it already."""
        outlet = self.outlets[host]
        if outlet.mode == "forbidden":
            return Reply(403, HTML, b"<h1>403 Forbidden</h1>")
        reply = self._find(outlet, target, "gzip" in headers.get("accept-encoding", ""))
        if outlet.mode == "slow":
            reply = reply._replace(wait_seconds=SLOW_SECONDS)
        return _make_conditional(reply, headers) if reply.status == 200 else reply

    def judge(self, host: str, url: str) -> tuple[Post, int] | None:
        """Which post, and which part of it, an address of an outlet stands for."""
        outlet = self.outlets[host]
        return SHAPES[outlet.shape].find(outlet, Target.parse(url))

    def is_forbidden(self, host: str, target: str) -> bool:
        """Whether robots.txt denies it."""
        outlet = self.outlets.get(host)
        denied = outlet is not None and target.startswith((SHAPES[outlet.shape].forbidden, "/wp-admin/"))
        return denied or (outlet is not None and outlet.mode == "denied" and target != "/robots.txt")

    def addresses(self, outlet: Outlet) -> list[str]:
        """The addresses of the wanted posts, absolute."""
        shape, wanted = SHAPES[outlet.shape], outlet.wanted()
        return [self._origin(outlet) + shape.path(post) for post in outlet.posts if post.number in wanted]

    def _find(self, outlet: Outlet, target: str, is_packed: bool) -> Reply:
        if target == "/robots.txt":
            spoiled = PERFORMANCES.get(outlet.hostile_robots)
            text = _make_robots(outlet).encode()
            return Reply(200, "text/plain", text, (("ETag", _make_tag(text)),), perform=spoiled)
        parsed, shape = Target.parse(target), SHAPES[outlet.shape]
        hostile = choose_performance(parsed.path)
        if hostile:
            return Reply(200, perform=hostile)
        body = shape.channel(outlet, self._origin(outlet), parsed, self._writer)
        if body is not None:
            return _pack(self._spoil(outlet, body), outlet, is_packed)
        found = shape.find(outlet, parsed)
        if found is not None:
            return self._show(outlet, parsed, *found, is_packed=is_packed)
        if parsed.path == "/" or parsed.path.startswith(_PLAIN_PAGES):
            return Reply(200, HTML, make_plain_page(parsed.path).encode())
        return Reply(404, HTML, b"<h1>Tidak ada</h1>")

    def _show(self, outlet: Outlet, target: Target, post: Post, part: int, *, is_packed: bool) -> Reply:
        if "p" in target.query:
            location = self._origin(outlet) + SHAPES[outlet.shape].path(post)
            return Reply(301, headers=(("Location", location),))
        if outlet.mode == "patchy" and post.number % _PATCH == 0:
            return Reply(503, HTML, b"<h1>503 Service Unavailable</h1>")
        if part > post.parts:
            return Reply(404, HTML, b"<h1>Tidak ada</h1>")
        if not self.plan.has_counters:
            packed, tag = self._load_page(outlet.number, post.number, part)
            body = packed if is_packed else gzip.decompress(packed)
            return Reply(200, HTML, body, (("ETag", tag), *(_GZIPPED if is_packed else ())))
        self._visits += 1
        return Reply(200, HTML, self._write(outlet, post, part, f"<i>Dibaca {self._visits} kali</i>"))

    def _make_page(self, outlet_number: int, post_number: int, part: int) -> tuple[bytes, str]:
        """A page, packed, and its tag."""
        outlet = next(outlet for outlet in self.outlets.values() if outlet.number == outlet_number)
        body = self._write(outlet, outlet.by_number[post_number], part, "")
        return gzip.compress(body, 1, mtime=0), _make_tag(body)

    def _write(self, outlet: Outlet, post: Post, part: int, more: str) -> bytes:
        shape, origin = SHAPES[outlet.shape], self._origin(outlet)
        others = shape.links(outlet.shown[:_RELATED], origin)[:_RELATED]
        paragraphs = self._writer.paragraphs(outlet.number, post.number * 100 + part, _PARAGRAPHS)
        pages = "".join(f'<a href="?page={n}">{n}</a>' for n in range(2, post.parts + 1)) if _is_cut(shape) else ""
        return make_article(post, origin + shape.path(post), paragraphs, others, pages + more).encode()

    def _spoil(self, outlet: Outlet, body: Body) -> Body:
        """A channel's answer as the outlet's mode makes it."""
        if outlet.mode == "error_text":
            return Body(body.content_type, _ERROR_TEXT)
        if outlet.mode == "error_page":
            return Body(HTML, make_plain_page("Situs dalam perbaikan"))
        if outlet.mode == "empty":
            return Body(body.content_type, "")
        if outlet.mode == "layout_gone":
            return Body(body.content_type, make_listing((), has_dates=False))
        return self._move(outlet, body) if outlet.mode == "layout_moved" else body

    def _move(self, outlet: Outlet, body: Body) -> Body:
        """The same number of entries, but none under an address an article of this platform has."""
        links = SHAPES[outlet.shape].links(outlet.shown[:PER_PAGE], self._origin(outlet))
        moved = [link._replace(url=f"{self._origin(outlet)}/tag/{link.post.slug}/") for link in links]
        return Body(
            body.content_type, make_feed(moved, "Ladang") if body.content_type == RSS else make_listing(moved, False)
        )

    def _origin(self, outlet: Outlet) -> str:
        return f"http://{outlet.host}:{self.port}"


def _is_cut(shape: Shape) -> bool:
    return shape.platform == "tribun"


def _make_robots(outlet: Outlet) -> str:
    if outlet.mode == "denied":
        return "User-agent: *\nDisallow: /\n"
    delay = f"Crawl-delay: {outlet.crawl_delay_seconds:g}\n" if outlet.crawl_delay_seconds else ""
    return f"User-agent: *\nDisallow: /wp-admin/\nDisallow: {SHAPES[outlet.shape].forbidden}\n{delay}"


def _make_tag(body: bytes) -> str:
    return f'"{hashlib.sha1(body, usedforsecurity=False).hexdigest()[:20]}"'


def _pack(body: Body, outlet: Outlet, is_packed: bool) -> Reply:
    raw = body.text.encode()
    changed: datetime = outlet.shown[0].published_at
    headers = (("ETag", _make_tag(raw)), ("Last-Modified", format_datetime(changed, usegmt=True)))
    if not is_packed:
        return Reply(200, body.content_type, raw, headers)
    return Reply(200, body.content_type, gzip.compress(raw, 1, mtime=0), (*headers, *_GZIPPED))


def _make_conditional(reply: Reply, headers: Mapping[str, str]) -> Reply:
    """304 where tag or date match; the tag is believed before the date."""
    said = dict(reply.headers)
    tags = headers.get("if-none-match")
    if tags is not None:
        is_same = said.get("ETag", "-") in tags
    else:
        since = headers.get("if-modified-since")
        is_same = since is not None and said.get("Last-Modified") == since
    return Reply(304, headers=reply.headers[:2]) if is_same else reply
