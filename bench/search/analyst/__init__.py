"""Pantau's search as an analyst of the province meets it: her own queries over the sample articles among many others.

Who wrote the queries, who judged them and how: README.md. `--misses` lists what hybrid search put in front of the
articles that were wanted, for development queries only: held-out ones are never looked at one by one.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bench.search.analyst.asking import ask_all
from bench.search.analyst.distractors import load_distractors
from bench.search.analyst.judged import Query, describe, load_set
from bench.search.analyst.store import load_names, load_texts, open_store
from bench.search.analyst.tables import print_misses, print_tables, print_targets
from bench.search.peers import Run
from models.catalogue import Catalogue
from pipelines.embedder import BundledEmbedder
from serving.search import Knowledge

LEAST_DISTRACTORS = 20_000


def measure(data: Path) -> None:
    """Fill the store, ask everything, print one table per measure, and hybrid beside its targets."""
    queries = load_set()
    distractors = load_distractors(data)
    if len(distractors) < LEAST_DISTRACTORS:
        print(f"only {len(distractors):,} distractors under {data}, not {LEAST_DISTRACTORS:,}: numbers flatter")
    catalogue, embedder, started = Catalogue("bangka_belitung"), BundledEmbedder(), time.monotonic()
    with open_store(catalogue, embedder, distractors) as engine:
        names = load_names(engine)
        texts = load_texts(engine, names)
        _print_store(queries, names, len(distractors), time.monotonic() - started)
        runs: dict[str, Run] = {}
        for name, run in ask_all(engine, embedder, Knowledge(catalogue), queries, names, texts):
            runs[name] = run
            print(f"asked: {name} ({time.monotonic() - started:.0f} s)", flush=True)
    print_tables(queries, runs)
    print_targets(queries, runs["hybrid"])
    if "--misses" in sys.argv:
        print_misses(queries, runs["hybrid"], {name: text.strip().split("\n", 1)[0] for name, text in texts.items()})


def _print_store(queries: list[Query], names: dict[int, str], distractor_count: int, seconds: float) -> None:
    print(describe(queries))
    wanted = {name for query in queries for name in query.judged}
    print(
        f"{len(names) - distractor_count:,} sample articles among {distractor_count:,} distractors,"
        f" ready after {seconds:.0f} s"
    )
    if lost := sorted(wanted - set(names.values())):
        print(f"judged but not in the store: {', '.join(lost)}")
