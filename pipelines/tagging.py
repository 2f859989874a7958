"""Tag: the stage that runs the tagger over every article whose tags are missing or out of date.

The rules are in `pipelines/tag`; rows in `models/store/tags.py`. Incremental by TAG_VERSION.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.clock import wib_date
from models.locks import one_at_a_time
from models.shapes import ArticleText
from models.store import tags as store
from pipelines.tag import TAG_VERSION, Tagger

BATCH = 500

Progress = Callable[[int, int], None]


@one_at_a_time("tag")
def tag_articles(engine: Engine, catalogue: Catalogue, progress: Progress | None = None) -> int:
    """Tag every stale article; returns how many. `progress(done, total)` is called per batch."""
    with engine.begin() as connection:
        total = store.count_untagged(connection, TAG_VERSION)
    if not total:
        return 0
    tagger = Tagger(catalogue)
    done = 0
    while True:
        with engine.begin() as connection:
            rows = store.untagged_articles(connection, TAG_VERSION, BATCH)
            if not rows:
                return done
            taggings = {row.id: tagger.tag(article_text(row, catalogue)) for row in rows}
            store.save_taggings(connection, taggings, TAG_VERSION)
        done += len(rows)
        if progress:
            progress(done, total)


def article_text(row: Any, catalogue: Catalogue) -> ArticleText:
    """A stored article as the tagger sees it; the platform says what a dateline is worth."""
    source = catalogue.sources.get(row.source_id)
    return ArticleText(
        url=row.url,
        title=row.title,
        body=row.body,
        section=row.section,
        dateline=row.dateline,
        dateline_trust=catalogue.platform_of(source).dateline if source else "unreliable",
        outlet=row.outlet,
        published_on=wib_date(row.published_at) if row.published_at else None,
    )
