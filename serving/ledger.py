"""The ledger: per regency the steps of the programme in order of time, each with everything that was reported of it.

Counts and dates only, no wording for people. The brief's ledger of one week is `brief/ledger.py`; which reports are of
one step is decided in `ledger_steps.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Engine, text

from models.catalogue import Catalogue
from models.clock import WIB, wib_date
from serving.ledger_steps import Mention, Step, make_steps
from serving.monitor import PROVINCE_ROW

ProgrammeState = Literal["in_programme", "no_evidence", "no_news"]
NATIONAL = frozenset(
    ("seleksi", "mou", "dewan-tim", "komitmen", "bimtek-1", "bimtek-2", "bimtek-3", "bimtek-4", "evaluation")
)
"""Steps that only those take who are in the national programme; apps, plans and agreements with vendors anybody has."""


@dataclass(frozen=True)
class PlaceLedger:
    """One regency, the province as its own scope, or (place None) what could be given to no place.

    `state`: `in_programme` = a step of the national programme was reported as taken or under way; `no_evidence` = there
    is relevant news, none of it of such a step: not in the national programme, as far as can be seen; `no_news`.
    """

    place: str | None
    state: ProgrammeState
    in_programme_since: date | None
    """Day of the earliest such step."""
    articles: int
    """Relevant articles of the place, whether they report a step or not."""
    steps: tuple[Step, ...]

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready; instants in WIB."""
        return {
            "place": self.place,
            "state": self.state,
            "in_programme_since": self.in_programme_since.isoformat() if self.in_programme_since else None,
            "articles": self.articles,
            "steps": [step_as_dict(step) for step in self.steps],
        }


def make_ledger(engine: Engine, catalogue: Catalogue) -> list[PlaceLedger]:
    """Every regency in the order of the ministry's codes, then the province, then (if any) what has no place.

    Steps are in order of the day they are of, undated ones by the day of their first report.
    """
    with engine.connect() as connection:
        mentions = [_mention(row) for row in connection.execute(text(_MENTIONS))]
        counts = {row.place: row.articles for row in connection.execute(text(_COUNTS))}
    steps = make_steps(mentions)
    ordered = sorted(catalogue.regencies.values(), key=lambda regency: regency.kemendagri_code)
    places = [*(regency.slug for regency in ordered), PROVINCE_ROW]
    found = [_place_ledger(place, steps, counts.get(place, 0)) for place in places]
    unplaced = tuple(step for step in steps if step.place not in places)
    return [*found, *([PlaceLedger(None, "no_evidence", None, 0, unplaced)] if unplaced else [])]


def step_as_dict(step: Step) -> dict[str, Any]:
    """JSON-ready, its reports with it."""
    return {
        "kind": step.kind,
        "status": step.status,
        "date": step.event_on.isoformat() if step.event_on else None,
        "programme": step.programme,
        "articles": step.articles,
        "outlets": step.outlets,
        "is_corrected": step.is_corrected,
        "sentence": step.sentence,
        "reports": [
            {
                "status": report.status,
                "date": report.event_on.isoformat() if report.event_on else None,
                "reported_at": report.reported_at.astimezone(WIB).isoformat(),
                "articles": list(report.article_ids),
                "outlets": list(report.outlets),
                "title": report.title,
                "sentence": report.sentence,
                "is_corrected": report.is_corrected,
                "is_superseded": report in step.superseded,
            }
            for report in step.reports
        ],
    }


def _place_ledger(place: str, steps: Iterable[Step], articles: int) -> PlaceLedger:
    own = tuple(step for step in steps if step.place == place)
    taken = list(_national_days(own))
    # The province takes no part itself: what is reported of it is of its regencies.
    if place != PROVINCE_ROW and taken:
        return PlaceLedger(place, "in_programme", min(taken), articles, own)
    return PlaceLedger(place, "no_evidence" if articles else "no_news", None, articles, own)


def _national_days(steps: Iterable[Step]) -> Iterator[date]:
    for step in steps:
        if step.kind in NATIONAL and step.status != "planned":
            yield step.event_on or wib_date(step.reports[0].reported_at)


def _mention(row: Any) -> Mention:
    reported_at: datetime = row.reported_at
    return Mention(
        place=row.regency or (row.places[0] if len(row.places) == 1 else None),
        kind=row.kind,
        status=row.status,
        event_on=row.event_on,
        programme=row.programme,
        sentence=row.sentence,
        score=row.score,
        is_corrected=row.correction_id is not None,
        story=row.story,
        article_id=row.article_id,
        title=row.title,
        outlet=row.outlet,
        reported_at=reported_at,
    )


_MENTIONS = """
    SELECT m.kind, m.status, m.regency, m.event_on, m.programme, m.sentence, m.score, m.correction_id,
        coalesce(a.story_id, -a.id) AS story, a.id AS article_id, a.title, a.outlet,
        coalesce(a.published_at, a.first_seen_at) AS reported_at,
        CASE WHEN a.scope = 'province' THEN ARRAY['province'] ELSE a.regencies END AS places
    FROM milestone m JOIN article a ON a.id = m.article_id WHERE a.is_relevant
    ORDER BY reported_at, a.id, m.id
"""
_COUNTS = """
    SELECT place, count(*) AS articles FROM article a
    CROSS JOIN LATERAL unnest(CASE WHEN a.scope = 'province' THEN ARRAY['province'] ELSE a.regencies END) AS place
    WHERE a.is_relevant GROUP BY place
"""
