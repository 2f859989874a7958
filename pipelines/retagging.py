"""Tag again: chosen articles with the present rules and facts, whatever version tagged them before.

What tagging one article means belongs to `tagging.py`, how two taggings are compared to `tag_differences.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.locks import one_at_a_time
from models.store import tags as store
from models.store.choice import Choice
from pipelines.tag_differences import TagDifferences
from pipelines.tagging import BATCH, StoredTagger, compare, keep_taggings

Progress = Callable[[int, int], None]


@one_at_a_time("tag")
def retag_articles(
    engine: Engine,
    catalogue: Catalogue,
    choice: Choice,
    differences: TagDifferences,
    progress: Progress | None = None,
    *,
    archive_dir: Path | None = None,
    is_trial: bool = False,
) -> int:
    """Tag the chosen articles again; returns how many. A trial writes nothing.

    `differences` is told of all that were tagged before. Rows that would stay as they are are not written; killed
    half-way, the articles it came to are done, and doing it again does the others.
    """
    tagger = StoredTagger(catalogue, archive_dir)
    with engine.connect() as connection:
        total = store.count_chosen(connection, choice)
    done = after = 0
    while True:
        with engine.begin() as connection:
            rows = store.chosen_articles(connection, choice, after, BATCH)
            if not rows:
                return done
            taggings = tagger.tag(connection, rows)
            changed = compare(connection, rows, taggings, differences)
            if not is_trial:
                keep_taggings(connection, taggings, changed)
                tagger.keep_quotes(connection, rows, taggings)
        done, after = done + len(rows), rows[-1].id
        if progress:
            progress(min(done, total), total)
