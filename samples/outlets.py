"""The sample outlets: what they look like (`looks/`), their sources, their articles with addresses.

No markup here (`rendering.py`) and nothing about archives (`warc.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from models.clock import WIB
from models.errors import CatalogError
from models.facts import Strict, load_folder
from models.sources import Source
from samples.articles_file import SampleArticle, Slug, load_articles
from samples.labels import format_wib

_FIRST_HOUR = datetime(2023, 1, 1, tzinfo=WIB)
"""Articles are numbered by the hours since; two of one hour follow each other."""
OddKind = Literal[
    "tag", "day", "author", "category", "photo", "page", "empty", "pdf", "missing", "forbidden", "moved", "copy",
    "link", "dead",
]  # fmt: skip


class Listing(Strict):
    """Index pages, newest first."""

    path: str
    first: int = 1
    step: int = 1
    size: int = 10


class Feed(Strict):
    """RSS 2.0; `full`: with the whole text; `paged`: older items under `?paged=2` and so on."""

    path: str
    size: int
    paged: bool = False
    full: bool = False


class Odd(Strict):
    """A page that is no article, or an address where something goes wrong."""

    kind: OddKind
    path: str
    title: str = ""
    text: tuple[str, ...] = ()
    at: AwareDatetime | None = None
    to: Slug | None = None
    day: Annotated[date | None, Field(strict=False)] = None
    listed: bool = False
    error: str | None = None


class Look(Strict):
    """How one outlet looks and answers.

    Address patterns: {id} {slug} {year} {month} {day} of an article, {part} of a long one, {page} of a listing.
    Date patterns are those of `labels.format_wib`. `machine`: where its pages give dates for programs.
    """

    id: str

    answers: Literal["normally", "refused", "forbidden", "disallowed"] = "normally"
    theme: Literal["tribun", "antara", "newspaper", "wpberita", "drupal", "portal", "disway", "generic"] = "generic"
    tagline: str = ""
    nav: tuple[str, ...] = ()
    article: str = "/{slug}"
    links: tuple[str, ...] = ()
    """Addresses its own lists use instead of `article`, in turn."""
    amp: str | None = None
    part: str | None = None
    first_id: int = 1
    date: str = "{day} {month} {year}"
    inline: str | None = None
    """Words before a link to another article between two paragraphs; null = it sets none."""
    machine: tuple[Literal["json-ld", "meta", "time"], ...] = ()
    utc: bool = False
    today: bool = False
    texturize: bool = False
    headlines_only: bool = False
    gzip: bool = False
    charset: bool = True
    """Whether the Content-Type header names the charset."""
    server: str = "nginx"
    listing: Listing | None = None
    feed: Feed | None = None
    rest: str | None = None
    sitemap: Literal["wp", "yoast"] | None = None
    news_sitemap: str | None = None
    odd: tuple[Odd, ...] = ()


@dataclass(frozen=True)
class Post:
    """One article at its outlet: with its number and addresses."""

    article: SampleArticle
    number: int
    url: str
    link: str
    """The address the outlet's own lists use; mostly `url`."""
    amp_url: str | None = None

    @property
    def slug(self) -> str:
        """Slug of the article."""
        return self.article.slug

    @property
    def title(self) -> str:
        """Title as its author wrote it."""
        return self.article.title

    @property
    def published(self) -> datetime:
        """When it appeared."""
        return self.article.published

    def has(self, quirk: str) -> bool:
        """Whether the article is to be shown with this quirk."""
        return quirk in self.article.quirks


@dataclass(frozen=True)
class Outlet:
    """One fictional outlet. `posts` are newest first."""

    id: str
    source: Source
    look: Look
    posts: tuple[Post, ...]

    @property
    def origin(self) -> str:
        """`https://host`."""
        return f"https://{self.source.host}"

    @property
    def name(self) -> str:
        """Its name."""
        return self.source.name

    def fill(self, pattern: str, post: Post) -> str:
        """An address pattern with the values of one of its articles."""
        return fill(pattern, post.article, post.number)

    def post(self, slug: str) -> Post:
        """One of its articles; CatalogError if its look names one that is not there."""
        for post in self.posts:
            if post.slug == slug:
                return post
        raise CatalogError(f"looks/{self.id}.yml: field odd.to: no article {slug!r}")


def load_outlets(folder: Path) -> list[Outlet]:
    """All outlets of `folder` (sources/, looks/, articles/), by id. Raises CatalogError naming file and field."""
    sources = load_folder(folder / "sources", Source)
    articles = load_articles(folder / "articles")
    looks = load_folder(folder / "looks", Look)
    lost = sorted({article.outlet for article in articles} - set(sources))
    if lost:
        raise CatalogError(f"{folder}/articles/{lost[0]}: no such outlet in {folder}/sources")
    if set(looks) != set(sources):
        raise CatalogError(f"{folder}/looks: not the same ids as {folder}/sources: {sorted(set(looks) ^ set(sources))}")
    return [make_outlet(sources[name], looks[name], articles) for name in sorted(sources)]


def make_outlet(source: Source, look: Look, articles: list[SampleArticle]) -> Outlet:
    """An outlet with its own ones of `articles`, numbered by their time."""
    posts: list[Post] = []
    last = 0
    for rank, article in enumerate(article for article in articles if article.outlet == source.id):
        last = max(last + 1, look.first_id + _hours(article.published))
        posts.append(_make_post(source, look, article, last, rank))
    return Outlet(source.id, source, look, tuple(reversed(posts)))


def fill(pattern: str, article: SampleArticle, number: int) -> str:
    """An address pattern of a look with an article's values; `{part}` and `{page}` stay."""
    when = article.published
    return pattern.format(
        id=number,
        slug=article.slug,
        year=format_wib(when, "{year}"),
        month=format_wib(when, "{month2}"),
        day=format_wib(when, "{day2}"),
    )


def _make_post(source: Source, look: Look, article: SampleArticle, number: int, rank: int) -> Post:
    origin = f"https://{source.host}"
    url = origin + fill(look.article, article, number)
    link = fill(look.links[rank % len(look.links)], article, number) if look.links else url
    amp = origin + fill(look.amp, article, number) if look.amp and "amp" in article.quirks else None
    return Post(article, number, url, link if "://" in link else origin + link, amp)


def _hours(instant: datetime) -> int:
    return (instant - _FIRST_HOUR) // timedelta(hours=1)
