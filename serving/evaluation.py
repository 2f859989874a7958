"""Measuring search on a BEIR-style folder, in a database of its own on the same server.

Tags are measured by `pipelines/evaluate.py`; here is only what needs the store.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytrec_eval
from sqlalchemy import Engine, create_engine, text

from models import clock
from models.database import migrate
from models.errors import UsageError
from models.store.bulk import copy_rows
from models.tables import Article
from pipelines.embed import embed_articles
from pipelines.embedder import Embedder
from serving.search import SearchRequest, rank_articles
from serving.search.request import Mode

DEPTH = 100
MEASURES = {"ndcg_cut_10": "nDCG@10", "recall_10": "recall@10", "recip_rank": "MRR"}

Progress = Callable[[int, int], None]


def evaluate_search(
    engine: Engine,
    embedder: Embedder,
    folder: Path,
    modes: Sequence[Mode],
    splits: Sequence[str] = (),
    progress: Progress | None = None,
) -> dict[str, dict[str, float]]:
    """nDCG@10, recall@10 and MRR per mode, means over the queries that have a judgement.

    `folder` holds corpus.jsonl, queries.jsonl and qrels.tsv; `splits` keeps only queries of these splits. Raises
    UsageError naming a file that is missing or wrong.
    """
    queries, judged = load_queries(folder, splits)
    with _scratch_database(engine) as scratch:
        names = _load_corpus(scratch, folder / "corpus.jsonl")
        embed_articles(scratch, embedder)
        found: dict[str, dict[str, float]] = {}
        for number, mode in enumerate(modes):
            run: dict[str, dict[str, float]] = {}
            for count, (query_id, query) in enumerate(queries.items(), start=1):
                ranked = rank_articles(scratch, lambda: embedder, SearchRequest(query, mode=mode, limit=DEPTH))
                run[query_id] = {names[article_id]: score for article_id, score in ranked}
                if progress:
                    progress(number * len(queries) + count, len(modes) * len(queries))
            found[mode] = measure(judged, run)
    return found


def measure(judged: Mapping[str, dict[str, int]], run: Mapping[str, dict[str, float]]) -> dict[str, float]:
    """nDCG@10, recall@10 and MRR of ranked documents (query -> document -> score), means over all judged queries."""
    scores = pytrec_eval.RelevanceEvaluator(judged, set(MEASURES)).evaluate(run)
    return {
        shown: sum(scores.get(query, {}).get(name, 0.0) for query in judged) / len(judged)
        for name, shown in MEASURES.items()
    }


def load_queries(folder: Path, splits: Sequence[str]) -> tuple[dict[str, str], dict[str, dict[str, int]]]:
    """Judged queries of these splits (all, for none): texts by id, and judgements (query -> document -> grade)."""
    rows = {row["_id"]: row for row in _rows(folder / "queries.jsonl")}
    judged: dict[str, dict[str, int]] = {}
    for query, document, grade in _judgements(folder / "qrels.tsv"):
        if query in rows and (not splits or rows[query].get("split") in splits):
            judged.setdefault(query, {})[document] = grade
    if not judged:
        raise UsageError(f"{folder}: no query has a judgement" + (f" in split {', '.join(splits)}" if splits else ""))
    return {query: rows[query]["text"] for query in judged}, judged


def _judgements(path: Path) -> Iterator[tuple[str, str, int]]:
    for number, line in enumerate(_lines(path)[1:], start=2):
        try:
            query, document, grade = line.split("\t")[:3]
            yield query, document, int(grade)
        except ValueError as error:
            raise UsageError(f"{path}:{number}: {line!r} is not query, document and grade with tabs between") from error


def _load_corpus(engine: Engine, path: Path) -> dict[int, str]:
    now = clock.now()
    with engine.begin() as connection:
        copy_rows(
            connection,
            Article,
            ("key", "source_id", "url", "title", "body", "outlet", "rights", "first_seen_at", "content_hash",
             "published_basis", "is_date_inferred", "is_relevant", "relevance", "relevance_score", "scope",
             "deduplicate_version", "tag_version", "embed_version"),
            ({"key": row["_id"], "source_id": "evaluation", "url": row["_id"], "title": row.get("title", ""),
              "body": row["text"], "outlet": "evaluation", "rights": "fulltext", "first_seen_at": now,
              "content_hash": row["_id"], "published_basis": "none", "is_date_inferred": False, "is_relevant": False,
              "relevance": "none", "relevance_score": 0.0, "scope": "elsewhere", "deduplicate_version": 0,
              "tag_version": 0, "embed_version": 0} for row in _rows(path)),
        )  # fmt: skip
        return {row.id: row.key for row in connection.execute(text("SELECT id, key FROM article"))}


@contextmanager
def _scratch_database(engine: Engine) -> Iterator[Engine]:
    name = f"pantau_evaluation_{os.getpid()}"
    admin = engine.execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    scratch = create_engine(engine.url.set(database=name))
    try:
        migrate(scratch)
        yield scratch
    finally:
        scratch.dispose()
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_lines(path), start=1):
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise UsageError(f"{path}:{number}: no JSON: {error}") from error
        if not isinstance(row, dict) or "_id" not in row or "text" not in row:
            raise UsageError(f"{path}:{number}: a row needs _id and text")
        yield row


def _lines(path: Path) -> list[str]:
    try:
        # A text may hold other line ends than the one between rows.
        return [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8: {error}") from error
