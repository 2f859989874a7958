"""What a brief reads from the database, in one snapshot: articles of two weeks, milestones, nights. Nothing is counted.

Text is freed of control characters here, once: neither Word nor Excel files may hold them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, text

from models.catalogue import Catalogue
from models.clock import Week
from models.sources import SAMPLE_SUFFIX
from serving.search.conditions import EVERYTHING, Condition

MORNING = timedelta(hours=12)
"""A night that ends before noon still belongs to the day before: it saw that day's news."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Said:
    """What somebody says in an article where she is named beside it: `who` are the words that name her."""

    who: str
    words: str
    is_direct: bool


@dataclass(frozen=True)
class Found:
    """A relevant article of this week or the last. `outlet_id`: source id, or the name of an outlet in no catalogue."""

    id: int
    story: int
    """Story id; minus the article's id where it has no story."""
    outlet_id: str
    outlet: str
    url: str
    title: str
    body: str
    rights: str
    published_at: datetime
    is_date_inferred: bool
    story_began_at: datetime | None
    relevance: str
    places: tuple[str, ...]
    pillars: tuple[str, ...]
    cues: tuple[str, ...]
    content_hash: str
    is_sample: bool
    said: tuple[Said, ...] = ()


@dataclass(frozen=True)
class FoundMilestone:
    """A milestone as one article of this week reports it."""

    article_id: int
    kind: str
    status: str
    place: str | None
    event_on: date | None
    sentence: str
    score: float


@dataclass(frozen=True)
class Delivered:
    """How many articles, and how many relevant ones, an outlet brought in one of the two weeks."""

    outlet_id: str
    outlet: str
    is_now: bool
    read: int
    relevant: int
    is_sample: bool


@dataclass(frozen=True)
class Nights:
    """In how many of the week's nights a source was asked, and answered."""

    source_id: str
    nights: int
    seen: int


@dataclass(frozen=True)
class Rows:
    """Everything read; `now` and `before` in order of publication."""

    now: list[Found]
    before: list[Found]
    milestones: list[FoundMilestone]
    delivered: list[Delivered]
    nights: list[Nights]
    undated: int
    data_at: datetime | None
    night_at: datetime | None


def load_rows(engine: Engine, catalogue: Catalogue, week: Week, met: Condition = EVERYTHING) -> Rows:
    """Read all rows in one snapshot, so that a night under way cannot make the numbers disagree.

    `met`: what the relevant articles have to meet, of both weeks; what was read at all is counted without it.
    """
    span = met.parameters | {
        "before": week.before().since,
        "since": week.since,
        "until": week.until,
        "morning": MORNING,
    }
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        found = list(_found(connection, catalogue, met, span))
        return Rows(
            now=[article for article in found if article.published_at >= week.since],
            before=[article for article in found if article.published_at < week.since],
            milestones=[_milestone(row) for row in connection.execute(text(_MILESTONES.format(met=met.sql)), span)],
            delivered=list(_delivered(connection, catalogue, met, span)),
            nights=[Nights(*row) for row in connection.execute(text(_NIGHTS), span)],
            undated=int(connection.execute(text(_UNDATED), span).scalar_one()),
            data_at=connection.execute(text("SELECT max(fetched_at) FROM page")).scalar_one(),
            night_at=connection.execute(text("SELECT max(ended_at) FROM source_night")).scalar_one(),
        )


def printable(value: str) -> str:
    """The text without control characters; line breaks and tabs stay."""
    return _CONTROL.sub("", value)


def _found(connection: Connection, catalogue: Catalogue, met: Condition, span: dict[str, Any]) -> Iterable[Found]:
    for row in connection.execute(text(_ARTICLES.format(met=met.sql)), span):
        outlet_id, outlet = _outlet(catalogue, row)
        yield Found(
            id=row.id,
            story=row.story,
            outlet_id=outlet_id,
            outlet=outlet,
            url=printable(row.url),
            title=_one_line(row.title),
            body=printable(row.body),
            rights=row.rights,
            published_at=row.published_at,
            is_date_inferred=row.is_date_inferred,
            story_began_at=row.story_began_at,
            relevance=row.relevance,
            places=tuple(row.places),
            pillars=tuple(row.pillars),
            cues=tuple(_one_line(cue) for cue in row.cues),
            content_hash=row.content_hash,
            is_sample=_is_sample(catalogue, row),
            said=tuple(Said(_one_line(one["who"]), _one_line(one["words"]), one["is_direct"]) for one in row.said),
        )


