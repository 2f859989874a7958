"""Time and memory of grouping: ten thousand articles at once, and those of one night among a hundred thousand."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from bench.scratch import open_scratch
from bench.stories.crowd import A_DAY, fill, make_crowd
from models.database import open_database
from models.settings import Settings
from pipelines.stories import STORY_VERSION, group_stories

MANY = 10_000
NIGHT = 300
KEPT = 100_000
_LATE = 10
"""Of one night's articles every tenth is older, by up to `_MOST_LATE`."""
_MOST_LATE = timedelta(days=3)


def measure() -> None:
    """Print both times beside their targets."""
    with open_scratch() as (engine, settings):
        fill(engine, list(make_crowd(MANY, seed=1)), has_stories=False)
        _show(f"{MANY} articles grouped", _run(settings), 60)
    with open_scratch() as (engine, settings):
        kept = [row | {"deduplicate_version": STORY_VERSION} for row in make_crowd(KEPT, seed=1)]
        fill(engine, kept, has_stories=True)
        fill(engine, _make_night(kept), has_stories=False)
        _analyze(engine)
        _show(f"{NIGHT} new ones joined to {KEPT}", _run(settings), 10)


def _make_night(kept: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Articles of the last day kept, half of them about its events, and some that were found late."""
    fresh = list(make_crowd(NIGHT, seed=2))
    shift = timedelta(days=(KEPT - NIGHT) / A_DAY)
    for number, (row, old) in enumerate(zip(fresh, kept[-NIGHT:], strict=True)):
        row["published_at"] += shift
        if number % 2:
            row |= {"title": old["title"], "body": old["body"] + "\n\n(red)", "content_hash": f"{number}"}
        if number % _LATE == 0:
            row["published_at"] -= _MOST_LATE * number / NIGHT
    return fresh


def _analyze(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ANALYZE article"))


def _run(settings: Settings) -> dict[str, Any]:
    """Group in a process of its own, as every night does; what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.stories.speed", str(settings.home)], capture_output=True, text=True, check=True
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _show(name: str, told: dict[str, Any], most: float) -> None:
    print(
        f"{name:<34}{told['seconds']:>7.1f} s wall{told['cpu']:>7.1f} s CPU{told['megabytes']:>7.0f} MB"
        f"   target {most} s   {told['new']} stories new, {told['joined']} articles joined",
        flush=True,
    )


def main() -> None:
    """Group what waits in the installation whose home is given; time and peak memory as JSON."""
    engine = open_database(Settings.model_validate({"home": sys.argv[1]}))
    started, cpu = time.monotonic(), time.process_time()
    counts = group_stories(engine)
    used = {"seconds": time.monotonic() - started, "cpu": time.process_time() - cpu}
    print(json.dumps({**counts, **used, "megabytes": _read_peak()}))


def _read_peak() -> float:
    """Most memory this process held at a time, in MB. `getrusage` would count what the parent held when it forked."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()
