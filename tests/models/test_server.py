"""The embedded server as its users see it, and the failures of other managers that come from sharing it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

from models.errors import StorageError
from models.server import EmbeddedServer

type_make = Callable[..., EmbeddedServer]
type_spawn = Callable[..., "Popen[str]"]
type_connect = Callable[[str], Any]

ENSURE_AND_WAIT = (
    "import sys, pathlib, time, models.server as s\n"
    "print(s.EmbeddedServer(pathlib.Path(sys.argv[1])).ensure(), flush=True); time.sleep(60)"
)


def test_makes_a_database_that_stays_where_it_is(make_server: type_make, connect: type_connect) -> None:
    server = make_server()
    url = server.ensure()
    connect(url).execute("create table kept as select 'Sungailiat' as name")
    assert url == server.ensure()
    assert server.stop()
    assert connect(server.ensure()).execute("select name from kept").fetchone() == ("Sungailiat",)


def test_runs_with_the_settings_pantau_needs(server: EmbeddedServer, connect: type_connect) -> None:
    connection = connect(server.ensure())
    wanted = {
        "listen_addresses": "",
        "fsync": "on",
        "synchronous_commit": "on",
        "jit": "off",
        "maintenance_work_mem": "256MB",
        "max_connections": "60",
        "TimeZone": "UTC",
        "server_encoding": "UTF8",
        "logging_collector": "on",
    }
    assert {name: connection.execute(f"show {name}").fetchone()[0] for name in wanted} == wanted
    connection.execute("create extension vector")


def test_attaches_in_a_few_milliseconds(server: EmbeddedServer) -> None:
    server.ensure()
    times = []
    for _ in range(20):
        before = time.perf_counter()
        server.ensure()
        times.append(time.perf_counter() - before)
    assert min(times) < 0.1


def test_status_tells_a_running_server_from_a_stopped_one(server: EmbeddedServer) -> None:
    before = server.status()
    assert (before.is_running, before.pid, before.version) == (False, None, "18")
    server.ensure()
    running = server.status()
    assert running.is_running
    assert running.pid is not None
    assert Path(f"/proc/{running.pid}/comm").read_text().strip() == "postgres"
    assert running.version is not None
    assert running.version.startswith("18.")
    assert running.size_bytes > 10_000_000
    assert running.data_dir == server.home / "postgres" / "data"
    assert server.stop()
    assert not server.status().is_running


def test_stop_and_status_of_a_home_that_is_not_there_change_nothing(make_server: type_make) -> None:
    server = make_server()
    assert server.stop() is False
    assert server.status().version is None
    assert not server.home.exists()


def test_stop_says_whether_there_was_a_server(server: EmbeddedServer) -> None:
    server.ensure()
    assert [server.stop(), server.stop()] == [True, False]


def test_a_relative_home_is_fixed_when_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    server = EmbeddedServer(Path(".pantau"))
    monkeypatch.chdir("/")
    assert server.home == tmp_path.resolve() / ".pantau"


@pytest.mark.parametrize(
    "name",
    [
        "with space",
        "a,b",
        "50%",
        "say \"hi\" 'there' $HOME `x`",
        "Tanjung\u00a0Pandan é",
        "long/" + 45 * "ab/",
    ],
)
def test_any_folder_name_will_do(name: str, make_server: type_make, connect: type_connect) -> None:
    """F9: a space in the path; and 140 characters, which no socket address holds."""
    server = make_server(name)
    assert connect(server.ensure()).execute("select 1").fetchone() == (1,)
    assert EmbeddedServer(server.home).ensure() == server.ensure()
    assert EmbeddedServer(server.home).stop()


def test_eight_processes_race_on_an_empty_folder(make_server: type_make, spawn: type_spawn) -> None:
    server = make_server()
    answers = [child.communicate(timeout=60) for child in [spawn(server.home) for _ in range(8)]]
    assert {url.strip() for url, _ in answers} == {server.ensure()}
    assert [said for _, said in answers if said] == []


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_the_server_outlives_the_client_that_started_it(
    ending: signal.Signals, server: EmbeddedServer, spawn: type_spawn
) -> None:
    """F1: a killed client left the server unstoppable. The signal goes to its whole group, as by Ctrl-C."""
    child = spawn(server.home, script=ENSURE_AND_WAIT)
    assert child.stdout is not None
    url = child.stdout.readline().strip()
    os.killpg(child.pid, ending)
    child.wait(timeout=10)
    assert server.ensure() == url
    assert server.stop() is True
    assert not server.status().is_running


def test_no_client_is_cut_when_another_leaves(server: EmbeddedServer, spawn: type_spawn, connect: type_connect) -> None:
    """F2: the last user who had counted himself in stopped the server under the others."""
    first = spawn(server.home, script=ENSURE_AND_WAIT)
    assert first.stdout is not None
    connection = connect(first.stdout.readline().strip())
    os.killpg(first.pid, signal.SIGINT)
    first.wait(timeout=10)
    assert spawn(server.home).communicate(timeout=20)[1] == ""
    assert connection.execute("select 1").fetchone() == (1,)


def test_six_clients_at_once_find_the_server_again(
    server: EmbeddedServer, spawn: type_spawn, kill_postmaster: Callable[[EmbeddedServer], int]
) -> None:
    url = server.ensure()
    dead = kill_postmaster(server)
    answers = [child.communicate(timeout=60) for child in [spawn(server.home) for _ in range(6)]]
    assert answers == [(f"{url}\n", "")] * 6
    assert server.status().pid != dead


def test_data_of_another_postgresql_is_refused(server: EmbeddedServer) -> None:
    (server.home / "postgres" / "data" / "PG_VERSION").write_text("16\n")
    with pytest.raises(StorageError, match=r"data was written by PostgreSQL 16, but .* PostgreSQL 18"):
        server.ensure()
    (server.home / "postgres" / "data" / "PG_VERSION").write_text("18\n")
    server.ensure()


def test_a_folder_in_the_way_is_refused_and_kept(make_server: type_make) -> None:
    server = make_server()
    thesis = server.home / "postgres" / "data" / "thesis.txt"
    thesis.parent.mkdir(parents=True)
    thesis.write_text("mine")
    with pytest.raises(StorageError, match="data is in the way"):
        server.ensure()
    assert thesis.read_text() == "mine"


def test_a_home_that_cannot_be_made_is_explained() -> None:
    with pytest.raises(StorageError, match="/proc/pantau/postgres"):
        EmbeddedServer(Path("/proc/pantau")).ensure()
