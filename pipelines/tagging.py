"""Tag: the stage that runs the tagger over every article whose tags are missing or out of date.

The rules are in `pipelines/tag` and `pipelines/quotes.py`; rows in `models/store`. Incremental by TAG_VERSION, which
stands for both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from models.catalogue import Catalogue
from models.clock import wib_date
from models.locks import one_at_a_time
from models.rights import is_cut
from models.shapes import ArticleText, Tagging
from models.store import tags as store
from models.store.quotes import save_quotes
from pipelines.corrections import apply_corrections, refresh_corrected
from pipelines.full_texts import FullTexts
from pipelines.quotes import QuoteReader
from pipelines.tag import TAG_VERSION, Tagger
from pipelines.tag_differences import TagDifferences

BATCH = 500

Progress = Callable[[int, int], None]


@one_at_a_time("tag")
def tag_articles(
    engine: Engine,
    catalogue: Catalogue,
    progress: Progress | None = None,
    *,
    archive_dir: Path | None = None,
    differences: TagDifferences | None = None,
) -> int:
    """Tag every stale article; returns how many. `progress(done, total)` is called per batch.

    `differences` is told of every article that another version tagged before; only what changed is written.

    Articles of which only an excerpt is kept are read from the archive for it. Where that cannot be (None, or files
    that were cleared away) they are tagged by the excerpt.
    """
    refresh_corrected(engine)
    with engine.begin() as connection:
        total = store.count_untagged(connection, TAG_VERSION)
    if not total:
        return 0
    tagger = StoredTagger(catalogue, archive_dir)
    done = 0
    while True:
        with engine.begin() as connection:
            rows = store.untagged_articles(connection, TAG_VERSION, BATCH)
            if not rows:
                return done
            taggings = tagger.tag(connection, rows)
            keep_taggings(connection, taggings, compare(connection, rows, taggings, differences))
            tagger.keep_quotes(connection, rows, taggings)
        done += len(rows)
        if progress:
            progress(done, total)


class StoredTagger:
    """Tags rows of stored articles; says what is to be kept of them. Of itself it keeps no more than their quotes."""

    def __init__(self, catalogue: Catalogue, archive_dir: Path | None) -> None:
        self._catalogue = catalogue
        self._tagger = Tagger(catalogue)
        self._quotes = QuoteReader(catalogue)
        self._full_texts = FullTexts(catalogue, archive_dir) if archive_dir else None

    def tag(self, connection: Connection, rows: Sequence[Any]) -> dict[int, Tagging]:
        """Taggings by article id, of rows as `untagged_articles` gives them."""
        cut = [row.id for row in rows if is_cut(row.body, row.rights)]
        full = self._full_texts.load(connection, cut) if self._full_texts and cut else {}
        return {row.id: self._tagger.tag(article_text(row, self._catalogue, full.get(row.id))) for row in rows}

    def keep_quotes(self, connection: Connection, rows: Sequence[Any], taggings: Mapping[int, Tagging]) -> None:
        """Write who says what in these rows, read in the stored text alone: what is not kept is not quoted."""
        found = {row.id: self._quotes.read(article_text(row, self._catalogue), taggings[row.id]) for row in rows}
        save_quotes(connection, found)


def compare(
    connection: Connection, rows: Sequence[Any], taggings: Mapping[int, Tagging], differences: TagDifferences | None
) -> set[int]:
    """Ids of articles of which the machine says something new; `differences` is told of those tagged before."""
    stored = store.load_taggings(connection, taggings.keys())
    if differences is not None:
        for row in (row for row in rows if row.tag_version):
            differences.add(row.id, row.url, row.title, stored[row.id], taggings[row.id])
    return {article_id for article_id, tagging in taggings.items() if tagging != stored[article_id]}


def keep_taggings(connection: Connection, taggings: Mapping[int, Tagging], changed: Set[int]) -> None:
    """Write the changed ones; the rows of others only say which version they are of, and say it once.

    What an analyst corrected is shown as she said; the machine's own tagging is kept beside it.
    """
    store.save_taggings(connection, {article_id: taggings[article_id] for article_id in changed}, TAG_VERSION)
    store.mark_tagged(connection, taggings.keys() - changed, TAG_VERSION)
    apply_corrections(connection, changed)


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
