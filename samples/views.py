"""What templates are given: one article, one link, one site, with every quirk of an article already applied.

Decides what a page says; the markup around it is in `templates/`, the list of pages in `site.py`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.clock import WIB
from samples.labels import CRAWLED_AT, ENGLISH, format_iso, format_relative, format_rss, format_wib
from samples.outlets import Odd, Outlet, Post
from samples.quirks import mark_broken, spoil_marks, texturize

UNDATED = ("relative-date", "weekday-only", "no-date")
"""Quirks that leave a page without any date for programs."""
_LAST_EDIT = datetime(2026, 11, 15, 23, 30, tzinfo=WIB)


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
        popular=[make_link(outlet, other) for other in _shuffle(outlet.posts, outlet.id)[:5]],
        newest=[make_link(outlet, other) for other in outlet.posts[:4]],
    )


def make_link(outlet: Outlet, post: Post, url: str | None = None) -> Link:
    """A list's line for an article; `url` if not the address its outlet links."""
    write = writer(outlet, post)
    return Link(
        title=write(post.title),
        url=url or post.link,
        date=format_relative(post.published) if post.has("relative-date") else _label(outlet, post),
        iso=format_iso(post.published, outlet.look.utc),
        rss=format_rss(post.published, outlet.look.utc),
        at=post.published,
        id=post.number,
        section=post.article.section,
        author=post.article.author,
        summary=summarise(write(post.article.paragraphs[0])),
        image=_image(outlet, post.number),
    )


def make_odd_link(outlet: Outlet, odd: Odd) -> Link:
    """A list's line for an odd page: under its own title, or that of the article it leads to."""
    if odd.to:
        post = outlet.post(odd.to)
        return make_link(outlet, post, odd_url(outlet, odd))
    at = odd.at or outlet.posts[-1].published
    label = format_wib(at, outlet.look.date)
    iso, rss = format_iso(at, outlet.look.utc), format_rss(at, outlet.look.utc)
    return Link(odd.title, odd_url(outlet, odd), label, iso, rss, at, image=_image(outlet, 1))


def odd_url(outlet: Outlet, odd: Odd) -> str:
    """Full address of an odd page; {id}, {slug} and the date are those of the article it leads to."""
    path = outlet.fill(odd.path, outlet.post(odd.to)) if odd.to else odd.path
    return path if "://" in path else outlet.origin + path


def make_articles(outlet: Outlet, post: Post) -> list[ArticleView]:
    """An article as its pages, one view a page."""
    return [_make_page(outlet, post, number) for number in range(1, len(post.article.parts) + 1)]


def writer(outlet: Outlet, post: Post) -> Callable[[str], str]:
    """How an outlet sets the text of one article: as typed, with curly quotes, or spoilt."""
    if post.has("mojibake"):
        return spoil_marks
    return texturize if outlet.look.texturize else str


def summarise(paragraph: str, words: int = 28) -> str:
    """The first words of a paragraph, as teasers show them."""
    cut = paragraph.split()
    return paragraph if len(cut) <= words else " ".join(cut[:words]) + " ..."


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
    return ArticleView(
        id=post.number,
        title=write(article.title),
        url=post.url,
        summary=summarise(write(article.paragraphs[0])),
        image=_image(outlet, post.number),
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
        blocks=_with_links(outlet, post, [mark_broken(text) if post.has("invalid-utf8") else text for text in paragraphs]),
        lead=paragraphs[:2],
        related=_related(outlet, post),
        tags=["smart city", "Babel"] if article.relevant is True else ["berita daerah", "Babel"],
    )


def _machine_dates(outlet: Outlet, post: Post) -> tuple[str | None, str | None]:
    if any(post.has(quirk) for quirk in UNDATED):
        return None, None
    later = timedelta(days=1, hours=3) if _seed(post.slug) % 4 == 0 else timedelta(minutes=23)
    modified = min(post.published + later, _LAST_EDIT)
    return format_iso(post.published, outlet.look.utc), format_iso(modified, outlet.look.utc)


def _shown(outlet: Outlet, post: Post) -> str | None:
    if post.has("relative-date"):
        return format_relative(post.published)
    if post.has("weekday-only") or post.has("no-date"):
        return None
    return _label(outlet, post)


def _label(outlet: Outlet, post: Post) -> str:
    return format_wib(post.published, ENGLISH if post.has("english-month") else outlet.look.date)


def _plain(outlet: Outlet, post: Post) -> str | None:
    # Real pages carry the whole text in a script; two-page articles here do not, so that joining pages is needed.
    if outlet.look.theme != "tribun" or len(post.article.parts) == 2:
        return None
    write = writer(outlet, post)
    return "\n".join(write(text) for text in post.article.paragraphs).replace('"', "&quot;")


def _with_links(outlet: Outlet, post: Post, paragraphs: list[str]) -> list[Block]:
    blocks = [Block(text) for text in paragraphs]
    if outlet.look.inline is None:
        return blocks
    others = _shuffle([other for other in outlet.posts if other.slug != post.slug], post.slug)
    places = range(1, len(blocks)) if post.has("read-also") else range(2, min(3, len(blocks)))
    for place, other in reversed(list(zip(places, others, strict=False))):
        blocks.insert(place, Block("", make_link(outlet, other)))
    return blocks


def _related(outlet: Outlet, post: Post) -> list[Link]:
    others = _shuffle([other for other in outlet.posts if other.slug != post.slug], "related " + post.slug)
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


def _image(outlet: Outlet, number: int) -> str:
    return f"{outlet.origin}/foto/{number % 97:02d}/{number}.jpg"


def _shuffle(posts: Sequence[Post], salt: str) -> list[Post]:
    return sorted(posts, key=lambda post: (_seed(f"{salt}/{post.slug}"), post.slug))


def _seed(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
