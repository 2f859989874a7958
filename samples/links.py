"""One article in a list of an outlet: listing, feed, sitemap, block of related articles.

Whole pages are `views.py`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from samples.labels import ENGLISH, format_iso, format_relative, format_rss, format_wib
from samples.outlets import Odd, Outlet, Post
from samples.quirks import spoil_marks, texturize


@dataclass(frozen=True)
class Link:
    """One article in a list. `date` is as shown; `iso` and `rss` are for programs."""

    title: str
    url: str
    date: str
    iso: str
    rss: str
    at: datetime
    id: int = 0
    section: str | None = None
    author: str | None = None
    summary: str = ""
    image: str = ""


def make_link(outlet: Outlet, post: Post, url: str | None = None) -> Link:
    """A list's line for an article; `url` if not the address its outlet links."""
    write = writer(outlet, post)
    return Link(
        title=write(post.title),
        url=url or post.link,
        date=format_relative(post.published) if post.has("relative-date") else label(outlet, post),
        iso=format_iso(post.published, outlet.look.utc),
        rss=format_rss(post.published, outlet.look.utc),
        at=post.published,
        id=post.number,
        section=post.article.section,
        author=post.article.author,
        summary=summarise(write(post.article.paragraphs[0])),
        image=image_url(outlet, post.number),
    )


def make_odd_link(outlet: Outlet, odd: Odd) -> Link:
    """A list's line for an odd page: under its own title, or that of the article it leads to."""
    if odd.to:
        post = outlet.post(odd.to)
        return make_link(outlet, post, odd_url(outlet, odd))
    at = odd.at or outlet.posts[-1].published
    shown = format_wib(at, outlet.look.date)
    iso, rss = format_iso(at, outlet.look.utc), format_rss(at, outlet.look.utc)
    return Link(odd.title, odd_url(outlet, odd), shown, iso, rss, at, image=image_url(outlet, 1))


def list_entries(outlet: Outlet) -> list[Link]:
    """What the outlet's own lists hold: its articles and the odd pages among them, newest first."""
    entries = [make_link(outlet, post) for post in outlet.posts]
    entries += [make_odd_link(outlet, odd) for odd in outlet.look.odd if odd.listed]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def odd_url(outlet: Outlet, odd: Odd) -> str:
    """Full address of an odd page; {id}, {slug} and the date are those of the article it leads to."""
    path = outlet.fill(odd.path, outlet.post(odd.to)) if odd.to else odd.path
    return path if "://" in path else outlet.origin + path


def writer(outlet: Outlet, post: Post) -> Callable[[str], str]:
    """How an outlet sets the text of one article: as typed, with curly quotes, or spoilt."""
    if post.has("mojibake"):
        return spoil_marks
    return texturize if outlet.look.texturize else str


def summarise(paragraph: str, words: int = 28) -> str:
    """The first words of a paragraph, as teasers show them."""
    cut = paragraph.split()
    return paragraph if len(cut) <= words else " ".join(cut[:words]) + " ..."


def label(outlet: Outlet, post: Post) -> str:
    """The day and time of an article as its outlet writes them."""
    return format_wib(post.published, ENGLISH if post.has("english-month") else outlet.look.date)


def image_url(outlet: Outlet, number: int) -> str:
    """Address of a picture; pictures are not in the archive."""
    return f"{outlet.origin}/foto/{number % 97:02d}/{number}.jpg"


def shuffle(posts: Sequence[Post], salt: str) -> list[Post]:
    """Articles in an order that looks random and is the same on every machine."""
    return sorted(posts, key=lambda post: (seed(f"{salt}/{post.slug}"), post.slug))


def seed(text: str) -> int:
    """A number that is the same for a text on every machine."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
