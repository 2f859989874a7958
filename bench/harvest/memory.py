"""Memory of the harvesting processes over one long night: does it grow with the pages?"""

from __future__ import annotations

import statistics

from bench.harvest.nights import RunningNight
from bench.harvest.processes import MemoryWatch, Sample
from bench.harvest.stage import FarmProcess, Stage
from bench.harvest.table import Row

_MEGABYTE = 1 << 20
_MOST_GROWTH = 1.15
"""Mean of the last quarter of the pages beside that of the second; the first warms up."""


def measure(stage: Stage, is_full: bool) -> list[Row]:
    """5,000 pages, or 20,000."""
    posts = 400 if is_full else 100
    with FarmProcess(posts=posts, latency_seconds=0.01, has_parts=False, is_each_page_asked=True) as farm:
        settings = stage.make_settings()
        running = RunningNight(settings, stage.write_catalogue(farm))
        with MemoryWatch(running.pid, farm.count) as watch:
            night = running.finish()
        total = farm.count()
    fetched = sum(source["fetched"] for source in night.sources.values())
    workers = [_largest_children(sample) for sample in watch.samples]
    quarters = [_mean_between(watch.samples, workers, total * n / 4, total * (n + 1) / 4) for n in range(4)]
    growth = quarters[3] / quarters[1]
    slope = (quarters[3] - quarters[1]) / (total / 2) * 1000
    peak = max(max(sample.bytes_of.values(), default=0) for sample in watch.samples) / _MEGABYTE
    shown = ", ".join(f"{size:.0f}" for size in quarters)
    return [
        Row("pages fetched", f"{posts * 50}", f"{fetched} in {night.seconds:.0f} s", fetched >= posts * 50),
        Row("memory of both children by quarter of the pages", "", f"{shown} MB"),
        Row("last quarter beside the second", f"<= {_MOST_GROWTH:g} x", f"{growth:.2f} x", growth <= _MOST_GROWTH),
        Row("growth per 1,000 pages", "", f"{slope:+.2f} MB"),
        Row("largest process", "", f"{peak:.0f} MB"),
    ]


def _largest_children(sample: Sample) -> float:
    """Megabytes of the two children: all of the tree but its root."""
    sizes = list(sample.bytes_of.values())[1:]
    return sum(sizes) / _MEGABYTE


def _mean_between(samples: list[Sample], sizes: list[float], low: float, high: float) -> float:
    chosen = [size for sample, size in zip(samples, sizes, strict=True) if low <= sample.done < high]
    return statistics.mean(chosen) if chosen else float("nan")