def _milestone(row: Any) -> FoundMilestone:
    return FoundMilestone(
        row.article_id, row.kind, row.status, row.regency, row.event_on, _one_line(row.sentence), row.score
    )


def _delivered(
    connection: Connection, catalogue: Catalogue, met: Condition, span: dict[str, Any]
) -> Iterable[Delivered]:
    for row in connection.execute(text(_DELIVERED.format(met=met.sql)), span):
        sample = _is_sample(catalogue, row)
        yield Delivered(*_outlet(catalogue, row), row.is_now, row.read, row.relevant, sample)


def _outlet(catalogue: Catalogue, row: Any) -> tuple[str, str]:
    source = catalogue.sources.get(row.source_id)
    if source:
        return source.id, source.name
    name = _one_line(row.outlet) or row.source_id
    return name, name


def _is_sample(catalogue: Catalogue, row: Any) -> bool:
    source = catalogue.sources.get(row.source_id)
    return bool(row.has_sample_host) or (source is not None and source.is_sample)


def _one_line(value: str) -> str:
    return " ".join(printable(value).split())


_HOST = "lower(substring(a.url from '^[A-Za-z]+://(?:[^/@]*@)?([^/:?#]+)'))"
_SAMPLE = f"coalesce({_HOST} LIKE '%{SAMPLE_SUFFIX}', false)"
_ARTICLES = f"""
    SELECT a.id, coalesce(a.story_id, -a.id) AS story, a.source_id, a.outlet, a.url, {_SAMPLE} AS has_sample_host,
        a.title, a.body, a.rights, a.published_at, a.is_date_inferred, s.first_published_at AS story_began_at,
        a.relevance, CASE WHEN a.scope = 'province' THEN ARRAY['province'] ELSE a.regencies END AS places,
        a.pillars, a.content_hash,
        ARRAY(SELECT word FROM (SELECT lower(span ->> 'text') AS word, min(t.id) AS first_id FROM article_tag t
            CROSS JOIN LATERAL jsonb_array_elements(t.spans) AS span
            WHERE t.article_id = a.id AND t.kind IN ('relevance', 'pillar') GROUP BY 1) AS words
            ORDER BY first_id, word) AS cues,
        coalesce((SELECT jsonb_agg(jsonb_build_object('who', q.named ->> 'text', 'words', q.span ->> 'text',
            'is_direct', q.is_direct) ORDER BY q.id) FROM quote q
            WHERE q.article_id = a.id AND q.rule = 'named'), '[]') AS said
    FROM article a LEFT JOIN story s ON s.id = a.story_id
    WHERE a.is_relevant AND a.published_at >= :before AND a.published_at < :until AND {{met}}
    ORDER BY a.published_at, a.id
"""
_DELIVERED = f"""
    SELECT a.source_id, a.outlet, bool_or({_SAMPLE}) AS has_sample_host, a.published_at >= :since AS is_now,
        count(*) AS read, count(*) FILTER (WHERE a.is_relevant AND {{met}}) AS relevant
    FROM article a WHERE a.published_at >= :before AND a.published_at < :until
    GROUP BY 1, 2, 4 ORDER BY 1, 2, 4
"""
_MILESTONES = """
    SELECT m.article_id, m.kind, m.status, m.regency, m.event_on, m.sentence, m.score
    FROM milestone m JOIN article a ON a.id = m.article_id
    WHERE a.is_relevant AND a.published_at >= :since AND a.published_at < :until AND {met}
    ORDER BY a.published_at, a.id, m.id
"""
_NIGHTS = """
    SELECT source_id, count(*) AS nights, count(*) FILTER (WHERE state IN ('ok', 'nothing_new')) AS seen
    FROM source_night WHERE ended_at >= :since + :morning AND ended_at < :until + :morning
    GROUP BY source_id ORDER BY source_id
"""
_UNDATED = """
    SELECT count(*) FROM article
    WHERE is_relevant AND published_at IS NULL AND first_seen_at >= :since AND first_seen_at < :until
"""
