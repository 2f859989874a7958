"""Monitor: what the store holds, seen from above: the regency × pillar matrix and how every source fares.

Counts only, no wording for people (that is the command line's, the brief's and the web app's own).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, text

from models.catalogue import Catalogue
from models.clock import WIB
from models.holidays import Holidays
from models.sources import Source
from serving.health import Health, SourceDays, Verdict, judge, load_days

PROVINCE_ROW = "province"


@dataclass(frozen=True)
class Cell:
    """Events (stories) and articles, those that name the smart-city programme apart from those that do not."""

    explicit_events: int = 0
    implicit_events: int = 0
    articles: int = 0

    @property
    def events(self) -> int:
        """Both kinds together."""
        return self.explicit_events + self.implicit_events


@dataclass(frozen=True)
class Matrix:
    """Relevant news by place and pillar. `rows` are regency slugs and, last, the province as its own scope."""

    rows: list[str]
    pillars: list[str]
    cells: dict[tuple[str, str], Cell]
    totals: dict[str, Cell]
    """Per row: each event once, whatever the number of its pillars."""

    def cell(self, row: str, pillar: str) -> Cell:
        """Zero where there is no news."""
        return self.cells.get((row, pillar), Cell())

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {
            row: {
                "total": vars(self.totals.get(row, Cell())),
                "pillars": {pillar: vars(self.cell(row, pillar)) for pillar in self.pillars},
            }
            for row in self.rows
        }


@dataclass(frozen=True)
class SourceStatus:
    """One source: its last night, what it brought in the seven days before, and the verdict on it."""

    source_id: str
    name: str
    host: str
    is_sample: bool
    state: str
    """State of the last night, or `never` before the first one."""
    reason: str
    last_night_at: datetime | None
    last_seen_at: datetime | None
    """When it last answered as it should."""
    articles: int
    refused: int
    """Pages kept in the archive that could not be read as articles."""
    last_week: int
    expected_min: int
    expected_max: int
    verdict: Verdict
    """By `serving.health`: state, own habit and the source's file."""
    verdict_reason: str
    usual_week: float | None
    """What these seven days usually bring; None where too little is known."""

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready; times in WIB."""
        instants = {"last_night_at": self.last_night_at, "last_seen_at": self.last_seen_at}
        shown = {name: at.astimezone(WIB).isoformat() if at else None for name, at in instants.items()}
        return {**vars(self), **shown}


def matrix(engine: Engine, catalogue: Catalogue, since: datetime, until: datetime) -> Matrix:
    """The matrix of articles published in [since, until)."""
    rows = [*catalogue.regencies, PROVINCE_ROW]
    with engine.connect() as connection:
        cells = {(r.place, r.pillar): _cell(r) for r in connection.execute(text(_CELLS), _span(since, until))}
        totals = {r.place: _cell(r) for r in connection.execute(text(_TOTALS), _span(since, until))}
    return Matrix(rows, [pillar.id for pillar in catalogue.pillars.dimensions], cells, totals)


def source_statuses(engine: Engine, catalogue: Catalogue) -> list[SourceStatus]:
    """Every source of the catalogue; sample outlets only once they were harvested.

    A store that only ever replayed sample outlets lists these and nothing else: nobody asked for the real ones there.
    """
    with engine.connect() as connection:
        nights = {row.source_id: row for row in connection.execute(text(_NIGHTS))}
        counts = {row.source_id: row for row in connection.execute(text(_COUNTS))}
        days = load_days(connection)
    harvested = [source for source in catalogue.sources.values() if source.id in nights]
    only_samples = bool(harvested) and all(source.is_sample for source in harvested)
    wanted = harvested if only_samples else catalogue.sources.values()
    return list(_statuses(wanted, nights, counts, days, catalogue.holidays))


def _statuses(
    sources: Iterable[Source],
    nights: dict[str, Any],
    counts: dict[str, Any],
    days: dict[str, SourceDays],
    holidays: Holidays,
) -> Iterable[SourceStatus]:
    for source in sources:
        night = nights.get(source.id)
        if night is None and source.is_sample:
            continue
        health = _judge(source, night, days.get(source.id), holidays)
        yield _status(source, night, counts.get(source.id), health)


def _judge(source: Source, night: Any, days: SourceDays | None, holidays: Holidays) -> Health:
    state = night.state if night else "never"
    return judge(state, days or SourceDays({}, frozenset()), source.expect.articles_per_week, holidays)


def _status(source: Source, night: Any, count: Any, health: Health) -> SourceStatus:
    expected = source.expect.articles_per_week
    return SourceStatus(
        source_id=source.id,
        name=source.name,
        host=source.host,
        is_sample=source.is_sample,
        state=night.state if night else ("never" if source.enabled else "disabled"),
        reason=night.reason if night else (source.reason or "not harvested yet"),
        last_night_at=night.ended_at if night else None,
        last_seen_at=night.last_seen_at if night else None,
        articles=count.articles if count else 0,
        refused=count.refused if count else 0,
        last_week=count.last_week if count else 0,
        expected_min=expected.min,
        expected_max=expected.max,
        verdict=health.verdict,
        verdict_reason=health.reason,
        usual_week=health.usual,
    )


def _span(since: datetime, until: datetime) -> dict[str, datetime]:
    return {"since": since, "until": until}


def _cell(row: Any) -> Cell:
    return Cell(row.explicit_events, row.events - row.explicit_events, row.articles)


_PLACES = """
    SELECT a.id, coalesce(a.story_id, -a.id) AS story, a.relevance, a.pillars, place
    FROM article a
    CROSS JOIN LATERAL unnest(CASE WHEN a.scope = 'province' THEN ARRAY['province'] ELSE a.regencies END) AS place
    WHERE a.is_relevant AND a.published_at >= :since AND a.published_at < :until
"""
_COUNTED = """count(DISTINCT story) AS events, count(DISTINCT id) AS articles,
    count(DISTINCT story) FILTER (WHERE relevance = 'explicit') AS explicit_events"""
_TOTALS = f"SELECT place, {_COUNTED} FROM ({_PLACES}) AS placed GROUP BY place"
_CELLS = f"""SELECT place, pillar, {_COUNTED} FROM ({_PLACES}) AS placed
    CROSS JOIN LATERAL unnest(pillars) AS pillar GROUP BY place, pillar"""
_NIGHTS = """
    SELECT DISTINCT ON (source_id) source_id, state, reason, ended_at,
        max(ended_at) FILTER (WHERE state IN ('ok', 'nothing_new')) OVER (PARTITION BY source_id) AS last_seen_at
    FROM source_night ORDER BY source_id, ended_at DESC
"""
_COUNTS = """
    WITH looked AS (
        SELECT p.source_id, max(p.fetched_at) AS last_page_at, count(*) FILTER (WHERE d.state = 'refused') AS refused
        FROM page p LEFT JOIN document d ON d.page_id = p.id GROUP BY p.source_id
    )
    SELECT looked.source_id, looked.refused, count(a.id) AS articles,
        count(a.id) FILTER (WHERE a.published_at > looked.last_page_at - interval '7 days') AS last_week
    FROM looked LEFT JOIN article a ON a.source_id = looked.source_id GROUP BY looked.source_id, looked.refused
"""
