"""Nights killed with kill -9, and the nights after them. At 25 random points: `python -m bench harvest:crash`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import make_url

from bench.harvest.crash import Point, Trial, run_trials
from bench.harvest.stage import FarmProcess, Stage

POINTS = (Point(9, 0.01), Point(30, 0.03))
"""Of about sixty requests a night makes."""
SHAPES = ("umpan", "tribun", "rest", "antara")


@pytest.fixture(scope="module")
def trials(
    database_server: str, make_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Trial]]:
    template = make_url(make_database()).database
    assert template is not None
    stage = Stage(tmp_path_factory.mktemp("jatuh"), database_server, template)
    # slow answers: a test that is held up for a moment still finds the night under way
    with FarmProcess(hosts=4, posts=10, shapes=SHAPES, has_counters=True, latency_seconds=0.1) as farm:
        yield list(run_trials(stage, farm, POINTS))


def test_the_night_after_a_kill_is_complete(trials: list[Trial]) -> None:
    assert len(trials) == len(POINTS)
    assert all(trial.is_complete for trial in trials), [trial.night.sources for trial in trials]


def test_nothing_is_lost_and_nothing_is_there_twice(trials: list[Trial]) -> None:
    assert [(trial.lost, trial.doubled) for trial in trials] == [(0, 0)] * len(POINTS)


def test_what_was_stored_before_the_kill_can_be_read_after_it(trials: list[Trial]) -> None:
    assert all(trial.is_archive_whole for trial in trials)
    assert [trial.unreadable for trial in trials] == [0] * len(POINTS)


def test_the_kills_fell_while_the_night_was_under_way(trials: list[Trial]) -> None:
    assert all(trial.requests_before_kill > 0 for trial in trials)
    left = [sum(source["fetched"] for source in trial.night.sources.values()) for trial in trials]
    assert any(left), "no kill came early enough to leave anything to the next night"
