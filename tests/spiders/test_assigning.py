from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import pytest
from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.settings import Settings
from models.store.pages import SourceOutcome, end_night, open_session, record_source, start_night
from spiders.assigning import FIRST_WINDOW, OVERLAP, assign, choose_sources
from spiders.job import Assignment

NOON = datetime(2026, 11, 15, 5, 0, tzinfo=UTC)
Kind = Literal["live", "replay"]


@pytest.fixture
def catalogue(make_catalogue: Callable[..., Catalogue]) -> Catalogue:
    feed = {"spider": "feed", "url": "https://contoh.id/feed/"}
    return make_catalogue({"contoh": {"homepage": "https://contoh.id", "discover": [feed]}})


def _harvest(engine: Engine, at: datetime, kind: Kind = "live", state: str = "ok", **values: Any) -> None:
    with open_session(engine) as session:
        night_id = start_night(session, kind, at)
        outcome = SourceOutcome("contoh", state, "satu kalimat", started_at=at, ended_at=at, **values)
        record_source(session, night_id, outcome)
        end_night(session, night_id, "done", None, at)


def _assign(engine: Engine, catalogue: Catalogue, kind: Kind = "live", days: int = 7, **values: Any) -> Assignment:
    settings = Settings.model_validate({"cross_check_days": days})
    chosen = choose_sources(catalogue, None, None)
    with engine.connect() as session:
        found = assign(session, settings, catalogue, chosen, kind=kind, now=NOON, since=values.get("since"))
    assert list(found) == ["contoh"]
    return found["contoh"]


def test_a_source_never_seen_is_looked_at_two_weeks_back(engine: Engine, catalogue: Catalogue) -> None:
    assignment = _assign(engine, catalogue)
    assert assignment.since == NOON - FIRST_WINDOW
    assert not assignment.is_settled


def test_later_harvests_overlap_with_the_last_complete_one(engine: Engine, catalogue: Catalogue) -> None:
    yesterday = NOON - timedelta(days=1)
    _harvest(engine, yesterday)
    assignment = _assign(engine, catalogue)
    assert assignment.since == yesterday - OVERLAP
    assert assignment.is_settled


@pytest.mark.parametrize(
    ("nights", "back", "is_settled"),
    [
        ({2: 0, 1: 1}, timedelta(days=1), False),
        ({2: 0, 1: 9}, timedelta(days=2), False),
        ({1: 9}, FIRST_WINDOW, False),
        ({30: 0, 2: 9, 1: 9}, FIRST_WINDOW, False),
        ({30: 0}, timedelta(days=30), True),
        ({30: 9}, timedelta(days=30), False),
        ({2: 9, 1: 0}, timedelta(days=1), True),
    ],
)
def test_where_many_articles_failed_the_next_harvest_looks_farther_back(
    engine: Engine, catalogue: Catalogue, nights: dict[int, int], back: timedelta, is_settled: bool
) -> None:
    for days, failed in nights.items():
        _harvest(engine, NOON - timedelta(days=days), failed=failed)
    assignment = _assign(engine, catalogue)
    assert (NOON - OVERLAP - assignment.since if assignment.since else None) == back
    assert assignment.is_settled is is_settled


def test_who_looks_farther_back_trusts_nothing(engine: Engine, catalogue: Catalogue) -> None:
    _harvest(engine, NOON - timedelta(days=1))
    since = NOON - timedelta(days=90)
    assignment = _assign(engine, catalogue, since=since)
    assert assignment.since == since
    assert not assignment.is_settled


def test_an_archive_is_read_whole_and_by_all_channels(engine: Engine, catalogue: Catalogue) -> None:
    _harvest(engine, NOON - timedelta(days=1), checked_by="sitemap")
    assignment = _assign(engine, catalogue, "replay", days=0)
    assert (assignment.since, assignment.is_settled, assignment.is_check_due) == (None, False, True)


@pytest.mark.parametrize(
    ("ago", "days", "is_due"),
    [
        (timedelta(days=7), 7, True),
        (timedelta(days=6, hours=20), 7, True),
        (timedelta(days=6), 7, False),
        (timedelta(days=1), 1, True),
        (timedelta(days=99), 0, False),
    ],
)
def test_a_check_is_due_again_after_so_many_days(
    engine: Engine, catalogue: Catalogue, ago: timedelta, days: int, is_due: bool
) -> None:
    _harvest(engine, NOON - ago, checked_by="sitemap")
    _harvest(engine, NOON - timedelta(hours=1))
    assert _assign(engine, catalogue, days=days).is_check_due is is_due


def test_a_source_never_checked_is_due(engine: Engine, catalogue: Catalogue) -> None:
    _harvest(engine, NOON - timedelta(days=1))
    _harvest(engine, NOON - timedelta(hours=1), kind="replay", checked_by="sitemap")
    assert _assign(engine, catalogue).is_check_due
    assert not _assign(engine, catalogue, days=0).is_check_due
