"""Embed: articles to searchable passages, with BM25 weights and a vector each.

Cutting is in `passages.py`, weights in `bm25.py`, models in `embedder.py`, rows in `models/store/passages.py`.
Incremental by EMBED_VERSION: only new or changed articles, or all of them after a change of version or model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, Engine

from models.locks import one_at_a_time
from models.settings import BUNDLED_MODEL
from models.store import passages as store
from models.store import vectors
from pipelines.bm25 import sparse_literal, term_weights
from pipelines.concepts import PhraseFinder, concept_id
from pipelines.embedder import Embedder, load_embedder
from pipelines.passages import indexed_text, split_passages
from pipelines.reembed import switch_model
from pipelines.stems import spelt_words, stems, term_id

EMBED_VERSION = 3
BATCH = 500
DRIFT = 0.1
"""When the corpus' mean passage length is this far (relative) from the one the weights were made with, they are
made again."""

Progress = Callable[[int, int], None]


NO_CONCEPTS = PhraseFinder({})


@one_at_a_time("embed")
def embed_articles(
    engine: Engine, embedder: Embedder, progress: Progress | None = None, concepts: PhraseFinder = NO_CONCEPTS
) -> int:
    """Cut and embed every stale article; returns how many. `progress(done, total)` is called per batch.

    `concepts` of the glossary are indexed beside the words; another glossary makes every article stale.
    """
    model = _searched_model(engine, embedder, progress)
    with engine.begin() as connection:
        if store.statistics(connection).glossary != concepts.fingerprint:
            store.set_glossary(connection, concepts.fingerprint)
            store.mark_all_stale(connection)
    done = _embed_stale(engine, embedder, model, concepts, progress)
    with engine.begin() as connection:
        has_drifted = done > 0 and _has_drifted(connection)
    if has_drifted:
        _embed_stale(engine, embedder, model, concepts, progress)
    return done


def choose_embedder(engine: Engine, wanted: str | None) -> Embedder:
    """The model that is wanted; where none is, the one that is searched already, or the bundled one.

    UsageError if it is not on this machine.
    """
    if wanted is None:
        with engine.begin() as connection:
            active = vectors.active_model(connection)
        wanted = active.name if active else BUNDLED_MODEL
    return load_embedder(wanted)


def _searched_model(engine: Engine, embedder: Embedder, progress: Progress | None) -> vectors.StoredModel:
    """The stored model of the embedder; if another is searched so far, all passages are embedded beside it first."""
    with engine.begin() as connection:
        active = vectors.active_model(connection)
    if active and active.fingerprint == embedder.fingerprint:
        return active
    return switch_model(engine, embedder, progress)


def _embed_stale(
    engine: Engine, embedder: Embedder, model: vectors.StoredModel, concepts: PhraseFinder, progress: Progress | None
) -> int:
    with engine.begin() as connection:
        total = store.count_stale(connection, EMBED_VERSION)
    done = 0
    while True:
        with engine.begin() as connection:
            articles = store.stale_articles(connection, EMBED_VERSION, BATCH)
            if not articles:
                return done
            _embed_batch(connection, articles, embedder, model, concepts)
        done += len(articles)
        if progress:
            progress(done, total)


def _embed_batch(
    connection: Connection,
    articles: Sequence[store.StaleArticle],
    embedder: Embedder,
    model: vectors.StoredModel,
    concepts: PhraseFinder,
) -> None:
    ids = [article.id for article in articles]
    forgotten = _count_words(store.passage_texts(connection, ids))
    store.drop_passages(connection, ids)
    cut = [
        (article.id, position, passage, indexed_text(article.title, passage))
        for article in articles
        for position, passage in enumerate(split_passages(article.body))
    ]
    found = [stems(text) for *_, text in cut]
    mean_length = store.statistics(connection).mean_length
    if not mean_length:
        mean_length = sum(map(len, found)) / len(found)
        store.set_mean_length(connection, mean_length)
    rows = [
        make_passage(article_id, position, passage, own, concepts, mean_length)
        for (article_id, position, passage, _), own in zip(cut, found, strict=True)
    ]
    store.add_passages(connection, rows, embedder.embed_passages([text for *_, text in cut]), model)
    counted = _count_words(passage for _, _, passage, _ in cut)
    counted.subtract(forgotten)
    store.count_words(connection, {word: count for word, count in sorted(counted.items()) if count})
    store.mark_embedded(connection, ids, EMBED_VERSION)


def make_passage(
    article_id: int, position: int, passage: str, own: Sequence[str], concepts: PhraseFinder, mean_length: float
) -> store.NewPassage:
    """A passage ready to be kept. `own`: the stems it is indexed with; `mean_length`: of all passages, in stems."""
    terms = [term_id(stem) for stem in own]
    beside = [concept_id(found.name) for found in concepts.find_all(own) if found.name]
    weights = term_weights(terms, mean_length, beside)
    return store.NewPassage(article_id, position, passage, sorted(weights), len(own), sparse_literal(weights))


def _count_words(passages: Iterable[str]) -> Counter[str]:
    return Counter(word for passage in passages for word in spelt_words(passage))


def _has_drifted(connection: Connection) -> bool:
    """Whether the weights must be made again; if so, everything is marked for it."""
    numbers = store.statistics(connection)
    mean_length = numbers.stem_count / max(1, numbers.passage_count)
    if abs(mean_length / numbers.mean_length - 1) <= DRIFT:
        return False
    store.set_mean_length(connection, mean_length)
    store.mark_all_stale(connection)
    return True
