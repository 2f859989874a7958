"""Pages a second and core: processor time of each page at its best of three rounds, everybody in the same run.

Target: at least 40 pages a second and core with a reader, on the given pages, which are real ones of 30 to 200 kB.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.harvest.table import Row, show
from bench.reading.pages import TruePage, load_sets
from bench.reading.systems import READER, Missing, read_with_all

ROUNDS = 3
LEAST = 40.0


def measure(data: Path) -> None:
    """Both sets of pages."""
    for name, pages in load_sets(data):
        kilobytes = sum(len(page.markup) for page in pages) / len(pages) / 1000
        print(f"  {len(pages)} {name} pages of {kilobytes:.0f} kB")
        show(_rows(pages))


def _rows(pages: Sequence[TruePage]) -> Iterator[Row]:
    for result in read_with_all(pages, ROUNDS):
        if isinstance(result, Missing):
            yield Row(result.system, "", result.why)
            continue
        rate, slowest = len(pages) / sum(result.seconds), max(result.seconds)
        value = f"{rate:.1f} pages/s/core, slowest page {slowest * 1000:.0f} ms"
        if result.system == READER:
            yield Row(result.system, f">= {LEAST:.0f}", value, rate >= LEAST)
        else:
            yield Row(result.system, "", value)
