"""One harvest: which sources, in how many processes, how it ended. The only door to this package.

A source that fails is a state in the report, never an exception; StorageError means that nothing can be kept.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from models import clock
from models.archive import ArchiveIndex, heal, index_archive
from models.catalogue import Catalogue
from models.database import open_database
from models.errors import StorageError
from models.settings import Settings
from models.store.pages import end_night, open_session, record_source, start_night
from spiders.assigning import assign, choose_sources
from spiders.children import Children, Message
from spiders.job import JOB_SETTINGS, Assignment, Job
from spiders.report import NightReport, SourceReport
from spiders.settings import most_seconds

_MOST_CHILDREN = 2
_SMALL_REPLAY = 400
"""Answers of an archive below which a second child would cost more than it saves."""
_CHILD_SLACK_SECONDS = 300.0

Progress = Callable[[SourceReport], None]
Log = Callable[[str], None]


@dataclass
class _Night:
    """A harvest under way."""

    settings: Settings
    catalogue: Catalogue
    session: Connection
    night_id: int
    kind: Literal["live", "replay"]
    now: datetime
    index: ArchiveIndex | None
    progress: Progress
    log: Log
    reports: dict[str, SourceReport] = field(default_factory=dict)
    assignments: dict[str, Assignment] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)

    def run(self) -> None:
        """Harvest all assignments; a source whose child died is tried once more, alone."""
        retried: set[str] = set()
        seconds = most_seconds(self.settings) + _CHILD_SLACK_SECONDS
        with Children(_MOST_CHILDREN, seconds) as children:
            for share in self._make_shares():
                children.add(self._make_job(share))
            for message in children.hear():
                self._hear(message)
                if message.kind == "exit":
                    self._retry(message, children, retried)

    def elapsed_at(self) -> datetime:
        """Now, on the night's own clock: a replay happens at the archive's date."""
        return self.now + timedelta(seconds=time.monotonic() - self.started)

    def _hear(self, message: Message) -> None:
        if message.kind == "log":
            self.log(message.content)
        elif message.kind == "event" and message.content["event"] == "storage":
            raise StorageError(message.content["message"])
        elif message.kind == "event":
            report = SourceReport(**message.content["report"])
            message.child.unfinished.remove(report.source_id)
            self._keep(report)

    def _retry(self, message: Message, children: Children, retried: set[str]) -> None:
        for source_id in message.child.unfinished:
            if source_id in retried:
                reason = f"its process ended twice before it was done ({_say_code(message.content)})"
                self._keep(SourceReport(source_id, "crashed", reason))
                continue
            self.log(f"{source_id}: its process ended early ({_say_code(message.content)}), trying it alone")
            retried.add(source_id)
            children.add(self._make_job([source_id]))

    def _keep(self, report: SourceReport) -> None:
        self.reports[report.source_id] = report
        record_source(self.session, self.night_id, report.as_outcome(self.elapsed_at()))
        self.progress(report)

    def _make_shares(self) -> Iterator[list[str]]:
        """Source ids for each child, dealt out in turn."""
        is_small = self.index is not None and len(self.index.entries) < _SMALL_REPLAY
        count = 1 if is_small else min(_MOST_CHILDREN, len(self.assignments))
        ids = list(self.assignments)
        return (ids[start::count] for start in range(count))

    def _make_job(self, source_ids: Sequence[str]) -> Job:
        shared = {name: getattr(self.settings, name) for name in ("database_url", *JOB_SETTINGS)}
        return Job(
            **shared,
            home=str(self.settings.home),
            kind=self.kind,
            night_id=self.night_id,
            now=self.now,
            parent_pid=os.getpid(),
            assignments=tuple(self.assignments[source_id] for source_id in source_ids),
            replay=self.index.entries if self.index else (),
        )


def harvest(
    settings: Settings,
    catalogue: Catalogue,
    *,
    sources: Sequence[str] | None = None,
    replay: Path | None = None,
    since: datetime | None = None,
    progress: Progress | None = None,
    log: Log | None = None,
) -> NightReport:
    """Harvest the sources of a catalogue into archive and page table; one night, one report.

    `sources`: only these ids. `replay`: a WARC file, or a folder of them, asked instead of the network. `since`: how
    far back to look, for all sources. `progress` hears each source's report, `log` each line of the spiders' logs.
    Raises UsageError where there is nothing to harvest, StorageError where archive or database cannot be used (the
    night has ended `failed` then, and the next one completes it).
    """
    index = index_archive(replay) if replay else None
    chosen = choose_sources(catalogue, sources, index)
    now = (index.newest if index else None) or clock.now()
    with _storage_errors():
        engine = open_database(settings)
        healed = heal(settings.archive_dir)
    try:
        with _storage_errors(), open_session(engine) as session:
            kind: Literal["live", "replay"] = "replay" if index else "live"
            night_id = start_night(session, kind, now)
            night = _Night(
                settings, catalogue, session, night_id, kind, now, index, progress or _ignore, log or _ignore
            )
            night.assignments = assign(session, settings, catalogue, chosen, kind=kind, now=now, since=since)
            _run_night(night)
            return _close(night, healed)
    finally:
        engine.dispose()


def _run_night(night: _Night) -> None:
    """Run it; whatever stops it is written down as the night's reason before it goes on its way."""
    try:
        night.run()
    except BaseException as error:
        reason = str(error) if isinstance(error, StorageError) else f"interrupted: {type(error).__name__}"
        with suppress(DBAPIError):  # the database may be what failed: the next start marks the night
            end_night(night.session, night.night_id, "failed", reason, night.elapsed_at())
        raise


def _close(night: _Night, healed: Sequence[Path]) -> NightReport:
    reports = tuple(night.reports[source_id] for source_id in night.assignments if source_id in night.reports)
    has_failed = all(report.state == "crashed" for report in reports)
    state, reason = ("failed", "every source crashed") if has_failed else ("done", None)
    end_night(night.session, night.night_id, state, reason, night.elapsed_at())
    warnings = [f"{path}: was left open by a process that died, and has been closed" for path in healed]
    return NightReport(
        night_id=night.night_id,
        kind=night.kind,
        started_at=night.now,
        state=state,
        reason=reason,
        sources=reports,
        seconds=round(time.monotonic() - night.started, 3),
        warnings=(*warnings, *(night.index.warnings if night.index else ())),
    )


@contextmanager
def _storage_errors() -> Iterator[None]:
    """The database's own errors as ours."""
    try:
        yield
    except DBAPIError as error:
        raise StorageError(f"The database cannot be used: {error.orig}") from error


def _say_code(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _ignore(_: object) -> None:
    """For callers who do not listen."""
