"""kill -9 of a whole night, parent and children at one instant, at random points; the next night must make it good.

The farm's pages are different on every visit, so that a page fetched and stored twice shows.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Row as Record

from bench.harvest.nights import Night, RunningNight, load_pages, run_night
from bench.harvest.processes import kill_tree
from bench.harvest.recall import count_doubled, missing_and_wrong
from bench.harvest.stage import FarmProcess, Stage
from bench.harvest.table import Row
from models.archive import Pointer, read_response
from models.errors import ProjectError
from models.settings import Settings

_KILLS = 25
_MOST_SECONDS_LATE = 0.06
"""A little more than the farm's latency: so the kill falls anywhere between two requests."""
_COMPLETE = ("ok", "nothing_new")


class Point(NamedTuple):
    """When a night is killed: so many seconds after its n-th request was answered."""

    requests: int
    seconds_late: float


@dataclass
class Trial:
    """One killed night and the one after it."""

    requests_before_kill: int
    kept_before: int
    night: Night
    lost: int
    doubled: int
    asked_again: int
    """Requests of the second night for articles the first one had answers for but had not stored."""
    is_archive_whole: bool
    unreadable: int

    @property
    def is_complete(self) -> bool:
        """Whether the second night ended well, all its sources too."""
        states = {source["state"] for source in self.night.sources.values()}
        return self.night.report["state"] == "done" and states <= set(_COMPLETE)


def measure(stage: Stage, is_full: bool) -> Iterator[Row]:
    """25 kills; the points are drawn from the requests an undisturbed night makes."""
    with FarmProcess(hosts=10, posts=12, has_counters=True) as farm:
        trials = list(run_trials(stage, farm, list(_draw_points(stage, farm))))
    points = sorted(trial.requests_before_kill for trial in trials)
    yield Row("requests answered when the kill came", "", ", ".join(map(str, points)))
    kept = sorted(trial.kept_before for trial in trials)
    yield Row("pages stored when the kill came", "", f"{kept[0]} to {kept[-1]}, middle {kept[len(kept) // 2]}")
    complete, whole = sum(trial.is_complete for trial in trials), sum(trial.is_archive_whole for trial in trials)
    lost, doubled = sum(trial.lost for trial in trials), sum(trial.doubled for trial in trials)
    unreadable = sum(trial.unreadable for trial in trials)
    yield Row("nights complete", f"{_KILLS} of {_KILLS}", f"{complete} of {_KILLS}", complete == _KILLS)
    yield Row("articles lost", "0", str(lost), lost == 0)
    yield Row("articles doubled", "0", str(doubled), doubled == 0)
    yield Row("archives that pass warcio check", f"{_KILLS}", str(whole), whole == _KILLS)
    yield Row("stored pages that cannot be read back", "0", str(unreadable), unreadable == 0)
    again = sum(trial.asked_again for trial in trials) / len(trials)
    yield Row("article pages asked for again, per kill", "", f"{again:.1f} of 120 articles")


def run_trials(stage: Stage, farm: FarmProcess, points: Sequence[Point]) -> Iterator[Trial]:
    """Kill a night at each of these points and run the next one."""
    catalogue = stage.write_catalogue(farm)
    for point in points:
        yield _try(stage, farm, catalogue, point)


def _draw_points(stage: Stage, farm: FarmProcess) -> Iterator[Point]:
    run_night(stage.make_settings(), stage.write_catalogue(farm))
    total, chance = farm.count(), random.Random(farm.plan.seed)
    for _ in range(_KILLS):
        yield Point(chance.randrange(total), chance.uniform(0, _MOST_SECONDS_LATE))


def _try(stage: Stage, farm: FarmProcess, catalogue: Path, point: Point) -> Trial:
    settings, began = stage.make_settings(), farm.count()
    _kill_night(RunningNight(settings, catalogue), farm, began + point.requests, point.seconds_late)
    killed = farm.count()
    before = load_pages(settings)
    night = run_night(settings, catalogue)
    pages, visits = load_pages(settings), farm.visits(began)
    first = {(visit.host, visit.target) for visit in visits[: killed - began] if visit.status == 200}
    again = [visit for visit in visits[killed - began :] if (visit.host, visit.target) in first]
    return Trial(
        requests_before_kill=killed - began,
        kept_before=len(before),
        night=night,
        lost=missing_and_wrong(farm, pages)[1],
        doubled=count_doubled(farm, pages),
        asked_again=sum(farm.site.judge(visit.host, visit.target) is not None for visit in again),
        is_archive_whole=check_archive(settings),
        unreadable=sum(not _is_readable(settings, page) for page in pages),
    )


def _kill_night(running: RunningNight, farm: FarmProcess, at: int, late: float) -> None:
    """Kill it once the farm has answered so many requests; one that needs no more is killed at its end."""
    while farm.count() < at and running.is_alive:
        time.sleep(0.005)
    time.sleep(late)
    kill_tree(running.pid)
    running.bury()


def check_archive(settings: Settings, most: int = 1000) -> bool:
    """Whether every archive file is closed, and the files, `most` of them, pass `warcio check`."""
    files = sorted(path for path in settings.archive_dir.rglob("*") if path.is_file())
    if not all(path.name.endswith(".warc.gz") for path in files):
        return False
    chosen = files[:: max(1, -(-len(files) // most))]
    checked = subprocess.run([sys.executable, "-m", "warcio.cli", "check", *map(str, chosen)], capture_output=True)
    return checked.returncode == 0


def _is_readable(settings: Settings, page: Record[Any]) -> bool:
    try:
        return read_response(settings.archive_dir, Pointer(page.warc_file, page.warc_offset)).status == 200
    except ProjectError:
        return False
