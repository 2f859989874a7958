"""Six ways a source breaks, on outlets of several shapes: is it named the next night, and made good once mended?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bench.harvest.recall import find_missing
from bench.harvest.shapes import SHAPES
from bench.harvest.stage import FarmProcess, Night, Stage, load_pages, run_night
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
_PATCHY = ("umpan", "tribun", "peta", "antara", "daftar", "drupal")
"""Outlets whose every third article fails in the first night."""


def measure(stage: Stage, is_full: bool) -> Iterator[Row]:
    """Night one: all well. Two: broken. Three: mended, with new articles. `is_full`: slow for ten minutes too."""
    shapes = (*(one.shape for one in _BREAKS), *_PATCHY, *SHAPES)
    with FarmProcess(hosts=len(shapes), posts=20, hidden=_NEW_POSTS, shapes=shapes, latency_seconds=0.01) as farm:
        settings, catalogue = stage.make_settings(), stage.write_catalogue(farm)
        broken = dict(zip((outlet.host for outlet in farm.outlets), _BREAKS, strict=False))
        patchy = farm.outlets[len(_BREAKS) :][: len(_PATCHY)]
        for outlet in patchy:
            farm.set_mode(outlet.host, "patchy")
        run_night(settings, catalogue)
        for outlet in patchy:
            farm.set_mode(outlet.host, "ok")
        for host, one in broken.items():
            farm.set_mode(host, one.mode)
        second = run_night(settings, catalogue)
        yield from _judge_broken(farm, second, broken)
        yield from _judge_healthy(farm, second)
        yield _judge_patchy(farm, settings, [outlet.id for outlet in patchy])
        farm.publish()
        for host in broken:
            farm.set_mode(host, "ok")
        yield from _judge_over_budget(farm, settings, stage, is_full)
        run_night(settings, catalogue)
        left_out = {outlet.id for outlet in patchy}
        lacking = find_missing(farm, load_pages(settings), with_hidden=True)
        missing = sum(len(numbers) for name, numbers in lacking.items() if name not in left_out)
        yield Row("articles of the others missing once all is mended", "0", str(missing), missing == 0)


def _judge_broken(farm: FarmProcess, night: Night, broken: dict[str, _Break]) -> Iterator[Row]:
    ways: dict[str, list[tuple[_Break, dict[str, str]]]] = {}
    for host, one in broken.items():
        ways.setdefault(one.way, []).append((one, night.sources[farm.site.outlets[host].id]))
    for way, found in ways.items():
        wrong = [(one, source) for one, source in found if source["state"] != one.state]
        said = "; ".join(f"{one.shape} {one.mode}: {source['state']} ({source['reason']})" for one, source in wrong)
        value = f"{len(found) - len(wrong)} of {len(found)} named"
        yield Row(way, found[0][0].state, f"{value} {said}".strip(), not wrong)


def _judge_healthy(farm: FarmProcess, night: Night) -> Iterator[Row]:
    healthy = [night.sources[outlet.id] for outlet in farm.outlets[-len(SHAPES) :]]
    bad = [source for source in healthy if source["state"] not in ("ok", "nothing_new")]
    said = "; ".join(f"{source['source_id']}: {source['state']}" for source in bad)
    yield Row("healthy outlets beside them called broken", "0", f"{len(bad)} of {len(healthy)} {said}".strip(), not bad)


def _judge_patchy(farm: FarmProcess, settings: Settings, ids: list[str]) -> Row:
    """What failed in one night must be had in the next, whatever "not modified" and the window say."""
    lacking = {name: found for name, found in find_missing(farm, load_pages(settings)).items() if name in ids and found}
    said = ", ".join(f"{name} {len(numbers)}" for name, numbers in lacking.items())
    total = sum(map(len, lacking.values()))
    return Row("articles that failed one night, missing after the next", "0", f"{total} {said}".strip(), total == 0)


def _judge_over_budget(farm: FarmProcess, settings: Settings, stage: Stage, is_full: bool) -> Iterator[Row]:
    catalogue = stage.write_catalogue(farm)
    chosen = [outlet for outlet in farm.outlets[-len(SHAPES) :] if outlet.shape in ("umpan", "portal")]
    ids = [outlet.id for outlet in chosen]
    if is_full:
        for outlet in chosen:
            farm.set_mode(outlet.host, "slow")
        yield _judge_states("slower than the time it has", run_night(settings, catalogue, ids))
        for outlet in chosen:
            farm.set_mode(outlet.host, "ok")
    else:
        capped = settings.model_copy(update={"max_requests_per_source": _CAP})
        yield _judge_states(f"more than {_CAP} requests can do", run_night(capped, catalogue, ids))


def _judge_states(way: str, night: Night) -> Row:
    wrong = [source for source in night.sources.values() if source["state"] != "over_budget"]
    said = "; ".join(f"{source['source_id']}: {source['state']} ({source['reason']})" for source in wrong)
    count = len(night.sources)
    return Row(way, "over_budget", f"{count - len(wrong)} of {count} named {said}".strip(), not wrong)
