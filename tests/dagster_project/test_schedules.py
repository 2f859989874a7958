"""The proof that a schedule tick really launches a run that succeeds: a daemon, a temporary home, a minute."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import dagster as dg
import pytest

from serving.cli.services import prepare_dagster_home

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 180


@pytest.fixture
def daemon(settings, tmp_path, sample_archive):
    home = prepare_dagster_home(tmp_path)
    environment = {
        **os.environ,
        "DAGSTER_HOME": str(home),
        "DATABASE_URL": settings.database_url,
        "PANTAU_HOME": str(settings.home),
        "PANTAU_NIGHTLY_CRON": "* * * * *",
        "PANTAU_REPLAY": str(sample_archive),
    }
    log = (tmp_path / "daemon.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "dagster._daemon", "run", "-m", "dagster_project.definitions"],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    yield home
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    log.close()


def wait_for_end(home: Path) -> dg.DagsterRun | None:
    ended = (dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED)
    deadline = time.monotonic() + PATIENCE_SECONDS
    with dg.DagsterInstance.from_config(str(home)) as instance:
        while time.monotonic() < deadline:
            runs = instance.get_runs(dg.RunsFilter(job_name="nightly", statuses=list(ended)))
            if runs:
                return runs[-1]
            time.sleep(1)
    return None


def test_a_tick_launches_a_night_that_succeeds(daemon, engine):
    run = wait_for_end(daemon)
    assert run is not None, "no run ended in time; see daemon.log"
    assert run.status is dg.DagsterRunStatus.SUCCESS
    assert run.tags["dagster/schedule_name"] == "nightly_schedule"
    with engine.connect() as connection:
        articles = connection.exec_driver_sql("SELECT count(*) FROM article").scalar_one()
    assert articles > 100
