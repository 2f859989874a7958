"""What one child process is to do, as JSON over its standard input, and the desk its spiders share.

Nothing here crawls (`worker.py`) or decides which sources a night has (`run.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pydantic import AwareDatetime
from sqlalchemy import Engine

from models.archive import ArchiveIndex, Entry
from models.errors import StorageError
from models.facts import Strict
from models.settings import Settings
from models.sources import Platform, Source

JOB_SETTINGS = (
    "delay_seconds", "max_requests_per_source", "timeout_seconds", "max_minutes_per_source", "contact",
    "allow_private_hosts", "archive_file_megabytes",
)  # fmt: skip
"""Names of the settings a child needs, beside home and database."""


class Assignment(Strict):
    """One source to harvest. `since` null: everything its channels have.

    `is_settled`: what is known of it has no gaps, so that a listing may be left where nothing is new.
    `is_check_due`: a second channel is to be asked as well. `terms`: what channels by topic are searched for.
    """

    source: Source
    platform: Platform
    since: AwareDatetime | None
    is_settled: bool = False
    is_check_due: bool = False
    terms: tuple[str, ...] = ()


class Job(Strict):
    """The work of one child. `replay` holds the archive's entries in place of the network."""

    home: str
    database_url: str | None
    delay_seconds: float
    max_requests_per_source: int
    timeout_seconds: float = 30.0
    max_minutes_per_source: float | None = None
    contact: str | None
    allow_private_hosts: bool
    archive_file_megabytes: int
    kind: Literal["live", "replay"]
    night_id: int
    now: AwareDatetime
    parent_pid: int
    assignments: tuple[Assignment, ...]
    replay: tuple[tuple[str, int, str, AwareDatetime, int, tuple[str, str] | None], ...] = ()

    def make_settings(self) -> Settings:
        """The parent's settings; the environment is not asked a second time."""
        names = ("home", *JOB_SETTINGS)
        values = {name: getattr(self, name) for name in names}
        return Settings.model_validate({**values, "DATABASE_URL": self.database_url})

    def make_index(self) -> ArchiveIndex | None:
        """The archive to replay; None on a live night."""
        if self.kind == "live":
            return None
        return ArchiveIndex(tuple(Entry(*entry) for entry in self.replay))


@dataclass
class Desk:
    """What all spiders of a child share."""

    engine: Engine
    settings: Settings
    night_id: int
    now: AwareDatetime
    index: ArchiveIndex | None
    stop: Callable[[], None]
    """Ends every crawl of this process."""
    storage_error: StorageError | None = None

    def abandon(self, error: StorageError) -> None:
        """Stop everything: what is fetched from now on could not be kept."""
        if self.storage_error is None:
            self.storage_error = error
            self.stop()

    def versions_of(self, url: str) -> list[Entry | None]:
        """The answers a request is to be made for: one from the network, or every one worth reading of the archive."""
        if self.index is None:
            return [None]
        return list(self.index.versions(url)) or [None]
