"""The one item pipeline: fetched pages into the page table, in batches, never before their bytes are on the disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call
from sqlalchemy.exc import DBAPIError

from models.archive import ArchiveWriter
from models.errors import StorageError
from models.store.pages import add_pages
from models.store.visits import save_visits
from spiders.job import Desk
from spiders.revisit import Memory

_BATCH_ROWS = 50
_BATCH_SECONDS = 5.0


@dataclass(frozen=True)
class FetchedArticle:
    """All pages of one article as rows of the page table: they are stored together or not at all."""

    rows: tuple[Mapping[str, Any], ...]


class PagePipeline:
    """Keeps what one spider fetches. A database that does not answer stops the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._waiting: list[Mapping[str, Any]] = []
        self._clock: Any = None
        crawler.signals.connect(self._start, signal=signals.spider_opened)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PagePipeline:
        """Made by Scrapy."""
        return cls(crawler)

    def process_item(self, item: FetchedArticle) -> FetchedArticle:
        """Take the pages of one article; Scrapy's name for the hook."""
        self._waiting.extend(item.rows)
        if len(self._waiting) >= _BATCH_ROWS:
            self.flush()
        return item

    def flush(self) -> None:
        """Write what waits: first the archive to the disk, then the rows."""
        if not (self._waiting or self._memory.fresh) or self._desk.storage_error is not None:
            return
        try:
            self._archive.flush()
            with self._desk.engine.begin() as connection:
                add_pages(connection, self._waiting)
                save_visits(connection, self._source_id, self._memory.fresh.values())
        except StorageError as error:
            self._desk.abandon(error)
        except DBAPIError as error:
            self._desk.abandon(StorageError(f"The database does not take pages: {error.orig}"))
        else:
            self._waiting = []
            self._memory.mark_stored()

    def close_spider(self) -> None:
        """Write the rest and close the archive file."""
        if self._clock is not None and self._clock.running:
            self._clock.stop()
        self.flush()
        try:
            self._archive.close()
        except StorageError as error:
            self._desk.abandon(error)

    def _start(self) -> None:
        self._clock = create_looping_call(self.flush)
        self._clock.start(_BATCH_SECONDS, now=False)

    @property
    def _desk(self) -> Desk:
        desk: Desk = self._crawler.spider.desk  # type: ignore[union-attr]
        return desk

    @property
    def _memory(self) -> Memory:
        memory: Memory = self._crawler.spider.memory  # type: ignore[union-attr]
        return memory

    @property
    def _source_id(self) -> str:
        return self._crawler.spider.name  # type: ignore[union-attr]

    @property
    def _archive(self) -> ArchiveWriter:
        archive: ArchiveWriter = self._crawler.spider.archive  # type: ignore[union-attr]
        return archive
