"""Search quality on BEIR-style folders, beside a reference BM25 library and PostgreSQL's own ts_rank in the same run.

Whole documents are ranked by the peers; Pantau ranks passages and takes each document's best one.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from bench.scratch import open_scratch
from bench.search.peers import Run, rank_bm25s, rank_ts
from pipelines.embedder import BundledEmbedder
from serving.evaluation import evaluate_search, load_queries
from serving.evaluation import measure as measure_run

Rank = Callable[[dict[str, str], dict[str, str]], Run]


def measure(data: Path) -> None:
    """One table per folder under `data`/retrieval."""
    folders = sorted((data / "retrieval").glob("*/corpus.jsonl"))
    if not folders:
        print(f"passed over: no */corpus.jsonl under {data / 'retrieval'}")
        return
    with open_scratch() as (engine, _):
        for corpus in folders:
            _bench_folder(engine, corpus.parent)


def _bench_folder(engine: Engine, folder: Path) -> None:
    splits = ("test", "valid") if '"split"' in (folder / "queries.jsonl").open(encoding="utf-8").readline() else ()
    documents = {row["_id"]: f"{row.get('title', '')}\n{row['text']}" for row in _rows(folder / "corpus.jsonl")}
    queries, judged = load_queries(folder, splits)
    peers: dict[str, Rank] = {"bm25s": rank_bm25s, "ts_rank": partial(rank_ts, engine)}
    results = {}
    for name, rank in peers.items():
        started = time.monotonic()
        results[name] = measure_run(judged, rank(documents, queries)) | {"seconds": time.monotonic() - started}
    started = time.monotonic()
    ours = evaluate_search(engine, BundledEmbedder(), folder, ("keyword", "semantic", "hybrid"), splits)
    results |= {f"pantau {mode}": found for mode, found in ours.items()}
    print(
        f"{folder.name}: {len(documents)} documents, {len(queries)} queries ({', '.join(splits) or 'all'});"
        f" Pantau in all {time.monotonic() - started:.0f} s"
    )
    reference = results["bm25s"]["nDCG@10"]
    for name, found in results.items():
        shown = "  ".join(f"{measure_} {value:.4f}" for measure_, value in found.items() if measure_ != "seconds")
        print(f"  {name:<16} {shown}  ({found['nDCG@10'] / reference:.3f} x bm25s)", flush=True)


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
