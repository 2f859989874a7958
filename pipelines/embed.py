"""Embed: articles to searchable passages, with BM25 weights and a vector each.

Cutting is in `passages.py`, weights in `bm25.py`, models in `embedder.py`, rows in `models/store/passages.py`.
Incremental by EMBED_VERSION: only new or changed articles, or all of them after a change of version or model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Engine

from models import clock
from models.locks import one_at_a_time
from models.store import passages as store
from pipelines.bm25 import sparse_literal, term_weights
from pipelines.embedder import Embedder
from pipelines.passages import indexed_text, split_passages
from pipelines.stems import stems, term_id

EMBED_VERSION = 1
BATCH = 500
DRIFT = 0.1
"""When the corpus' mean passage length is this far (relative) from the one the weights were made with, they are
made again."""

Progress = Callable[[int, int], None]


@one_at_a_time("embed")
def embed_articles(engine: Engine, embedder: Embedder, progress: Progress | None = None) -> int:
    """Cut and embed every stale article; returns how many. `progress(done, total)` is called per batch."""
    with engine.begin() as connection:
        model = _active_model(connection, embedder)
    done = _embed_stale(engine, embedder, model, progress)
    with engine.begin() as connection:
        has_drifted = done > 0 and _has_drifted(connection)
    if has_drifted:
        _embed_stale(engine, embedder, model, progress)
    return done


def _active_model(connection: Connection, embedder: Embedder) -> store.ActiveModel:
    model = store.active_model(connection)
    if model and model.fingerprint == embedder.fingerprint:
        return model
    if model:
        store.mark_all_stale(connection)
    return store.activate_model(connection, embedder.name, embedder.fingerprint, embedder.dimensions, clock.now())


def _embed_stale(engine: Engine, embedder: Embedder, model: store.ActiveModel, progress: Progress | None) -> int:
    with engine.begin() as connection:
        total = store.count_stale(connection, EMBED_VERSION)
    done = 0
    while True:
        with engine.begin() as connection:
            articles = store.stale_articles(connection, EMBED_VERSION, BATCH)
            if not articles:
                return done
            _embed_batch(connection, articles, embedder, model)
        done += len(articles)
        if progress:
            progress(done, total)


def _embed_batch(
    connection: Connection, articles: Sequence[store.StaleArticle], embedder: Embedder, model: store.ActiveModel
) -> None:
    ids = [article.id for article in articles]
    store.drop_passages(connection, ids)
    cut = [
        (article.id, position, passage, indexed_text(article.title, passage))
        for article in articles
        for position, passage in enumerate(split_passages(article.body))
    ]
    terms = [[term_id(stem) for stem in stems(text)] for _, _, _, text in cut]
    mean_length = store.statistics(connection).mean_length
    if not mean_length:
        mean_length = sum(map(len, terms)) / len(terms)
        store.set_mean_length(connection, mean_length)
    rows = [
        store.NewPassage(
            article_id, position, passage, sorted(set(own)), len(own), sparse_literal(term_weights(own, mean_length))
        )
        for (article_id, position, passage, _), own in zip(cut, terms, strict=True)
    ]
    store.add_passages(connection, rows, embedder.embed_passages([text for *_, text in cut]), model)
    store.mark_embedded(connection, ids, EMBED_VERSION)


def _has_drifted(connection: Connection) -> bool:
    """Whether the weights must be made again; if so, everything is marked for it."""
    numbers = store.statistics(connection)
    mean_length = numbers.stem_count / max(1, numbers.passage_count)
    if abs(mean_length / numbers.mean_length - 1) <= DRIFT:
        return False
    store.set_mean_length(connection, mean_length)
    store.mark_all_stale(connection)
    return True
