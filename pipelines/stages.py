"""The half of the night after the harvest: extract, deduplicate, tag, group stories, embed, in this order.

The command line and Dagster call the same functions; each stage is incremental on its own, so that running any of
them again is harmless. No rule about the data here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.settings import Settings
from pipelines.concepts import PhraseFinder
from pipelines.deduplicate import deduplicate_documents
from pipelines.embed import choose_embedder, embed_articles
from pipelines.reading import read_pages
from pipelines.stories import group_stories
from pipelines.tagging import tag_articles

Progress = Callable[[int, int], None]
Bar = Callable[[str], AbstractContextManager[Progress | None]]


@dataclass(frozen=True)
class StageReport:
    """What one stage did: counts by name, and how long it took."""

    stage: str
    counts: dict[str, int]
    seconds: float

    @property
    def changed(self) -> int:
        """How much it wrote in all."""
        return sum(self.counts.values())


def _no_bar(label: str) -> AbstractContextManager[Progress | None]:
    return nullcontext()


def run_stages(engine: Engine, catalogue: Catalogue, settings: Settings, bar: Bar = _no_bar) -> Iterator[StageReport]:
    """Run every stage, yielding its report when it is done. `bar(label)` gives a progress callback per stage."""
    stages: dict[str, Callable[[Progress | None], dict[str, int]]] = {
        "extract": lambda progress: read_pages(engine, catalogue, settings.archive_dir, progress),
        "deduplicate": lambda progress: deduplicate_documents(engine, catalogue, progress),
        "tag": lambda progress: {
            "articles": tag_articles(engine, catalogue, progress, archive_dir=settings.archive_dir)
        },
        "stories": lambda progress: group_stories(engine, progress),
        "embed": lambda progress: {
            "articles": embed_articles(
                engine, choose_embedder(engine, settings.model), progress, PhraseFinder(catalogue.glossary.by_name())
            )
        },
    }
    for name, run in stages.items():
        started = time.monotonic()
        with bar(name) as progress:
            counts = run(progress)
        yield StageReport(name, counts, time.monotonic() - started)
