"""Tag: the stage that runs the tagger over every article whose tags are missing or out of date.

The rules are in `pipelines/tag`; rows in `models/store/tags.py`. Incremental by TAG_VERSION.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.clock import wib_date
from models.locks import one_at_a_time
from models.rights import is_cut
from models.shapes import ArticleText
from models.store import tags as store
from pipelines.full_texts import FullTexts
from pipelines.tag import TAG_VERSION, Tagger

BATCH = 500

Progress = Callable[[int, int], None]


@one_at_a_time("tag")
def tag_articles(
    engine: Engine, catalogue: Catalogue, progress: Progress | None = None, *, archive_dir: Path | None = None
) -> int:
    """Tag every stale article; returns how many. `progress(done, total)` is called per batch.

    Articles of which only an excerpt is kept are read from the archive for it. Where that cannot be (None, or files
    that were cleared away) they are tagged by the excerpt.
    """
    with engine.begin() as connection:
        total = store.count_untagged(connection, TAG_VERSION)
    if not total:
        return 0
    tagger = Tagger(catalogue)
    full_texts = FullTexts(catalogue, archive_dir) if archive_dir else None
    done = 0
    while True:
        with engine.begin() as connection:
            rows = store.untagged_articles(connection, TAG_VERSION, BATCH)
            if not rows:
                return done
            cut = [row.id for row in rows if is_cut(row.body, row.rights)]
            full = full_texts.load(connection, cut) if full_texts and cut else {}
            taggings = {row.id: tagger.tag(article_text(row, catalogue, full.get(row.id))) for row in rows}
            store.save_taggings(connection, taggings, TAG_VERSION)
        done += len(rows)
        if progress:
            progress(done, total)


def article_text(row: Any, catalogue: Catalogue, body: str | None = None) -> ArticleText:
    """A stored article as the tagger sees it; the platform says what a dateline is worth.

    `body`: its text where more is at hand than is kept.
    """
    source = catalogue.sources.get(row.source_id)
    return ArticleText(
        url=row.url,
        title=row.title,
        body=row.body if body is None else body,
        section=row.section,
        dateline=row.dateline,
        dateline_trust=catalogue.platform_of(source).dateline if source else "unreliable",
        outlet=row.outlet,
        published_on=wib_date(row.published_at) if row.published_at else None,
    )
