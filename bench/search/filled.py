"""A store filled to a size: articles of `recombined.py` with real BM25 weights and real vectors, all by COPY.

Indexes are built when the rows are in, as after a restore. What is measured in such a store is `latency.py`.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text

from bench.search.recombined import PASSAGES, Made, Sentences
from models.catalogue import Catalogue
from models.lexicon import MILESTONE_KINDS
from models.store import passages as store
from models.store import vectors
from models.store.bulk import copy_rows
from models.store.passages import NewPassage
from models.tables import Article, Passage, Term, Word
from pipelines.concepts import PhraseFinder, concept_finder
from pipelines.embed import EMBED_VERSION, make_passage
from pipelines.embedder import BundledEmbedder, Vectors
from pipelines.passages import indexed_text
from pipelines.stems import spelt_words, stems

PROVINCE = "bangka_belitung"
CHUNK = 500
NEWEST = datetime(2026, 11, 15, 5, tzinfo=UTC)
_DAYS = 1_500
_MEAN_LENGTH = 140.0
"""Of the passages made, in stems; measured, as a first night would."""
_PROCESSES = 2


@dataclass
class Chunk:
    """Rows ready to be kept."""

    articles: list[dict[str, Any]]
    passages: list[NewPassage]
    vectors: Vectors
    words: Counter[str]
    terms: Counter[int] = field(default_factory=Counter)
    stem_count: int = 0


def fill(engine: Engine, data: Path, count: int) -> dict[str, float]:
    """Bring an empty store to `count` passages; seconds of each step by its name."""
    steps: dict[str, float] = {}
    model = _prepare(engine)
    started = time.monotonic()
    _copy_chunks(engine, model, data, count)
    steps["rows"] = time.monotonic() - started
    for name, statement in _finishing(model).items():
        started = time.monotonic()
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("SET maintenance_work_mem = '2GB'"))
            connection.execute(text(statement))
        steps[name] = time.monotonic() - started
    return steps


def sizes(engine: Engine) -> dict[str, int]:
    """Bytes of the tables and indexes of search, by name."""
    query = text(
        "SELECT relname, pg_relation_size(oid) FROM pg_class WHERE relkind IN ('i', 'r') AND (relname IN ('article',"
        " 'passage', 'ix_passage_terms') OR relname LIKE 'vector\\_%' OR relname LIKE 'ix\\_vector\\_%') ORDER BY 1"
    )
    with engine.connect() as connection:
        found = {name: int(size) for name, size in connection.execute(query)}
        found["database"] = int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
    return {_plain(name): size for name, size in found.items()}


def _plain(name: str) -> str:
    if name.startswith("vector_"):
        return "vectors and their keys" if name.endswith("_pkey") else "vectors"
    return "index of vectors" if name.startswith("ix_vector_") else name


def _prepare(engine: Engine) -> vectors.StoredModel:
    embedder = BundledEmbedder()
    with engine.begin() as connection:
        model = vectors.add_model(connection, embedder.name, embedder.fingerprint, embedder.dimensions, NEWEST)
        vectors.activate_model(connection, model)
        store.set_mean_length(connection, _MEAN_LENGTH)
        store.set_glossary(connection, _concepts().fingerprint)
        connection.execute(text("DROP INDEX ix_passage_terms"))
    return model


def _copy_chunks(engine: Engine, model: vectors.StoredModel, data: Path, count: int) -> None:
    articles = count // PASSAGES
    starts = [(data, first, min(first + CHUNK, articles)) for first in range(0, articles, CHUNK)]
    words: Counter[str] = Counter()
    terms: Counter[int] = Counter()
    stem_count = 0
    with get_context("spawn").Pool(_PROCESSES) as pool:
        for chunk in pool.imap(_make_chunk, starts):
            with engine.begin() as connection:
                _copy_chunk(connection, model, chunk)
            words.update(chunk.words)
            terms.update(chunk.terms)
            stem_count += chunk.stem_count
    with engine.begin() as connection:
        copy_rows(connection, Term, ("id", "passage_count"), _counted("id", terms))
        copy_rows(connection, Word, ("word", "passage_count"), _counted("word", words))
        connection.execute(
            text("UPDATE corpus_statistics SET passage_count = :count, stem_count = :stems"),
            {"count": articles * PASSAGES, "stems": stem_count},
        )


def _counted(name: str, counts: Counter[Any]) -> Iterator[dict[str, Any]]:
    return ({name: value, "passage_count": count} for value, count in counts.items())


def _copy_chunk(connection: Connection, model: vectors.StoredModel, chunk: Chunk) -> None:
    copy_rows(connection, Article, tuple(chunk.articles[0]), chunk.articles)
    first = (int(chunk.articles[0]["id"]) - 1) * PASSAGES + 1
    rows = [{"id": first + i, **vars(passage)} for i, passage in enumerate(chunk.passages)]
    copy_rows(connection, Passage, tuple(rows[0]), rows)
    vectors.add_vectors(connection, model, (row["id"] for row in rows), chunk.vectors)


def _finishing(model: vectors.StoredModel) -> dict[str, str]:
    kinds = ", ".join(f"'{kind}'" for kind in MILESTONE_KINDS)
    return {
        "milestones": "INSERT INTO milestone (article_id, kind, status, sentence, score) SELECT id,"
        f" (ARRAY[{kinds}])[1 + id % {len(MILESTONE_KINDS)}], 'done', title, 1 FROM article WHERE id % 7 = 0",
        "stories": "INSERT INTO story (id, title, article_count, outlet_count) SELECT DISTINCT ON (id / 3) id / 3 + 1,"
        " title, 3, 2 FROM article ORDER BY id / 3",
        "stories of articles": "UPDATE article SET story_id = id / 3 + 1 WHERE id % 2 = 0",
        "ids": "SELECT setval('passage_id_seq', (SELECT max(id) FROM passage)),"
        " setval('article_id_seq', (SELECT max(id) FROM article))",
        "index of words": "CREATE INDEX ix_passage_terms ON passage USING gin (terms)",
        "index of vectors": f'CREATE INDEX "ix_{model.vector_table}_embedding" ON "{model.vector_table}"'
        " USING hnsw (embedding halfvec_cosine_ops)",
        "vacuum": "VACUUM ANALYZE",
    }


def _make_chunk(asked: tuple[Path, int, int]) -> Chunk:
    data, first, last = asked
    chunk = Chunk([], [], _embedder().embed_passages([""]), Counter())
    texts = []
    for made in _sentences(data).make(first, last):
        chunk.articles.append(_make_article(made))
        for position, passage in enumerate(made.passages):
            texts.append(indexed_text(made.title, passage))
            kept = make_passage(made.number + 1, position, passage, stems(texts[-1]), _concepts(), _MEAN_LENGTH)
            chunk.passages.append(kept)
            chunk.terms.update(kept.terms)
            chunk.words.update(spelt_words(passage))
            chunk.stem_count += kept.length
    chunk.vectors = _embedder().embed_passages(texts)
    return chunk


def _make_article(made: Made) -> dict[str, Any]:
    number, facts = made.number, _catalogue()
    sources = sorted(facts.sources)
    regencies, pillars = sorted(facts.regencies), [pillar.id for pillar in facts.pillars.dimensions]
    source = sources[number * number % len(sources)]
    key = f"{source.replace('_', '')}.example/{number}"
    return {
        "id": number + 1, "key": key, "source_id": source, "url": f"https://{key}", "aliases": [],
        "title": made.title, "body": "\n\n".join(made.passages), "outlet": source, "rights": "fulltext",
        "published_at": NEWEST - timedelta(hours=number * 7919 % (_DAYS * 24)), "published_basis": "json-ld",
        "is_date_inferred": False, "first_seen_at": NEWEST, "content_hash": f"{number:064d}",
        "is_relevant": number % 3 == 0, "relevance": "explicit" if number % 3 == 0 else "none",
        "relevance_score": 0.5, "scope": "regency" if number % 2 else "elsewhere",
        "regencies": _some(regencies, number) if number % 2 else [], "pillars": _some(pillars, number // 2),
        "deduplicate_version": 1, "tag_version": 1, "embed_version": EMBED_VERSION,
    }  # fmt: skip


def _some(values: Iterable[str], number: int) -> list[str]:
    """One or two of the values."""
    known = list(values)
    return sorted({known[number % len(known)], known[number // 3 % len(known)]})


@cache
def _sentences(data: Path) -> Sentences:
    return Sentences(data)


@cache
def _catalogue() -> Catalogue:
    return Catalogue(PROVINCE)


@cache
def _concepts() -> PhraseFinder:
    return concept_finder(_catalogue())


@cache
def _embedder() -> BundledEmbedder:
    return BundledEmbedder()
