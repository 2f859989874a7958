"""Shapes of the API's answers. Stable: other programs read them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from models.clock import WIB


def _in_wib(instant: dt.datetime) -> dt.datetime:
    return instant.astimezone(WIB)


Instant = Annotated[AwareDatetime, AfterValidator(_in_wib)]
"""Written in WIB, with its offset."""


class Answer(BaseModel):
    """Every answer may be made from a dataclass of the same fields."""

    model_config = ConfigDict(from_attributes=True)


class Why(Answer):
    """Why an article was found."""

    terms: list[str] = Field(description="words it shares with the query")
    concepts: list[str] = Field(description="terms of the glossary it names, in whichever words")
    bm25: float = Field(description="keyword score of its best passage")
    semantic: float = Field(description="cosine of its best passage; 0 where meaning was not asked")
    filters: dict[str, str] = Field(description="the filters in use")


class CopyAnswer(Answer):
    """One more article of the same story."""

    id: int
    url: str
    title: str
    outlet: str


class HitAnswer(Answer):
    """One article found."""

    id: int
    url: str
    title: str
    score: float
    published_at: Instant | None = Field(description="WIB; null where no date could be read")
    outlet: str
    source: str
    rights: str
    regencies: list[str]
    pillars: list[str]
    scope: str
    story_id: int | None = Field(description="articles of one story tell the same event")
    snippet: str
    why: Why
    copies: list[CopyAnswer] = Field(description="other articles of its story, where stories were asked for")
    corrections: list[dict[str, Any]] = Field(description="what an analyst said of its tags, as evidence")


class SearchAnswer(Answer):
    """The same keys as `pantau search --json`."""

    query: str
    total: int
    hits: list[HitAnswer]
    note: str | None = None
    understood: dict[str, Any] = Field(
        description="what it was taken for: corrected, synonyms, places, days, filters, required, without, problems"
    )
    facets: dict[str, dict[str, int]] = Field(description="articles found by each filter's values, where asked for")


class CellAnswer(Answer):
    """Events (copies of one press release are one), and the articles that tell them."""

    explicit_events: int = Field(description="events whose news name the smart-city programme")
    implicit_events: int
    articles: int


class RowAnswer(Answer):
    """One regency, or the province as its own scope."""

    total: CellAnswer = Field(description="each event once, whatever the number of its pillars")
    pillars: dict[str, CellAnswer]


class WeekAnswer(Answer):
    """One ISO week, Monday to Sunday in WIB."""

    week: str = Field(examples=["2026-W46"])
    monday: dt.date
    sunday: dt.date
    articles: int
    relevant: int


class MatrixAnswer(Answer):
    """Relevant news of one week by regency and pillar."""

    week: str
    monday: dt.date
    sunday: dt.date
    rows: dict[str, RowAnswer]


class StatusAnswer(Answer):
    """How one source fares."""

    source_id: str
    name: str
    host: str
    is_sample: bool
    state: str = Field(description="state of its last night")
    reason: str
    last_night_at: Instant | None
    last_seen_at: Instant | None = Field(description="when it last answered as it should")
    articles: int
    refused: int = Field(description="pages that could not be read as articles")
    last_week: int = Field(description="articles of the seven days before its last page")
    expected_min: int
    expected_max: int
    verdict: str = Field(description="as_expected, quiet, silent_too_long, above, broken or unknown")
    verdict_reason: str
    usual_week: float | None = Field(description="what the last seven whole days usually bring, if enough is known")


class EvidenceAnswer(Answer):
    """A stretch of the stored text: `text == field[start:end]`."""

    field: str
    start: int
    end: int
    text: str


class TagAnswer(Answer):
    """One tag with its reason."""

    kind: str
    value: str
    score: float
    rank: int
    rule: str = Field(description="`correction` where an analyst set it")
    spans: list[EvidenceAnswer]
    correction_id: int | None


class MilestoneAnswer(Answer):
    """One step of a programme as the article reports it."""

    kind: str
    status: str
    regency: str | None
    event_on: dt.date | None
    sentence: str
    span: EvidenceAnswer | None
    score: float
    programme: str | None
    figures: dict[str, str]
    correction_id: int | None


class QuoteAnswer(Answer):
    """What somebody says: `quote == body[start:end]`."""

    speaker: str | None = Field(description="name without titles, where one is given")
    office: str | None = Field(description="as the text has it")
    institution: str | None
    regency: str | None = Field(description="whose office it is: a slug, `province`, `elsewhere`, null where untold")
    holder: str | None = Field(description="the office-holder of the catalogue, in term on the article's day")
    holder_office: str | None
    quote: str
    is_direct: bool = Field(description="between quotation marks; else reported")
    rule: str = Field(description="named, pronoun or continued")
    start: int
    end: int


class SiblingAnswer(Answer):
    """Another article of the same story."""

    id: int
    url: str
    title: str
    outlet: str
    published_at: Instant | None


class ArticleAnswer(Answer):
    """One article with its tags, their evidence, its milestones and its story."""

    id: int
    url: str
    aliases: list[str] = Field(description="other addresses of the same article")
    title: str
    body: str = Field(description="the whole text, or an excerpt where `is_excerpt`")
    is_excerpt: bool = Field(description="true where the source's rights allow no more")
    outlet: str
    source_id: str
    rights: str
    dateline: str | None
    section: str | None
    author: str | None
    editor: str | None
    published_at: Instant | None
    published_basis: str = Field(description="where the date was read")
    is_date_inferred: bool
    modified_at: Instant | None
    first_seen_at: Instant
    is_relevant: bool
    relevance: str
    relevance_score: float
    scope: str
    regencies: list[str]
    pillars: list[str]
    story_id: int | None
    tags: list[TagAnswer]
    milestones: list[MilestoneAnswer]
    quotes: list[QuoteAnswer] = Field(description="who says what, in the order of the text")
    siblings: list[SiblingAnswer]
    origin: dict[str, Any] | None = Field(description="the story's first article and its official release, if any")
    corrections: list[dict[str, Any]] = Field(description="as of /api/corrections, undone ones too")
    machine: dict[str, Any] | None = Field(description="the machine's own tags and version, where they are corrected")


class HealthAnswer(Answer):
    """Given only when the database answers."""

    status: str = Field(examples=["ok"])
    articles: int
