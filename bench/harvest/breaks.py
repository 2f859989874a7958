"""Six ways a source breaks, on outlets of several shapes: is it named the next night, and made good once mended?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from bench.harvest.nights import Night, load_pages, run_night
from bench.harvest.recall import find_missing, missing_and_wrong
from bench.harvest.shapes import SHAPES
from bench.harvest.site import SLOW_SECONDS
from bench.harvest.stage import FarmProcess, Stage
from bench.harvest.table import Row
from models.settings import Settings

_CAP = 20
_NEW_POSTS = 30
"""More than the cap, and slow ones more than the time."""


class _Break(NamedTuple):
    way: str
    mode: str
    shape: str
    state: str


_BREAKS = tuple(
    _Break(way, mode, shape, state)
    for way, state, modes, shapes in (
        ("host down", "unreachable", ("down",), ("umpan", "peta", "tribun")),
        ("403", "blocked", ("forbidden",), ("rest", "umpan", "tribun")),
        ("robots.txt denies all", "denied_by_robots", ("denied",), ("umpan", "antara", "drupal")),
        ("listing changed: links gone", "layout_changed", ("layout_gone",), ("tribun", "portal", "drupal", "daftar")),
        ("listing changed: other addresses", "layout_changed", ("layout_moved",), ("tribun", "portal", "daftar")),
        ("feed broken", "feed_broken", ("error_text", "error_page", "empty"), ("umpan", "antara", "peta", "rest")),
    )
    for mode in modes
    for shape in shapes
)
_PATCHY = ("umpan", "peta", "tribun", "antara", "drupal", "portal", "daftar")
_OVERLAP_DAYS = 3
"""So far back a second night looks."""


def measure(stage: Stage, is_full: bool) -> Iterator[Row]:
    """Outlets that break, outlets that are only quiet, outlets some of whose articles fail.

    `is_full`: one that is too slow as well, which takes ten minutes.
    """
    yield from _measure_breaks(stage, is_full)
    yield _measure_quiet(stage)
    yield from _measure_patchy(stage)


def _measure_breaks(stage: Stage, is_full: bool) -> Iterator[Row]:
    """Night one: all well. Two: broken. Three: mended, with new articles."""
    shapes = (*(one.shape for one in _BREAKS), *SHAPES)
    with FarmProcess(hosts=len(shapes), posts=20, hidden=_NEW_POSTS, shapes=shapes, latency_seconds=0.01) as farm:
        settings, catalogue = stage.make_settings(), stage.write_catalogue(farm)
        broken = dict(zip((outlet.host for outlet in farm.outlets), _BREAKS, strict=False))
        run_night(settings, catalogue)
        for host, one in broken.items():
            farm.set_mode(host, one.mode)
        second = run_night(settings, catalogue)
        yield from _judge_broken(farm, second, broken)
        yield _judge_healthy("healthy outlets beside them called broken", second, farm)
        farm.publish()
        for host in broken:
            farm.set_mode(host, "ok")
        yield _judge_over_budget(farm, settings, catalogue, is_full)
        run_night(settings, catalogue)
        wanted, missing, _ = missing_and_wrong(farm, load_pages(settings), with_hidden=True)
        yield Row("articles missing once all is mended", "0", f"{missing} of {wanted}", missing == 0)


def _measure_quiet(stage: Stage) -> Row:
    """The newest article is older than the second night looks back: nothing new, and nothing wrong."""
    began_at = datetime.now(UTC).replace(microsecond=0) - timedelta(days=_OVERLAP_DAYS + 2)
    with FarmProcess(hosts=len(SHAPES), posts=10, latency_seconds=0.01, began_at=began_at.isoformat()) as farm:
        settings, catalogue = stage.make_settings(), stage.write_catalogue(farm)
        run_night(settings, catalogue)
        return _judge_healthy("outlets without news for five days called broken", run_night(settings, catalogue), farm)


def _measure_patchy(stage: Stage) -> Iterator[Row]:
    """Every third article fails in the first night and is there again in the second."""
    with FarmProcess(hosts=len(_PATCHY), posts=100, shapes=_PATCHY, latency_seconds=0.01) as farm:
        settings, catalogue = stage.make_settings(), stage.write_catalogue(farm)
        for mode in ("patchy", "ok"):
            for outlet in farm.outlets:
                farm.set_mode(outlet.host, mode)
            run_night(settings, catalogue)
        lacking = find_missing(farm, load_pages(settings))
    then = datetime.fromisoformat(farm.plan.began_at) - timedelta(days=_OVERLAP_DAYS)
    young = {
        outlet.id: sum(outlet.by_number[n].published_at > then for n in lacking[outlet.id]) for outlet in farm.outlets
    }
    yield _judge_lacking(f"failed one night, missing after the next: <= {_OVERLAP_DAYS} days old", young)
    yield _judge_lacking("the same of any age", {name: len(numbers) for name, numbers in lacking.items()})


def _judge_lacking(name: str, counts: dict[str, int]) -> Row:
    said = ", ".join(f"{source_id} {count}" for source_id, count in counts.items() if count)
    total = sum(counts.values())
    return Row(name, "0", f"{total} {said}".strip(), total == 0)


def _judge_broken(farm: FarmProcess, night: Night, broken: dict[str, _Break]) -> Iterator[Row]:
    ways: dict[str, list[tuple[_Break, dict[str, str]]]] = {}
    for host, one in broken.items():
        ways.setdefault(one.way, []).append((one, night.sources[farm.site.outlets[host].id]))
    for way, found in ways.items():
        wrong = [(one, source) for one, source in found if source["state"] != one.state]
        said = "; ".join(f"{one.shape} {one.mode}: {source['state']} ({source['reason']})" for one, source in wrong)
        value = f"{len(found) - len(wrong)} of {len(found)} named"
        yield Row(way, found[0][0].state, f"{value} {said}".strip(), not wrong)


def _judge_healthy(name: str, night: Night, farm: FarmProcess) -> Row:
    """The last outlets of the farm, one of each shape."""
    healthy = [night.sources[outlet.id] for outlet in farm.outlets[-len(SHAPES) :]]
    bad = [source for source in healthy if source["state"] not in ("ok", "nothing_new")]
    said = "; ".join(f"{source['source_id']}: {source['state']} ({source['reason']})" for source in bad)
    return Row(name, "0", f"{len(bad)} of {len(healthy)} {said}".strip(), not bad)


def _judge_over_budget(farm: FarmProcess, settings: Settings, catalogue: Path, is_full: bool) -> Row:
    """Two outlets have more new articles than their night holds: by the cap of requests, or by time."""
    chosen = [outlet for outlet in farm.outlets[-len(SHAPES) :] if outlet.shape in ("umpan", "portal")]
    ids = [outlet.id for outlet in chosen]
    if not is_full:
        capped = settings.model_copy(update={"max_requests_per_source": _CAP})
        return _judge_states(f"more than {_CAP} requests can do", run_night(capped, catalogue, ids))
    for outlet in chosen:
        farm.set_mode(outlet.host, "slow")
    night = run_night(settings, catalogue, ids)
    for outlet in chosen:
        farm.set_mode(outlet.host, "ok")
    return _judge_states(f"{SLOW_SECONDS:g} s for each answer", night)


def _judge_states(way: str, night: Night) -> Row:
    wrong = [source for source in night.sources.values() if source["state"] != "over_budget"]
    said = "; ".join(f"{source['source_id']}: {source['state']} ({source['reason']})" for source in wrong)
    count = len(night.sources)
    return Row(way, "over_budget", f"{count - len(wrong)} of {count} named {said}".strip(), not wrong)
