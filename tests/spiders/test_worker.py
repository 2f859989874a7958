import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from models.settings import Settings
from models.store.pages import hold_source, open_session, start_night
from spiders.discovery import Scope
from spiders.job import Assignment, Job
from spiders.worker import STORAGE_EXIT, end_with_parent

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 15, 5, 0, tzinfo=UTC)


def _job(settings: Settings, scope: Scope, night_id: int = 1, **values: Any) -> Job:
    return Job.model_validate(
        {
            "home": str(settings.home),
            "database_url": settings.database_url,
            "delay_seconds": 0.0,
            "max_requests_per_source": 9,
            "contact": None,
            "allow_private_hosts": True,
            "archive_file_megabytes": 50,
            "kind": "live",
            "night_id": night_id,
            "now": NOON,
            "parent_pid": os.getpid(),
            "assignments": [Assignment(source=scope.source, platform=scope.platform, since=None)],
            **values,
        }
    )


def _run(job: Job) -> tuple[int, list[dict[str, Any]]]:
    done = subprocess.run(
        [sys.executable, "-m", "spiders.worker"],
        input=job.model_dump_json(),
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def test_a_child_reports_each_source_as_one_line(
    settings: Settings, engine: Engine, make_scope: Callable[..., Scope]
) -> None:
    with open_session(engine) as session:
        night_id = start_night(session, "live", NOON)
        scope = make_scope("feed", "http://127.0.0.1:9/feed/")
        code, events = _run(_job(settings, scope, night_id))
    assert code == 0
    (event,) = events
    assert event["event"] == "finished"
    assert (event["report"]["source_id"], event["report"]["state"]) == ("contoh", "unreachable")
    assert event["report"]["reason"] == "feed refused the connection"


def test_a_child_leaves_alone_what_another_harvest_holds(
    settings: Settings, engine: Engine, make_scope: Callable[..., Scope]
) -> None:
    with open_session(engine) as session:
        assert hold_source(session, "contoh")
        code, events = _run(_job(settings, make_scope("feed", "http://127.0.0.1:9/feed/")))
    assert code == 0
    assert events[0]["report"]["state"] == "busy"


def test_a_child_without_a_database_says_so(settings: Settings, make_scope: Callable[..., Scope]) -> None:
    url = "postgresql://postgres@127.0.0.1:9/tidak-ada?connect_timeout=2"
    code, events = _run(_job(settings, make_scope(), database_url=url))
    assert code == STORAGE_EXIT
    assert events[0]["event"] == "storage"
    assert "database" in events[0]["message"]


def test_a_child_whose_parent_is_gone_does_nothing(settings: Settings, make_scope: Callable[..., Scope]) -> None:
    assert _run(_job(settings, make_scope(), parent_pid=1)) == (1, [])


def test_a_process_knows_its_parent() -> None:
    code = "import sys; from spiders.worker import end_with_parent; sys.exit(not end_with_parent(int(sys.argv[1])))"
    assert subprocess.run([sys.executable, "-c", code, str(os.getpid())], cwd=ROOT).returncode == 0
    assert subprocess.run([sys.executable, "-c", code, "1"], cwd=ROOT).returncode == 1
    assert callable(end_with_parent)
