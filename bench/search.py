"""Search quality on BEIR-style folders, beside a reference BM25 library and PostgreSQL's own ts_rank in the same run.

Whole documents are ranked by the peers; Pantau ranks passages and takes each document's best one.
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

import bm25s
from sqlalchemy import Engine, text

from models.database import open_database
from models.server import EmbeddedServer
from models.settings import Settings
from pipelines.embedder import BundledEmbedder
from pipelines.stems import stems
from serving.evaluation import DEPTH, evaluate_search, load_queries, measure

Run = dict[str, dict[str, float]]


def run(data: Path) -> None:
    """One table per folder under `data`/retrieval."""
    folders = sorted((data / "retrieval").glob("*/corpus.jsonl"))
    if not folders:
        print(f"passed over: no */corpus.jsonl under {data / 'retrieval'}")
        return
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="pantau-bench-") as place:
        Path(place).chmod(0o755)
        settings = Settings.model_validate({"home": Path(place) / "home"})
        engine = open_database(settings)
        try:
            for corpus in folders:
                _bench_folder(engine, corpus.parent)
        finally:
            engine.dispose()
            EmbeddedServer(settings.home).stop()


def _bench_folder(engine: Engine, folder: Path) -> None:
    splits = ("test", "valid") if '"split"' in (folder / "queries.jsonl").open(encoding="utf-8").readline() else ()
    documents = {row["_id"]: f"{row.get('title', '')}\n{row['text']}" for row in _rows(folder / "corpus.jsonl")}
    queries, judged = load_queries(folder, splits)
    results = {}
    for name, rank in {"bm25s": _rank_bm25s, "ts_rank": lambda d, q: _rank_ts(engine, d, q)}.items():
        started = time.monotonic()
        results[name] = measure(judged, rank(documents, queries)) | {"seconds": time.monotonic() - started}
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


def _rank_bm25s(documents: dict[str, str], queries: dict[str, str]) -> Run:
    names = list(documents)
    index = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
    index.index([stems(document) for document in documents.values()], show_progress=False)
    asked = [stems(query) for query in queries.values()]
    found, scores = index.retrieve(asked, k=min(DEPTH, len(names)), show_progress=False)
    return {
        query: {names[i]: float(score) for i, score in zip(found[row], scores[row], strict=True) if score > 0}
        for row, query in enumerate(queries)
    }


def _rank_ts(engine: Engine, documents: dict[str, str], queries: dict[str, str]) -> Run:
    """ts_rank over the whole text, any word of the query (AND would find next to nothing)."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TEMPORARY TABLE d (id text, v tsvector) ON COMMIT DROP"))
        connection.execute(
            text("INSERT INTO d VALUES (:id, to_tsvector('indonesian', :body))"),
            [{"id": name, "body": body} for name, body in documents.items()],
        )
        connection.execute(text("CREATE INDEX ON d USING gin (v)"))
        statement = text(
            "SELECT id, ts_rank(v, q) AS score FROM d, to_tsquery('indonesian', :q) AS q WHERE v @@ q"
            f" ORDER BY score DESC LIMIT {DEPTH}"
        )
        words = {name: " | ".join(stems(query)) for name, query in queries.items() if stems(query)}
        return {
            name: {row.id: float(row.score) for row in connection.execute(statement, {"q": query})}
            for name, query in words.items()
        }


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
