"""What happens to a night when its processes are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from models.archive import Pointer, read_response
from models.catalogue import Catalogue
from models.settings import Settings
from spiders.report import NightReport, SourceReport
from spiders.run import harvest

ROOT = Path(__file__).parents[2]
NOW = datetime.now(UTC)
ARTICLES = 16
PARENT = """
import sys
from pathlib import Path
from models.catalogue import Catalogue
from models.settings import Settings
from spiders.run import harvest

settings = Settings.model_validate_json(sys.argv[1])
harvest(settings, Catalogue("contoh", root=Path(sys.argv[2]), samples=None), log=lambda line: print(line, flush=True))
"""

MakeCatalogue = Callable[[dict[str, Any]], Catalogue]


def _outlet(farm: Any, number: int, articles: int = ARTICLES) -> Any:
    site = farm.site(number)
    site.feed("/feed/", {site.article(f"/berita-{n}/"): NOW - timedelta(minutes=n) for n in range(articles)})
    return site


def _facts(site: Any) -> dict[str, Any]:
    facts: dict[str, Any] = site.facts({"spider": "feed", "url": "/feed/"})
    return facts


def _wait_for(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def _workers(parent: int) -> list[int]:
    """Workers whose parent is the given process."""
    children = Path(f"/proc/{parent}/task").glob("*/children")
    pids = {int(pid) for path in children for pid in path.read_text().split()}
    return [pid for pid in pids if b"spiders.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def _is_running(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] not in ("Z", "X")


def _of(report: NightReport, source_id: str) -> SourceReport:
    (found,) = [source for source in report.sources if source.source_id == source_id]
    return found


def _nights(engine: Engine) -> list[tuple[str, str | None]]:
    with engine.connect() as connection:
        return [(row[0], row[1]) for row in connection.execute(text("SELECT state, reason FROM night ORDER BY id"))]


def _start_parent(settings: Settings, catalogue: Catalogue) -> subprocess.Popen[str]:
    text = settings.model_dump_json(by_alias=True)
    return subprocess.Popen(
        [sys.executable, "-c", PARENT, text, str(catalogue.root)], cwd=ROOT, stdout=subprocess.DEVNULL, text=True
    )


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_a_night_killed_in_the_middle_is_completed_by_the_next(
    farm: Any, settings: Settings, engine: Engine, make_catalogue: MakeCatalogue, sent: signal.Signals
) -> None:
    site = _outlet(farm, 51)
    catalogue = make_catalogue({"satu": _facts(site)})
    slow = settings.model_copy(update={"delay_seconds": 0.25})
    with _start_parent(slow, catalogue) as parent:
        _wait_for(lambda: len(site.requests) >= 7)
        workers = _workers(parent.pid)
        parent.send_signal(sent)
    assert workers
    _wait_for(lambda: not any(_is_running(pid) for pid in workers))
    asked = len(site.requests)
    assert asked < ARTICLES, "the child went with its parent"

    report = harvest(settings.model_copy(update={"delay_seconds": 0.0}), catalogue)
    source = _of(report, "satu")
    assert source.state == "ok"
    assert source.known >= 3, "what was fetched before the end was stored"
    assert source.known + source.fetched == ARTICLES
    with engine.connect() as connection:
        pages = list(connection.execute(text("SELECT key, warc_file, warc_offset FROM page")))
    assert len({page.key for page in pages}) == len(pages) == ARTICLES
    for page in pages:
        assert read_response(settings.archive_dir, Pointer(page.warc_file, page.warc_offset)).status == 200
    assert not list(settings.archive_dir.rglob("*.open"))
    lost, done = _nights(engine)
    expected = "its process ended before" if sent == signal.SIGKILL else "interrupted: KeyboardInterrupt"
    assert lost[0] == "failed"
    assert (lost[1] or "").startswith(expected)
    assert done == ("done", None)


def _kill_workers() -> None:
    for pid in _workers(os.getpid()):
        os.kill(pid, signal.SIGKILL)


def test_a_child_that_dies_once_takes_nothing_with_it(
    farm: Any, settings: Settings, engine: Engine, make_catalogue: MakeCatalogue
) -> None:
    good, deadly = _outlet(farm, 52, 3), _outlet(farm, 53, 3)
    deaths: list[int] = []

    def kill_once() -> None:
        if not deaths:
            deaths.append(1)
            _kill_workers()

    deadly.answers["/berita-1/"].hook = kill_once
    log: list[str] = []
    fast = settings.model_copy(update={"delay_seconds": 0.0})
    report = harvest(fast, make_catalogue({"baik": _facts(good), "maut": _facts(deadly)}), log=log.append)
    assert {source.state for source in report.sources} <= {"ok", "nothing_new"}
    assert any("maut: its process ended early (signal 9), trying it alone" in line for line in log)
    with engine.connect() as connection:
        keys = connection.execute(text("SELECT count(DISTINCT key) FROM page")).scalar_one()
    assert keys == 6
    assert len(report.warnings) <= 2


def test_a_source_that_kills_its_child_again_has_crashed(
    farm: Any, settings: Settings, engine: Engine, make_catalogue: MakeCatalogue
) -> None:
    deadly = _outlet(farm, 54, 3)
    deadly.answers["/berita-1/"].hook = _kill_workers
    fast = settings.model_copy(update={"delay_seconds": 0.0})
    report = harvest(fast, make_catalogue({"maut": _facts(deadly)}))
    crashed = _of(report, "maut")
    assert (crashed.state, crashed.fetched) == ("crashed", 0)
    assert "signal 9" in crashed.reason
    assert (report.state, report.reason) == ("failed", "every source crashed")
    assert _nights(engine) == [("failed", "every source crashed")]


def test_a_mistake_of_ours_crashes_its_source_only(
    farm: Any, settings: Settings, make_catalogue: MakeCatalogue
) -> None:
    good, broken = _outlet(farm, 55, 3), _outlet(farm, 56, 3)
    wrong = {"spider": "listing", "url": "/berita-0/", "article": "li["}
    fast = settings.model_copy(update={"delay_seconds": 0.0})
    report = harvest(fast, make_catalogue({"baik": _facts(good), "salah": broken.facts(wrong)}))
    assert (_of(report, "baik").state, report.state) == ("ok", "done")
    mistaken = _of(report, "salah")
    assert mistaken.state == "crashed"
    assert "SelectorSyntaxError" in mistaken.reason
