"""Articles a second and processor time a page, without pauses, beside other crawlers on the same farm in the same run.

Every article is one request here: no REST answers, no headlines, no parts. Whole processes are timed, from start to
end; where the Python of news-please comes from is said in `bench/interpreters.py`; without one it is passed over.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.harvest.nights import load_pages, run_night
from bench.harvest.processes import cpu_seconds
from bench.harvest.stage import ROOT, FarmProcess, Stage
from bench.harvest.table import Row
from bench.harvest.visits import Visit
from bench.interpreters import find_python, why_missing

_ROUNDS = 3
_SAMPLE = 200
"""Addresses the slow peers are asked for."""


class _Trial(NamedTuple):
    """One crawl: articles had, wall seconds, seconds from the first request to the last answer, processor seconds."""

    articles: int
    seconds: float
    busy_seconds: float
    cpu_seconds: float

    @property
    def rate(self) -> float:
        return self.articles / self.seconds

    @property
    def busy_rate(self) -> float:
        return self.articles / self.busy_seconds


class _Round(NamedTuple):
    """One after the other, so that they meet the same machine."""

    pantau: _Trial
    polite: _Trial
    default: _Trial


def measure(stage: Stage, is_full: bool) -> Iterator[Row]:
    """Pantau and the two Scrapys in turn, three times; the slow peers once, on a sample unless `is_full`."""
    with FarmProcess(has_parts=False, is_each_page_asked=True) as farm:
        urls = [url for outlet in farm.outlets for url in farm.site.addresses(outlet)]
        random.Random(farm.plan.seed).shuffle(urls)
        _run_peer(farm, "scrapy-polite", urls)  # the farm makes its pages when they are first asked for
        server = cpu_seconds(stage.server_pid)
        rounds = [_run_round(stage, farm, urls) for _ in range(_ROUNDS)]
        server = cpu_seconds(stage.server_pid) - server
        yield from _tell("pantau, with archive and store", [one.pantau for one in rounds])
        yield from _tell("scrapy, one request per host, bare", [one.polite for one in rounds])
        yield from _tell("scrapy, default concurrency, bare", [one.default for one in rounds])
        yield from _compare_with_scrapy(rounds)
        pages = sum(one.pantau.articles for one in rounds)
        yield Row("CPU of PostgreSQL a page", "", f"{server / pages * 1000:.2f} ms")
        rate = median(one.pantau.rate for one in rounds)
        yield from _compare_with_slow_peers(farm, urls if is_full else urls[:_SAMPLE], rate)


def _run_round(stage: Stage, farm: FarmProcess, urls: list[str]) -> _Round:
    ours = _run_pantau(stage, farm)
    return _Round(ours, _run_peer(farm, "scrapy-polite", urls), _run_peer(farm, "scrapy", urls))


def _run_pantau(stage: Stage, farm: FarmProcess) -> _Trial:
    settings, catalogue, before = stage.make_settings(), stage.write_catalogue(farm), farm.count()
    night = run_night(settings, catalogue)
    articles = len({page.key for page in load_pages(settings)})
    return _Trial(articles, night.seconds, _busy(farm.visits(before)), night.cpu_seconds)


def _run_peer(farm: FarmProcess, name: str, urls: list[str], python: str = sys.executable) -> _Trial:
    before, began = farm.count(), time.monotonic()
    command = [python, "-I", "-W", "ignore", str(Path(__file__).with_name("peers.py")), name]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(urls))
    process.stdin.close()
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode:
        raise RuntimeError(f"{name} ended with {process.returncode}")
    seconds, cpu = time.monotonic() - began, usage.ru_utime + usage.ru_stime
    return _Trial(int(said.split()[-1]), seconds, _busy(farm.visits(before)), cpu)


def _busy(visits: list[Visit]) -> float:
    return max(visit.ended for visit in visits) - min(visit.began for visit in visits)


def _tell(name: str, trials: list[_Trial]) -> Iterator[Row]:
    rate, busy = median(trial.rate for trial in trials), median(trial.busy_rate for trial in trials)
    cpu = median(trial.cpu_seconds / trial.articles for trial in trials) * 1000
    spread = f" ({min(t.rate for t in trials):.0f}-{max(t.rate for t in trials):.0f})" if len(trials) > 1 else ""
    value = f"{rate:.1f}/s{spread}; {busy:.1f}/s while asking; CPU {cpu:.1f} ms a page"
    yield Row(f"{name}: {trials[0].articles} articles", "", value)


def _compare_with_scrapy(rounds: list[_Round]) -> Iterator[Row]:
    """The rounds' ratios, so that what slows the machine slows both."""
    polite = [one.pantau.rate / one.polite.rate for one in rounds]
    busy = [one.pantau.busy_rate / one.polite.busy_rate for one in rounds]
    default = [one.pantau.rate / one.default.rate for one in rounds]
    holds = median(polite) >= 0.6
    yield Row("pantau : scrapy with one request per host", ">= 0.6 x", _say_ratios(polite), holds)
    yield Row("the same from first request to last answer", "", _say_ratios(busy))
    yield Row("pantau : scrapy with default concurrency", "", _say_ratios(default))


def _say_ratios(ratios: list[float]) -> str:
    return f"{median(ratios):.2f} x ({min(ratios):.2f}-{max(ratios):.2f})"


def _compare_with_slow_peers(farm: FarmProcess, urls: list[str], rate: float) -> Iterator[Row]:
    pythons = {"sequential": sys.executable, "news-please": find_python("newsplease")}
    for name, python in pythons.items():
        if python is None:
            yield Row(name, "", why_missing("newsplease"))
            continue
        trial = _run_peer(farm, name, urls, python)
        yield from _tell(name, [trial])
        yield Row(f"pantau : {name}", ">= 5 x", f"{rate / trial.rate:.1f} x", rate / trial.rate >= 5)
