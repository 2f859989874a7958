"""Shapes of a source (one outlet) and of a platform (the kind of site it runs on).

Facts: provinces/<province>/sources/*.yml, samples/sources/*.yml, provinces/platforms/*.yml. How a kind of
channel is crawled belongs to `spiders`, how a page is read to `pipelines/extract.py`.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal
from urllib.parse import quote

from pydantic import AfterValidator, Field, HttpUrl, model_validator

from models.facts import Strict
from models.places import Slug

SAMPLE_SUFFIX = ".example"
TERM = "{term}"
_SEARCH = re.compile(
    r"(?P<before>[?&](?:s|search)=|/(?:search|cari|pencarian)\b[^#]*[?&](?:q|query|keyword)=)(?P<word>[^&#]+)"
)
"""WordPress's parameters mean a search anywhere; `q` alone does not: Drupal 7 puts its paths there."""
_SECTION = re.compile(r"/(?:tags?|category|kategori|topik|topic|label)/(?P<word>[^/?#]+)")


def _check_regex(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"no valid regular expression: {error}") from error
    return pattern


Regex = Annotated[str, AfterValidator(_check_regex)]


class ReadingHints(Strict):
    """Where the fields of an article stand on a page: CSS selectors, tried in order. All optional.

    `until`: the last day this layout was seen; pages fetched later are not read with it.
    """

    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    caption: tuple[str, ...] = ()
    """What is written below the story's picture."""
    paywall: tuple[str, ...] = ()
    """Blocks that stand where a text is kept from readers who have not paid."""
    related: tuple[str, ...] = ()
    """Blocks of other articles: their links are kept as leads, their text never."""
    drop: tuple[str, ...] = ()
    """Parts of the body that are no text of the article."""
    cut_after: tuple[Regex, ...] = ()
    """The body ends before the first paragraph matching one of these."""
    until: dt.date | None = None


class Platform(Strict):
    """One kind of site: what its addresses look like and how its pages are read."""

    id: str
    name: str
    hosts: tuple[Regex, ...] = ()
    """Hosts known to run it, for pages of outlets nobody listed."""
    article_url: Regex | None = None
    """Addresses matching it are articles; None = decided by `reject_url` alone."""
    reject_url: tuple[Regex, ...] = ()
    """Addresses that look like articles and are not (tag, author, day archive, photo, video)."""
    key: Regex | None = None
    """A group in the path or query that alone identifies the article (an id); None = the cleaned address."""
    parts: Literal["none", "query", "path"] = "none"
    """How later parts of a long article are addressed: `?page=2` or `/2`."""
    dateline: Literal["regency", "island", "unreliable"] = "unreliable"
    """What the dateline's place may be trusted for."""
    reading: tuple[ReadingHints, ...] = (ReadingHints(),)


class Channel(Strict):
    """One way to discover a source's articles."""

    spider: Literal["feed", "sitemap", "wordpress", "listing"]
    url: str = Field(pattern=r"^https?://")
    """`{page}` stands for the page number of a listing, `{term}` for a word searched for."""
    topic: bool = False
    """The site's own search, asked for the words of the programme (`Catalogue.search_terms`) one after another."""
    article: str = "a[href]"
    """Listing: CSS selector of the links to articles."""
    date: str | None = None
    """Listing: CSS selector of the dates; paging stops when all dates of a page are older than the window."""
    first_page: int = 1
    page_step: int = Field(default=1, ge=1)
    max_pages: int = Field(default=10, ge=1, le=200)
    include: Regex | None = None
    """Only addresses matching it are followed."""
    cross_check: bool = False
    """Asked every night, also where an earlier channel is enough, to see what either misses."""

    @model_validator(mode="after")
    def _topic_needs_term(self) -> Channel:
        if self.topic != (TERM in self.url):
            raise ValueError("a url with {term} and `topic: true` need each other")
        if self.topic and self.spider == "sitemap":
            raise ValueError("a sitemap cannot be searched")
        return self

    @property
    def searched(self) -> str | None:
        """What the site's own search is asked for, as it stands in the address; None where this is no search."""
        if self.topic:
            return TERM
        found = _SEARCH.search(self.url)
        return found["word"] if found else None

    @property
    def subject(self) -> str | None:
        """What the channel is narrowed to: the word searched for, or a tag or category; None = all of the site."""
        found = _SECTION.search(self.url)
        return self.searched or (found["word"] if found else None)

    def for_word(self, word: str) -> Channel:
        """The same search for another word."""
        if self.topic:
            url = self.url.replace(TERM, quote(word))
        else:
            url = _SEARCH.sub(lambda found: found["before"] + quote(word), self.url)
        return self.model_copy(update={"url": url, "topic": False})

    def is_within(self, other: Channel) -> bool:
        """Whether it shows nothing that the other would not be expected to show, as far as their addresses tell."""
        is_same_subject = other.subject in (None, self.subject)
        return is_same_subject and other.include in (None, self.include)


class ArticlesPerWeek(Strict):
    """What a good week looks like: under `min` something broke, over `max` something is odd."""

    min: int = Field(ge=0)
    max: int = Field(ge=1)


class Expect(Strict):
    """What a good run of this source looks like."""

    articles_per_week: ArticlesPerWeek


class Source(Strict):
    """One outlet. `id` is the file's stem, the key in the database and the name in every log."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
    name: str
    owner: Literal["press", "government", "community"]
    homepage: HttpUrl
    hosts: tuple[str, ...] = ()
    """Further hosts that serve the same articles (www., m., amp., old domains)."""
    platform: str
    regencies: tuple[Slug, ...] = ()
    """Regencies it speaks from; empty = the whole province."""
    rights: Literal["headline", "excerpt", "fulltext"] = "fulltext"
    enabled: bool = True
    reason: str | None = None
    """Why a source is not enabled."""
    discover: tuple[Channel, ...] = Field(min_length=1)
    """In order of preference; the first that answers is used, the others are fallbacks."""
    extract: tuple[ReadingHints, ...] = ()
    """Only what the platform's reading gets wrong for this source."""
    expect: Expect
    verified: dt.date | None = None
    """Day of the last successful probe of the live site; null = never probed."""

    @model_validator(mode="after")
    def _disabled_needs_reason(self) -> Source:
        if not self.enabled and not self.reason:
            raise ValueError("a source that is not enabled needs a reason")
        return self

    @property
    def host(self) -> str:
        """The host of the homepage."""
        return str(self.homepage.host)

    @property
    def all_hosts(self) -> frozenset[str]:
        """Every host that belongs to this source."""
        return frozenset({self.host, *self.hosts})

    @property
    def is_sample(self) -> bool:
        """Fictional outlets use the reserved domain .example; a live night never asks them."""
        return self.host.endswith(SAMPLE_SUFFIX)
