"""Nights, each in a process of its own (`night.py`), so that its time, memory and death are its own too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Row, text

from bench.harvest.stage import ROOT, need
from models.database import make_engine
from models.settings import Settings


@dataclass
class Night:
    """A night that is over: its report, and what it cost."""

    report: dict[str, Any]
    seconds: float
    cpu_seconds: float
    log: str
    sources: dict[str, dict[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        self.sources = {source["source_id"]: source for source in self.report["sources"]}


class RunningNight:
    """A night under way in a session of its own."""

    def __init__(self, settings: Settings, catalogue: Path, sources: list[str] | None = None) -> None:
        self._log = settings.home.with_suffix(".log")
        self._began = time.monotonic()
        own = {**settings.model_dump(mode="json"), "DATABASE_URL": settings.database_url}
        with self._log.open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bench.harvest.night"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        with need(self._process.stdin) as stream:
            stream.write(json.dumps({"settings": own, "catalogue": str(catalogue), "sources": sources}))

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it is still running."""
        return self._process.poll() is None

    def finish(self) -> Night:
        """Wait for its end. RuntimeError, with its log, if it gives no report."""
        with need(self._process.stdout) as stream:
            said = stream.read()
        _, status, usage = os.wait4(self.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        log = self._log.read_text(encoding="utf-8")
        if not said:
            raise RuntimeError(f"the night gave no report:\n{log[-3000:]}")
        return Night(json.loads(said), time.monotonic() - self._began, usage.ru_utime + usage.ru_stime, log)

    def bury(self) -> None:
        """Wait for the end of one that was killed."""
        with need(self._process.stdout):
            self._process.wait()


def run_night(settings: Settings, catalogue: Path, sources: list[str] | None = None) -> Night:
    """A whole night. RuntimeError, with its log, if it gives no report."""
    return RunningNight(settings, catalogue, sources).finish()


def load_pages(settings: Settings) -> list[Row[Any]]:
    """All rows of the page table."""
    engine = make_engine(settings)
    with engine.connect() as connection:
        rows = list(connection.execute(text("SELECT * FROM page ORDER BY source_id, key, part, id")))
    engine.dispose()
    return rows
