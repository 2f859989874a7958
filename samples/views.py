"""What templates are given: one article, one site, with every quirk of an article already applied.

Decides what a page says; the markup around it is in `templates/`, the list of pages in `site.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.clock import WIB
from samples.labels import CRAWLED_AT, format_iso, format_relative, format_wib
from samples.links import Link, image_url, label, make_link, seed, shuffle, summarise, writer
from samples.outlets import Odd, Outlet, Post
from samples.quirks import mark_broken

UNDATED = ("relative-date", "weekday-only", "no-date")
"""Quirks that leave a page without any date for programs."""
_LAST_EDIT = datetime(2026, 11, 15, 23, 30, tzinfo=WIB)


@dataclass(frozen=True)
class Block:
    """One paragraph, or (with `link`) an advertisement for another article between two paragraphs."""

    text: str
    link: Link | None = None


@dataclass(frozen=True)
class SiteView:
    """What stands around every page of an outlet."""

    name: str
    host: str
    origin: str
    tagline: str
    nav: tuple[str, ...]
    inline: str
    today: str | None
    feed_url: str | None
    popular: list[Link]
    newest: list[Link]


@dataclass(frozen=True)
class ArticleView:
    """One page of one article. The dates are None where the page does not carry them."""

    id: int
    title: str
    url: str
    summary: str
    image: str
    section: str | None = None
    author: str | None = None
    editor: str | None = None
    initials: str | None = None
    shown: str | None = None
    ld_published: str | None = None
    ld_modified: str | None = None
    meta_published: str | None = None
    meta_modified: str | None = None
    time_iso: str | None = None
    amp_url: str | None = None
    plain: str | None = None
    part: int = 1
    parts: int = 1
    part_urls: list[tuple[int, str]] = field(default_factory=list)
    next_url: str | None = None
    blocks: list[Block] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    related: list[Link] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


def make_site(outlet: Outlet, post: Post | None = None) -> SiteView:
    """The surroundings of a page of `outlet`; `post` is the article on it, if any."""
    shows_today = outlet.look.today or (post is not None and post.has("site-today"))
    feed = outlet.look.feed
    return SiteView(
        name=outlet.name,
        host=outlet.source.host,
        origin=outlet.origin,
        tagline=outlet.look.tagline,
        nav=outlet.look.nav,
        inline=outlet.look.inline or "",
        today=format_wib(CRAWLED_AT, "{weekday}, {day} {month} {year}") if shows_today else None,
        feed_url=outlet.origin + feed.path if feed else None,
        popular=[make_link(outlet, other) for other in shuffle(outlet.posts, outlet.id)[:5]],
        newest=[make_link(outlet, other) for other in outlet.posts[:4]],
    )


def make_articles(outlet: Outlet, post: Post) -> list[ArticleView]:
    """An article as its pages, one view a page."""
    return [_make_page(outlet, post, number) for number in range(1, len(post.article.parts) + 1)]


def make_static(outlet: Outlet, url: str, odd: Odd) -> ArticleView:
    """A page in an article's frame that is none: about the newsroom, or without any text."""
    return ArticleView(
        id=1,
        title=odd.title,
        url=url,
        summary=outlet.look.tagline,
        image=image_url(outlet, 1),
        shown=format_wib(odd.at, outlet.look.date) if odd.at else None,
        blocks=[Block(text) for text in odd.text],
    )


def part_url(outlet: Outlet, post: Post, number: int) -> str:
    """Address of a later page of a long article; the first is the article's own."""
    if number == 1 or not outlet.look.part:
        return post.url
    return post.url + outlet.look.part.format(part=number)


def _make_page(outlet: Outlet, post: Post, part: int) -> ArticleView:
    article, look, write = post.article, outlet.look, writer(outlet, post)
    total = len(article.parts)
    published, modified = _machine_dates(outlet, post)
    paragraphs = [write(text) for text in article.parts[part - 1]]
    if post.has("invalid-utf8"):
        paragraphs = [mark_broken(text) for text in paragraphs]
    return ArticleView(
        id=post.number,
        title=write(article.title),
        url=post.url,
        summary=summarise(write(article.paragraphs[0])),
        image=image_url(outlet, post.number),
        section=article.section,
        author=article.author,
        editor=article.editor,
        initials=_initials(article.author),
        shown=_shown(outlet, post),
        ld_published=published if "json-ld" in look.machine else None,
        ld_modified=modified if "json-ld" in look.machine else None,
        meta_published=published if "meta" in look.machine else None,
        meta_modified=modified if "meta" in look.machine else None,
        time_iso=published if "time" in look.machine else None,
        amp_url=post.amp_url,
        plain=_plain(outlet, post),
        part=part,
        parts=total,
        part_urls=[(number, part_url(outlet, post, number)) for number in range(1, total + 1)],
        next_url=part_url(outlet, post, part + 1) if part < total else None,
        blocks=_with_links(outlet, post, paragraphs, part),
        lead=paragraphs[:2],
        related=_related(outlet, post),
        tags=["smart city", "Babel"] if article.relevant is True else ["berita daerah", "Babel"],
    )


def _machine_dates(outlet: Outlet, post: Post) -> tuple[str | None, str | None]:
    if any(post.has(quirk) for quirk in UNDATED):
        return None, None
    later = timedelta(days=1, hours=3) if seed(post.slug) % 4 == 0 else timedelta(minutes=23)
    modified = min(post.published + later, _LAST_EDIT)
    return format_iso(post.published, outlet.look.utc), format_iso(modified, outlet.look.utc)


def _shown(outlet: Outlet, post: Post) -> str | None:
    if post.has("relative-date"):
        return format_relative(post.published)
    if post.has("weekday-only") or post.has("no-date"):
        return None
    return label(outlet, post)


def _plain(outlet: Outlet, post: Post) -> str | None:
    # Real pages carry the whole text in a script; two-page articles here do not, so that joining pages is needed.
    if outlet.look.theme != "tribun" or len(post.article.parts) == 2:
        return None
    write = writer(outlet, post)
    return "\n".join(write(text) for text in post.article.paragraphs).replace('"', "&quot;")


def _with_links(outlet: Outlet, post: Post, paragraphs: list[str], part: int) -> list[Block]:
    blocks = [Block(text) for text in paragraphs]
    if outlet.look.inline is None:
        return blocks
    others = shuffle([other for other in outlet.posts if other.slug != post.slug], f"{post.slug}/{part}")
    places = range(1, len(blocks)) if post.has("read-also") else range(2, min(3, len(blocks)))
    for place, other in reversed(list(zip(places, others, strict=False))):
        blocks.insert(place, Block("", make_link(outlet, other)))
    return blocks


def _related(outlet: Outlet, post: Post) -> list[Link]:
    others = shuffle([other for other in outlet.posts if other.slug != post.slug], "related " + post.slug)
    if not post.has("related-dates"):
        return [make_link(outlet, other) for other in others[:3]]
    return [make_link(outlet, other) for other in sorted(others, key=lambda other: _distance(other, post))[:6]]


def _distance(other: Post, post: Post) -> int:
    """Small for what misleads most: smart-city news of another regency on another day."""
    is_other_day = other.published.date() != post.published.date()
    is_other_place = not set(other.article.regencies) & set(post.article.regencies)
    return 3 - (other.article.relevance == "explicit") - is_other_day - is_other_place


def _initials(author: str | None) -> str | None:
    return author if author and author.islower() and len(author) <= 4 else None
