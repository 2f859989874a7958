"""Milliseconds of a hybrid search in the embedded server, of the REST API before it, and of other stores beside it.

100,000 passages, or 1,000,000 with `--full`; targets for p95: 30 and 90 ms, and 60 ms through the warm API. Two figures
each: as it was, and less the waits for a processor (`stopwatch.py`), which other work on the machine causes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, text

from bench.scratch import open_scratch
from bench.search import api_clients, filled, latency_beside
from bench.search.asked import choose_filters, make_queries
from bench.search.recombined import Sentences
from bench.search.stopwatch import Lap, load_now, percentiles, time_act
from models.catalogue import Catalogue
from models.settings import Settings
from models.store.articles import ArticleValues, save_articles
from pipelines.concepts import concept_finder
from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder
from serving.search import Filters, Knowledge, SearchRequest, search

USUAL, FULL = 100_000, 1_000_000
QUERIES = 400
CLIENTS = 8
TARGETS = {USUAL: 0.030, FULL: 0.090}
API_TARGET = 0.060
_ADDED = 500
_WARMING = 400
"""Other queries asked beforehand: what is measured is a server that has been at work for a while."""
_FRESH = {"tag_version": 0, "embed_version": 0, "deduplicate_version": 0}


@dataclass
class Bench:
    """What every measurement needs: a filled store and queries."""

    engine: Engine
    settings: Settings
    data: Path
    count: int
    queries: list[str]
    warming: list[str]

    def __post_init__(self) -> None:
        self.catalogue = Catalogue(filled.PROVINCE)
        self.knowledge = Knowledge(self.catalogue)
        self.embedder = BundledEmbedder()

    def ask(self, query: str, filters: Filters | None = None, has_facets: bool = False) -> object:
        """One search, as the command line and the API do it."""
        request = SearchRequest(query, filters or Filters(), has_facets=has_facets)
        return search(self.engine, lambda: self.embedder, request, self.knowledge)


def measure(data: Path) -> None:
    """Fill a store in a scratch home, then everything."""
    if not list(data.glob("retrieval/*/corpus.jsonl")):
        print(f"passed over: no retrieval/*/corpus.jsonl under {data}")
        return
    count = FULL if "--full" in sys.argv else USUAL
    with open_scratch() as (engine, settings):
        report_building(filled.fill(engine, data, count), count)
        queries = make_queries(data, Catalogue(filled.PROVINCE), QUERIES + _WARMING)
        report_all(Bench(engine, settings, data, count, queries[:QUERIES], queries[QUERIES:]), settings.home.parent)


def report_building(steps: dict[str, float], count: int) -> None:
    """How long it took to fill the store."""
    print(f"{count:,} passages in {sum(steps.values()):.0f} s ({load_now()})")
    print("  " + ", ".join(f"{name} {seconds:.0f} s" for name, seconds in steps.items() if seconds >= 1))


def report_all(bench: Bench, place: Path) -> None:
    """Sizes, searches one after another and at once, the API, the peers, and at last how fast rows go in."""
    print("  " + ", ".join(f"{name} {size / 2**20:,.0f} MB" for name, size in filled.sizes(bench.engine).items()))
    ours = report_searches(bench)
    report_clients(bench)
    api_clients.report(bench.engine, bench.settings.home, bench.queries, CLIENTS, API_TARGET)
    latency_beside.report(bench.engine, bench.queries, bench.embedder, ours, place)
    report_inserts(bench)


def report_searches(bench: Bench) -> list[float]:
    """One after another; quiet seconds of those without filters."""
    process_id = _keep_one_connection(bench.engine)
    for number, query in enumerate(bench.warming):
        bench.ask(query, choose_filters(bench.catalogue, number) if number % 2 else None)
    plain: list[Lap] = []
    for name, has_filters, has_facets in (
        ("hybrid", False, False),
        ("with filters", True, False),
        ("with facets", False, True),
    ):
        laps = []
        for number, query in enumerate(bench.queries):
            filters = choose_filters(bench.catalogue, number) if has_filters else None
            laps.append(time_act(partial(bench.ask, query, filters, has_facets), [process_id]))
        _show(name, laps, TARGETS.get(bench.count))
        plain = plain or laps
    return [lap.quiet for lap in plain]


def report_clients(bench: Bench) -> None:
    """Eight threads with a connection each."""
    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        walls = list(pool.map(partial(_wall, bench.ask), bench.queries))
    rate = len(walls) / (time.perf_counter() - started)
    print(
        f"  {CLIENTS} at once      {percentiles(walls)} on the wall, {rate:.0f} searches a second ({load_now()})",
        flush=True,
    )


def report_inserts(bench: Bench) -> None:
    """New articles into the full store with its indexes, by the stage of the night."""
    first = bench.count
    made = Sentences(bench.data).make(first, first + _ADDED)
    now = datetime.now(UTC)
    rows = [
        ArticleValues(
            key=f"baru.example/{one.number}", source_id="baru", url=f"https://baru.example/{one.number}", aliases=(),
            title=one.title, body="\n\n".join(one.passages), dateline=None, section=None, author=None, editor=None,
            outlet="Baru", language="id", rights="fulltext", published_at=now, published_basis="json-ld",
            is_date_inferred=False, modified_at=None, first_seen_at=now, content_hash=f"{one.number:064d}",
        )
        for one in made
    ]  # fmt: skip
    with bench.engine.begin() as connection:
        save_articles(connection, [(row, _FRESH) for row in rows])
        before = connection.scalar(text("SELECT count(*) FROM passage"))
    process_id = _keep_one_connection(bench.engine)
    concepts = concept_finder(bench.catalogue)
    lap = time_act(lambda: embed_articles(bench.engine, bench.embedder, concepts=concepts), [process_id])
    with bench.engine.connect() as connection:
        added = (connection.scalar(text("SELECT count(*) FROM passage")) or 0) - (before or 0)
    print(f"  inserted: {added:,} passages, {added / lap.quiet:.0f} a second, {added / lap.wall:.0f} on the wall")


def _keep_one_connection(engine: Engine) -> int:
    """Process of the one connection that acts one after another use from now on."""
    engine.dispose()
    with engine.connect() as connection:
        return int(connection.scalar(text("SELECT pg_backend_pid()")) or 0)


def _wall(act: Callable[[str], object], query: str) -> float:
    started = time.perf_counter()
    act(query)
    return time.perf_counter() - started


def _show(name: str, laps: list[Lap], target: float | None) -> None:
    quiet = [lap.quiet for lap in laps]
    missed = "" if target is None else f", target p95 {target * 1000:.0f}"
    wall = percentiles([lap.wall for lap in laps])
    print(f"  {name:<13} {percentiles(quiet)}{missed}; on the wall {wall} ({load_now()})", flush=True)
