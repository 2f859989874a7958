"""Another embedding model: every passage embedded beside the old vectors, then one switch.

The old model is searched until the switch, and its vectors stay for going back. Interrupted, it goes on where it
stopped. Cutting articles into passages is `embed.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import Engine

from models import clock
from models.locks import one_at_a_time
from models.store import vectors
from models.store.vectors import StoredModel, Unembedded
from pipelines.embedder import Embedder
from pipelines.passages import indexed_text

BATCH = 1_000

Progress = Callable[[int, int], None]


@one_at_a_time("embed")
def reembed(engine: Engine, embedder: Embedder, progress: Progress | None = None) -> StoredModel:
    """Search by this model from now on; `progress(done, total)` counts passages that had no vector of it yet."""
    return switch_model(engine, embedder, progress)


def switch_model(engine: Engine, embedder: Embedder, progress: Progress | None = None) -> StoredModel:
    """Give every passage a vector of this model and make it the one that is searched.

    A model of the same name with other weights can never be used again: its vectors go. The caller holds the lock of
    the stage "embed", or passages written meanwhile would be without a vector.
    """
    with engine.begin() as connection:
        model = vectors.add_model(connection, embedder.name, embedder.fingerprint, embedder.dimensions, clock.now())
        total = vectors.count_unembedded(connection, model)
    done = 0
    for batch in _batches(engine, model):
        made = embedder.embed_passages([indexed_text(passage.title, passage.text) for passage in batch])
        with engine.begin() as connection:
            vectors.add_vectors(connection, model, [passage.id for passage in batch], made)
        done += len(batch)
        if progress:
            progress(done, total)
    with engine.begin() as connection:
        vectors.index_vectors(connection, model)
        vectors.activate_model(connection, model)
        for other in vectors.stored_models(connection):
            if other.name == model.name and other.id != model.id:
                vectors.drop_model(connection, other)
        return next(stored for stored in vectors.stored_models(connection) if stored.id == model.id)


def _batches(engine: Engine, model: StoredModel) -> Iterator[list[Unembedded]]:
    after = 0
    while True:
        with engine.begin() as connection:
            batch = vectors.unembedded_passages(connection, model, after, BATCH)
        if not batch:
            return
        yield batch
        after = batch[-1].id
