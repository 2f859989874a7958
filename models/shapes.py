"""Plain values handed from stage to stage: what a page is, what was read, what was tagged.

No database here (`tables` keeps these values) and no rule about the data (that is `pipelines`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

PageKind = Literal["html", "wordpress", "headline", "import"]
PublishedBasis = Literal[
    "rest", "feed", "json-ld", "meta", "time-element", "visible", "relative", "url", "body", "weekday", "import", "none"
]
Relevance = Literal["explicit", "implicit", "none"]
Scope = Literal["regency", "several", "province", "elsewhere"]
MilestoneStatus = Literal["planned", "under_way", "done"]


@dataclass(frozen=True)
class Page:
    """One fetched page. `body` is decoded from transfer and content encodings, but not from its charset.

    kind `html`: an article page; `wordpress`: a REST answer of which `fragment` is the post's id;
    `headline`: a feed, of which only `hints` (title, summary, published) may be used; `import`: one JSON line.
    """

    url: str
    fetched_at: datetime
    body: bytes
    kind: PageKind = "html"
    content_type: str = "text/html"
    fragment: str | None = None
    part: int = 1
    hints: Mapping[str, Any] = field(default_factory=dict)
    """What the channel said of the article: title, summary, published (ISO), all optional."""


@dataclass(frozen=True)
class Reading:
    """What was read from one page. Paragraphs of `body` are separated by one blank line.

    `origins` says for each field where it came from (json-ld, meta, selector, trafilatura ...).
    """

    url: str
    title: str
    body: str
    dateline: str | None = None
    lead: str | None = None
    """The paragraph the story opens with; None on later parts, which start in its middle."""
    published_at: datetime | None = None
    published_basis: PublishedBasis = "none"
    is_date_inferred: bool = False
    modified_at: datetime | None = None
    author: str | None = None
    editor: str | None = None
    section: str | None = None
    outlet: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    """Addresses found in blocks of other articles: leads for discovery."""
    image: str | None = None
    """The address of the story's picture."""
    caption: str | None = None
    is_paywalled: bool = False
    """The page says that not everyone may read the whole text."""
    parts: int = 1
    """Of how many pages the article says it consists."""
    origins: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    """Sentences for the operator: wrong weekday, repaired text, future date refused."""


@dataclass(frozen=True)
class ArticleText:
    """What a tagger may look at: the cleaned text and what the outlet itself says beside it."""

    url: str
    title: str
    body: str
    section: str | None = None
    dateline: str | None = None
    dateline_trust: Literal["regency", "island", "unreliable"] = "unreliable"
    outlet: str | None = None
    published_on: date | None = None


@dataclass(frozen=True)
class Span:
    """A stretch of the stored text: `text == getattr(article, field)[start:end]`."""

    field: Literal["title", "body", "section", "dateline", "url"]
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Tag:
    """One tag with its reason. `score` is a confidence from 0 to 1; `rank` 1 is the dominant one of its kind."""

    kind: Literal["relevance", "scope", "regency", "pillar", "mention"]
    value: str
    score: float
    rule: str
    rank: int = 1
    spans: tuple[Span, ...] = ()
    correction_id: int | None = None
    """Of the analyst's correction that set it; None where the machine did."""


@dataclass(frozen=True)
class MilestoneTag:
    """A step of a smart-city programme reported by an article."""

    kind: str
    status: MilestoneStatus
    regency: str | None
    event_on: date | None
    sentence: str
    span: Span
    score: float = 1.0
    programme: str | None = None
    figures: Mapping[str, str] = field(default_factory=dict)
    """What is said with it: index value, year, decree; `until`, the last day of an event of several days (ISO)."""
    correction_id: int | None = None


@dataclass(frozen=True)
class Quote:
    """What somebody says in an article. `span` is the words, without quotation marks; `named` those that name her.

    `speaker` is a name without titles, `office` as the text has it, `regency` whose office it is: a slug, "province",
    "elsewhere", or None where the text does not tell. `holder` and `holder_office`: the office-holder of the catalogue
    in whose term the article was published. `rule`: `named` beside the words, `pronoun` for one named before,
    `continued` for words that go on after the same speaker's.
    """

    speaker: str | None
    office: str | None
    institution: str | None
    regency: str | None
    holder: str | None
    holder_office: str | None
    is_direct: bool
    rule: Literal["named", "pronoun", "continued"]
    span: Span
    named: Span


@dataclass(frozen=True)
class Tagging:
    """Everything the taggers say of one article. Irrelevant articles keep regencies and carry no pillars."""

    is_relevant: bool
    relevance: Relevance
    relevance_score: float
    scope: Scope
    regencies: tuple[str, ...] = ()
    pillars: tuple[str, ...] = ()
    tags: tuple[Tag, ...] = ()
    milestones: tuple[MilestoneTag, ...] = ()
