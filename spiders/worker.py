"""A child process that harvests some sources at once: job in on stdin, one JSON line per event out, logs to stderr.

Run as `python -m spiders.worker` by `children.py`. Events: `finished` (the report of one source) and `storage` (why
nothing can be kept any more). A source without an event is not done.
"""

from __future__ import annotations

import asyncio
import ctypes
import json
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any, TextIO

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from twisted.python.failure import Failure

from models.database import make_engine
from models.errors import StorageError
from models.store.pages import hold_source, known_keys, open_session, release_source
from models.store.visits import load_visits
from spiders.job import Assignment, Desk, Job
from spiders.outcome import make_outcome
from spiders.report import SourceReport
from spiders.settings import crawl_settings
from spiders.source_spider import SourceSpider

Emit = Callable[[dict[str, Any]], None]

STORAGE_EXIT = 3
_SHUTDOWN = "shutdown"
_PR_SET_PDEATHSIG = 1
_QUIET = {
    "scrapy": logging.WARNING,
    "scrapy.extensions.logstats": logging.INFO,
    "scrapy.downloadermiddlewares.robotstxt": logging.CRITICAL,  # failures are counted and reported
    "scrapy.downloadermiddlewares.httpcompression": logging.ERROR,
    "scrapy.downloadermiddlewares.redirect": logging.ERROR,
    "scrapy.core.downloader.handlers.http11": logging.ERROR,
    "spiders": logging.INFO,
}


class Crew:
    """The spiders of this process."""

    def __init__(self, process: AsyncCrawlerProcess, desk: Desk, session: Connection, emit: Emit) -> None:
        self._process, self._desk, self._session, self._emit = process, desk, session, emit
        self._errors: dict[str, str] = {}
        self._reported: set[str] = set()

    def send(self, assignment: Assignment) -> None:
        """Start the spider of one source, unless another harvest is at it."""
        source_id = assignment.source.id
        if not hold_source(self._session, source_id):
            self._report(SourceReport(source_id, "busy", "another harvest is asking it at this moment"))
            return
        known = known_keys(self._session, source_id)
        visits = load_visits(self._session, source_id) if self._desk.index is None else {}
        crawler = self._process.create_crawler(SourceSpider)
        crawler.signals.connect(self._note_error, signal=signals.spider_error)
        crawler.signals.connect(self._close, signal=signals.spider_closed)
        task = self._process.crawl(crawler, assignment=assignment, desk=self._desk, known=known, visits=visits)
        task.add_done_callback(partial(self._end, source_id))

    def _note_error(self, failure: Failure, spider: SourceSpider) -> None:
        """A callback died. Where the archive is to blame, all is over; else the source has crashed."""
        if isinstance(failure.value, StorageError):
            self._desk.abandon(failure.value)
        self._errors.setdefault(spider.name, f"{type(failure.value).__name__}: {failure.value}")

    def _close(self, spider: SourceSpider, reason: str) -> None:
        release_source(self._session, spider.name)
        if reason == _SHUTDOWN or self._desk.storage_error is not None:
            return
        tally = spider.tally
        left = tally.discovered - tally.known - tally.fetched - tally.failed - tally.skipped
        check = spider.cross_check
        outcome = make_outcome(tally, spider.channels, reason, self._errors.get(spider.name), check)
        self._report(
            SourceReport(
                source_id=spider.name,
                state=outcome.state,
                reason=outcome.reason,
                channel=outcome.channel,
                requests=tally.requests,
                discovered=tally.discovered,
                known=tally.known,
                fetched=tally.fetched,
                failed=tally.failed,
                skipped=tally.skipped + max(left, 0),
                unchanged=tally.unchanged,
                **(check.as_columns() if check else {}),
                seconds=round(time.monotonic() - spider.started, 3),
            )
        )

    def _end(self, source_id: str, task: asyncio.Task[None]) -> None:
        """A spider that could not even be started has no other word."""
        error = None if task.cancelled() else task.exception()
        if error is not None and source_id not in self._reported:
            self._report(SourceReport(source_id, "crashed", f"the spider failed: {type(error).__name__}: {error}"))

    def _report(self, report: SourceReport) -> None:
        self._reported.add(report.source_id)
        self._emit({"event": "finished", "report": report.as_json()})


class _Formatter(logging.Formatter):
    """One line per record that begins with the source it is about."""

    def format(self, record: logging.LogRecord) -> str:
        spider = getattr(record, "spider", None)
        text = super().format(record)
        return f"{spider.name}: {text}" if spider is not None else text


def main() -> int:
    """Do the job on standard input; the exit code is 0 even where sources failed, 3 where nothing can be kept."""
    emit = take_stdout()
    job = Job.model_validate_json(sys.stdin.buffer.read())
    if not end_with_parent(job.parent_pid):
        return 1
    try:
        error = _run(job, emit)
    except StorageError as failure:
        error = failure
    except DBAPIError as failure:
        error = StorageError(f"The database cannot be used: {failure.orig}")
    if error is None:
        return 0
    emit({"event": "storage", "message": str(error)})
    return STORAGE_EXIT


def take_stdout() -> Emit:
    """What writes a message as a JSON line to stdout, where from now on nobody else writes: their words are the log."""
    stream = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return partial(_write_line, stream)


def _write_line(stream: TextIO, message: dict[str, Any]) -> None:
    stream.write(json.dumps(message) + "\n")
    stream.flush()


def end_with_parent(parent_pid: int) -> bool:
    """Let the kernel hang up on us when the parent dies, however it dies; False if it is gone already. Linux only.

    Not SIGINT: it comes once for every thread of the parent, and Scrapy takes a second one for an order to drop all.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGHUP)
    return os.getppid() == parent_pid


def _run(job: Job, emit: Emit) -> StorageError | None:
    """Harvest; returns why it was given up, if it was."""
    settings = job.make_settings()
    process = AsyncCrawlerProcess(crawl_settings(settings, job.kind == "replay"))
    _configure_logs()
    engine = make_engine(settings)
    desk = Desk(engine, settings, job.night_id, job.now, job.make_index(), stop=partial(_stop, process))
    try:
        with open_session(engine) as session:
            crew = Crew(process, desk, session, emit)
            signal.signal(signal.SIGHUP, partial(_hang_up, desk))
            for assignment in job.assignments:
                crew.send(assignment)
            process.start()
    finally:
        engine.dispose()
    return desk.storage_error


def _stop(process: AsyncCrawlerProcess) -> None:
    asyncio.ensure_future(process.stop())  # noqa: RUF006  (the process lives until it is done)


def _hang_up(desk: Desk, *_: object) -> None:
    """The parent is gone: what was fetched is stored, nothing is reported."""
    from twisted.internet import reactor  # may be imported only after Scrapy has chosen one

    reactor.callFromThread(desk.stop)


def _has_news(record: logging.LogRecord) -> bool:
    """Scrapy's first count of a crawl says that there is nothing to count yet."""
    return not record.getMessage().startswith("Crawled 0 pages")


def _configure_logs() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter("%(levelname)s %(message)s"))
    handler.addFilter(_has_news)
    logging.getLogger().addHandler(handler)
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level)


if __name__ == "__main__":
    sys.exit(main())
