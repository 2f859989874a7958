"""Body, title, date, author and leaks of every system on both sets of pages, and what ours has to reach.

Targets: with readers on the given pages body F1 >= 0.98, title and date 100 %, author >= 95 %, no leak; without a
reader a body not worse than trafilatura's. Our own frozen pages are what the readers were made with: there ours has to
be right, and the peers show what such pages are like for a stranger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import mean

from bench.harvest.table import Row, show
from bench.reading.pages import TruePage, load_sets
from bench.reading.scores import Score, score
from bench.reading.systems import FALLBACK, READER, Missing, Readings, platform_of, read_with_all

_HEADS = f"  {'system':<20}{'F1':>8}{'ROUGE-L':>9}{'title':>8}{'day':>8}{'minute':>8}{'author':>8}{'leaks/page':>12}"
_SHOWN_LEAKS = 60
FIELDS: dict[str, Callable[[Score], bool | None]] = {
    "title": lambda score: score.title,
    "day": lambda score: score.day,
    "minute": lambda score: score.minute,
    "author": lambda score: score.author,
}


def measure(data: Path) -> None:
    """Both sets, a table each, then what ours misses page by page."""
    for name, pages in load_sets(data):
        _measure_set(name, pages)


def _measure_set(name: str, pages: Sequence[TruePage]) -> None:
    print(f"  {len(pages)} {name} pages\n{_HEADS}")
    scores: dict[str, list[Score]] = {}
    for result in read_with_all(pages, rounds=1):
        if isinstance(result, Missing):
            print(f"  {result.system:<20}{result.why}")
            continue
        scores[result.system] = [score(page, got) for page, got in zip(pages, result.readings, strict=True)]
        print(_line(result.system, scores[result.system]), flush=True)
        _tell_failures(result)
    show(_judge(scores))
    for system in (READER, FALLBACK):
        _tell_misses(system, pages, scores[system])


def _line(system: str, scores: list[Score]) -> str:
    body = f"{mean(each.grams for each in scores):>8.4f}{mean(each.rouge for each in scores):>9.4f}"
    fields = "".join(f"{share(scores, field):>8.1%}" for field in FIELDS.values())
    return f"  {system:<20}{body}{fields}{mean(len(each.leaks) for each in scores):>12.2f}"


def share(scores: Sequence[Score], field: Callable[[Score], bool | None]) -> float:
    """Of the pages whose truth says it, which share is right."""
    known = [value for value in map(field, scores) if value is not None]
    return sum(known) / len(known) if known else 0.0


def _judge(scores: dict[str, list[Score]]) -> Iterator[Row]:
    ours = scores[READER]
    body = mean(each.grams for each in ours)
    yield Row("pantau: body F1", ">= 0.98", f"{body:.4f}", body >= 0.98)
    for name, field in FIELDS.items():
        got, least = share(ours, field), 0.95 if name == "author" else 1.0
        yield Row(f"pantau: {name}", f">= {least:.0%}", f"{got:.1%}", got >= least)
    leaks = sum(len(each.leaks) for each in ours)
    yield Row("pantau: lines that leak, on all pages", "0", str(leaks), leaks == 0)
    if "trafilatura" in scores:
        peer, bare = (mean(each.grams for each in scores[name]) for name in ("trafilatura", FALLBACK))
        yield Row("pantau without a reader: body F1", f">= {peer:.4f}", f"{bare:.4f}", bare >= peer)


def _tell_failures(result: Readings) -> None:
    for got in result.readings:
        if "failed" in got:
            print(f"      failed: {got['failed'][:100]}")


def _tell_misses(system: str, pages: Sequence[TruePage], scores: Sequence[Score]) -> None:
    for page, each in zip(pages, scores, strict=True):
        wrong = [name for name, field in FIELDS.items() if field(each) is False]
        wrong += [f"leak {line[:_SHOWN_LEAKS]!r}" for line in each.leaks]
        wrong += [f"body {each.grams:.3f}"] if each.grams < 0.98 else []
        if wrong:
            print(f"    {system}: {page.name} ({platform_of(page).id}): {', '.join(wrong)}")
