"""The half of the night after the harvest: extract, deduplicate, tag, group stories, embed, in this order.

The command line and Dagster call the same functions; each stage is incremental on its own, so that running any of
them again is harmless. No rule about the data here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.settings import Settings
from pipelines.concepts import concept_finder
from pipelines.deduplicate import deduplicate_documents
from pipelines.embed import choose_embedder, embed_articles
from pipelines.reading import read_pages
from pipelines.reading_differences import ReadingDifferences
from pipelines.rereading import reread_stale
from pipelines.stories import group_stories
from pipelines.tag_differences import TagDifferences
from pipelines.tagging import tag_articles

HELD_BACK = "the old reading stays; look with: pantau process --again extract --dry-run, publish it with: --accept"
Progress = Callable[[int, int], None]
Bar = Callable[[str], AbstractContextManager[Progress | None]]


@dataclass(frozen=True)
class StageReport:
    """What one stage did: counts by name, and how long it took."""

    stage: str
    counts: dict[str, int]
    seconds: float
    warning: str | None = None
    """What the operator has to decide: a reading that was held back."""

    @property
    def changed(self) -> int:
        """How much it wrote in all."""
        return sum(self.counts.values())


@dataclass
class Differences:
    """What a change of readers or taggers did to what was kept; empty on an ordinary night."""

    readings: ReadingDifferences = field(default_factory=ReadingDifferences)
    tags: TagDifferences = field(default_factory=TagDifferences)


def _no_bar(label: str) -> AbstractContextManager[Progress | None]:
    return nullcontext()


def run_stages(
    engine: Engine,
    catalogue: Catalogue,
    settings: Settings,
    bar: Bar = _no_bar,
    differences: Differences | None = None,
) -> Iterator[StageReport]:
    """Run every stage, yielding its report when it is done. `bar(label)` gives a progress callback per stage.

    `differences` is told what was read or tagged by an older version and is another now.
    """
    told = differences or Differences()
    stages: dict[str, Callable[[Progress | None], tuple[dict[str, int], str | None] | dict[str, int]]] = {
        "extract": lambda progress: extract_pages(engine, catalogue, settings, progress, told.readings),
        "deduplicate": lambda progress: deduplicate_documents(engine, catalogue, progress),
        "tag": lambda progress: {
            "articles": tag_articles(
                engine, catalogue, progress, archive_dir=settings.archive_dir, differences=told.tags
            )
        },
        "stories": lambda progress: group_stories(engine, progress),
        "embed": lambda progress: {
            "articles": embed_articles(
                engine, choose_embedder(engine, settings.model), progress, concept_finder(catalogue)
            )
        },
    }
    for name, run in stages.items():
        started = time.monotonic()
        with bar(name) as progress:
            done = run(progress)
        counts, warning = done if isinstance(done, tuple) else (done, None)
        yield StageReport(name, counts, time.monotonic() - started, warning)


def extract_pages(
    engine: Engine,
    catalogue: Catalogue,
    settings: Settings,
    progress: Progress | None = None,
    differences: ReadingDifferences | None = None,
) -> tuple[dict[str, int], str | None]:
    """Read what was never read, and again what older readers read; counts, and a warning if that was held back."""
    counts = read_pages(engine, catalogue, settings.archive_dir, progress)
    changes = ReadingDifferences() if differences is None else differences
    again = reread_stale(engine, catalogue, settings, changes, progress)
    if again is None:
        return counts, None
    warning = None if again.is_published else f"{changes.describe_loss()}; {HELD_BACK}"
    return {**counts, "read_again": again.written}, warning
