"""Asking the peers of `latency_peers.py` what Pantau was asked, on the same passages, and printing the ratios."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, Engine, text

from bench.interpreters import find_python, why_missing
from bench.search.latency_peers import PEERS
from bench.search.stopwatch import load_now, percentiles
from models.store.vectors import active_model
from pipelines.embedder import Embedder

_ROOT = Path(__file__).parents[2]
_QUERIES = 100
"""Of those Pantau was asked; the slowest of the peers takes a second for each."""


def report(engine: Engine, queries: Sequence[str], embedder: Embedder, ours: Sequence[float], place: Path) -> None:
    """A line for each peer; `ours`: quiet seconds of the same queries."""
    asked, own = queries[:_QUERIES], list(ours[:_QUERIES])
    folder = place / "passages"
    folder.mkdir(parents=True, exist_ok=True)
    print(f"  beside, {len(asked)} queries: Pantau {percentiles(own)}")
    if any(find_python(module) for module, _ in PEERS.values()):
        with engine.connect() as connection:
            _write_passages(connection, folder)
        _write_queries(folder, asked, embedder)
    for name, (module, _) in PEERS.items():
        python = find_python(module)
        print(f"  {name}: " + (_ask(name, python, folder, own) if python else why_missing(module)), flush=True)


def _ask(name: str, python: str, folder: Path, own: Sequence[float]) -> str:
    with tempfile.TemporaryDirectory(dir=folder) as store:
        command = [python, "-m", "bench.search.latency_peers", name, str(folder), store]
        done = subprocess.run(
            command,
            cwd=_ROOT,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
            capture_output=True,
            check=False,
            text=True,
        )
    if done.returncode:
        return f"failed: {done.stderr.strip().splitlines()[-1]}"
    told = json.loads(done.stdout)
    quiet, walls = [lap[1] for lap in told["laps"]], [lap[0] for lap in told["laps"]]
    ratio = _p95(quiet) / _p95(own)
    return (
        f"{percentiles(quiet)} (p95 {ratio:.1f} x Pantau's); on the wall {percentiles(walls)}; built in"
        f" {told['build']:.0f} s, {told['bytes'] / 2**20:,.0f} MB ({load_now()})"
    )


def _p95(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=100, method="inclusive")[94]


def _write_passages(connection: Connection, folder: Path) -> None:
    model = active_model(connection)
    if model is None:
        raise RuntimeError("no vectors are stored")
    query = text(
        f'SELECT p.text, v.embedding::text AS vector FROM passage p JOIN "{model.vector_table}" v'
        " ON v.passage_id = p.id ORDER BY p.id"
    )
    rows = connection.execution_options(yield_per=2_000).execute(query)
    vectors = []
    with (folder / "passages.jsonl").open("w", encoding="utf-8") as file:
        for passage, vector in rows:
            file.write(json.dumps(passage) + "\n")
            vectors.append(np.fromstring(vector[1:-1], dtype=np.float32, sep=","))
    np.save(folder / "vectors.npy", np.stack(vectors))


def _write_queries(folder: Path, queries: Sequence[str], embedder: Embedder) -> None:
    lines = [json.dumps({"text": query, "vector": embedder.embed_query(query).tolist()}) for query in queries]
    (folder / "queries.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
