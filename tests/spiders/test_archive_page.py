from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.utils.test import get_crawler
from sqlalchemy import Engine, text

from models.archive import ArchiveWriter, Pointer
from models.errors import StorageError
from models.settings import Settings
from models.store.visits import Visit, load_visits
from spiders.archive_page import FetchedArticle, PagePipeline
from spiders.job import Desk
from spiders.revisit import Memory

NOON = datetime(2026, 11, 15, 5, 0, tzinfo=UTC)


def _pipeline(engine: Engine, folder: Path) -> tuple[PagePipeline, Any]:
    crawler: Any = get_crawler()
    desk = Desk(engine, Settings.model_validate({}), 1, NOON, None, stop=lambda: None)
    archive = ArchiveWriter(folder, "contoh")
    crawler.spider = SimpleNamespace(name="contoh", archive=archive, desk=desk, memory=Memory({}))
    return PagePipeline.from_crawler(crawler), crawler.spider


def _article(number: int, parts: int = 1) -> FetchedArticle:
    row: dict[str, Any] = {
        "source_id": "contoh",
        "key": f"contoh.id/{number}",
        "kind": "html",
        "fragment": None,
        "content_type": "text/html",
        "fetched_at": NOON,
        "warc_file": "x.warc.gz",
        "warc_offset": number,
        "digest": "A" * 32,
        "hints": {},
        "night_id": None,
    }
    urls = [f"https://contoh.id/{number}?page={part}" for part in range(1, parts + 1)]
    return FetchedArticle(tuple({**row, "url": url, "part": part} for part, url in enumerate(urls, 1)))


def _count(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM page")).scalar_one())


def test_pages_are_stored_in_batches_of_fifty(engine: Engine, tmp_path: Path) -> None:
    pipeline, _ = _pipeline(engine, tmp_path)
    for number in range(49):
        pipeline.process_item(_article(number))
    assert _count(engine) == 0
    pipeline.process_item(_article(49, parts=3))
    assert _count(engine) == 52, "an article is not torn apart"
    pipeline.process_item(_article(50))
    pipeline.close_spider()
    assert _count(engine) == 53


def test_the_archive_reaches_the_disk_before_its_pointers_are_stored(engine: Engine, tmp_path: Path) -> None:
    pipeline, spider = _pipeline(engine, tmp_path)
    seen: list[int] = []
    spider.archive.flush = lambda: seen.append(_count(engine))
    pipeline.process_item(_article(1))
    pipeline.flush()
    assert seen == [0]
    assert _count(engine) == 1


def test_what_was_answered_is_remembered_with_the_pages(engine: Engine, tmp_path: Path) -> None:
    pipeline, spider = _pipeline(engine, tmp_path)
    visit = Visit("https://contoh.id/feed/", Pointer("x.warc.gz", 7, "D" * 32), NOON, etag='"1"')
    spider.memory.keep(visit)
    pipeline.flush()
    with engine.connect() as connection:
        assert load_visits(connection, "contoh") == {visit.url: visit}
    assert spider.memory.fresh == {}
    assert spider.memory.find(visit.url) == visit


def test_what_could_not_be_stored_is_not_remembered(engine: Engine, tmp_path: Path) -> None:
    pipeline, spider = _pipeline(engine, tmp_path)
    spider.memory.keep(Visit("https://contoh.id/feed/", Pointer("x.warc.gz", 7, "D" * 32), NOON))
    pipeline.process_item(FetchedArticle(({**_article(1).rows[0], "digest": None},)))
    pipeline.flush()
    assert spider.memory.fresh
    with engine.connect() as connection:
        assert load_visits(connection, "contoh") == {}


def test_nothing_waits_no_work(engine: Engine, tmp_path: Path) -> None:
    pipeline, spider = _pipeline(engine, tmp_path)
    spider.archive.flush = pytest.fail
    pipeline.flush()


def test_a_database_that_takes_no_pages_stops_the_crawl(engine: Engine, tmp_path: Path) -> None:
    pipeline, spider = _pipeline(engine, tmp_path)
    pipeline.process_item(FetchedArticle(({**_article(1).rows[0], "digest": None},)))
    pipeline.flush()
    assert "digest" in str(spider.desk.storage_error)
    pipeline.close_spider()
    assert _count(engine) == 0


def test_pages_whose_bytes_may_be_lost_are_not_stored(engine: Engine, tmp_path: Path) -> None:
    pipeline, spider = _pipeline(engine, tmp_path)

    def fail() -> None:
        raise StorageError("No space left on device")

    spider.archive.flush = fail
    pipeline.process_item(_article(1))
    pipeline.close_spider()
    assert "No space" in str(spider.desk.storage_error)
    assert _count(engine) == 0
