"""What a crash leaves behind, and that the next client makes it good. Each case broke another manager or ours."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

from models.errors import StorageError
from models.server import EmbeddedServer

type_make = Callable[..., EmbeddedServer]
type_spawn = Callable[..., "Popen[str]"]
type_connect = Callable[[str], Any]
type_kill = Callable[[EmbeddedServer], int]

needs_linux = pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="looks at processes in /proc")

# Its server becomes its own child, which nobody reaps: killed, it stays a zombie with a live-looking pid.
REVIVE_ZOMBIE = """
import ctypes, os, pathlib, sys, time
from models.server import EmbeddedServer
PR_SET_CHILD_SUBREAPER = 36
assert ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0
server = EmbeddedServer(pathlib.Path(sys.argv[1]))
server.ensure()
dead = server.status().pid
os.kill(dead, 9)
time.sleep(0.1)
assert pathlib.Path(f"/proc/{dead}/stat").read_text().split()[2] == "Z"
server.ensure()
assert server.status().is_running and server.status().pid != dead
server.stop()
print("revived")
"""


class Mute:
    """A connection that says of every server that it is not ready yet."""

    @staticmethod
    def ping(conninfo: bytes) -> int:
        return 1


def is_alive(pid: int) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


def append_setting(server: EmbeddedServer, line: str) -> None:
    with (server.home / "postgres" / "data" / "postgresql.auto.conf").open("a") as settings:
        settings.write(f"{line}\n")


@pytest.fixture
def stranger() -> Iterator[int]:
    """Pid of a living process that is no database server."""
    with subprocess.Popen(["sleep", "60"]) as process:
        yield process.pid
        process.kill()


def test_a_killed_server_is_replaced_at_once(
    server: EmbeddedServer, connect: type_connect, kill_postmaster: type_kill
) -> None:
    """F3: the pid file was believed, and the dead server's address handed out."""
    connect(server.ensure()).execute("create table kept as select 1 as one")
    dead = kill_postmaster(server)
    assert connect(server.ensure()).execute("select one from kept").fetchone() == (1,)
    assert server.status().pid != dead


@needs_linux
def test_a_zombie_is_no_server(server: EmbeddedServer, spawn: type_spawn) -> None:
    """F3: nobody reaps the killed server, as under a container's first process."""
    assert spawn(server.home, script=REVIVE_ZOMBIE).communicate(timeout=60) == ("revived\n", "")


def test_the_pid_of_a_stranger_is_no_server(
    server: EmbeddedServer, connect: type_connect, kill_postmaster: type_kill, stranger: int
) -> None:
    """F3: the pid was given to another process, which must be left in peace."""
    url = server.ensure()
    dead = kill_postmaster(server)
    for file in (server.home / "postgres/data/postmaster.pid", server.home / "postgres/run/.s.PGSQL.5432.lock"):
        file.write_text(file.read_text().replace(f"{dead}\n", f"{stranger}\n"))
    assert connect(server.ensure()).execute("select 1").fetchone() == (1,)
    assert server.ensure() == url
    assert is_alive(stranger)


@pytest.mark.parametrize("text", ["", "\n", "12", "not a number\n/tmp\n"])
def test_a_damaged_pid_file_is_no_obstacle(
    text: str, server: EmbeddedServer, connect: type_connect, kill_postmaster: type_kill
) -> None:
    """F5."""
    server.ensure()
    kill_postmaster(server)
    (server.home / "postgres" / "data" / "postmaster.pid").write_text(text)
    assert connect(server.ensure()).execute("select 1").fetchone() == (1,)


def test_a_running_server_without_a_pid_file_is_attached_to(server: EmbeddedServer) -> None:
    url = server.ensure()
    (server.home / "postgres" / "data" / "postmaster.pid").write_text("")
    assert server.ensure() == url
    wait_until(lambda: server.status().is_running)


def test_a_recovery_of_over_ten_seconds_is_waited_for(
    server: EmbeddedServer, spawn: type_spawn, connect: type_connect, kill_postmaster: type_kill
) -> None:
    """F4: after ten seconds the server was given up. Recovery asks a slow archive here, instead of reading WAL.

    The client that began it is killed meanwhile, so that the next finds a server that listens and refuses.
    """
    server.ensure()
    kill_postmaster(server)
    data = server.home / "postgres" / "data"
    (data / "recovery.signal").touch()
    os.chown(data / "recovery.signal", data.stat().st_uid, data.stat().st_gid)
    append_setting(server, "hot_standby = off")
    append_setting(server, "restore_command = 'mkdir ../slow && sleep 10.5; false'")
    begun = time.monotonic()
    first = spawn(server.home)
    wait_until((data.parent / "slow").exists)
    first.kill()
    assert connect(server.ensure()).execute("select pg_is_in_recovery()").fetchone() == (False,)
    assert 10 < time.monotonic() - begun < 60


@needs_linux
def test_a_backend_that_outlives_its_server_is_ended(
    server: EmbeddedServer, connect: type_connect, kill_postmaster: type_kill
) -> None:
    connection = connect(server.ensure())
    orphan = connection.info.backend_pid
    # A query that computes does not notice that its postmaster is gone; one that waits does.
    connection.pgconn.send_query(b"select count(*) from generate_series(1, 10000000000)")
    time.sleep(0.2)
    kill_postmaster(server)
    time.sleep(0.3)
    assert is_alive(orphan)
    assert connect(server.ensure()).execute("select 1").fetchone() == (1,)
    assert not is_alive(orphan)


@needs_linux
def test_a_server_whose_socket_was_deleted_is_restarted(server: EmbeddedServer, connect: type_connect) -> None:
    connect(server.ensure()).execute("create table kept as select 1 as one")
    before = server.status().pid
    (server.home / "postgres" / "run" / ".s.PGSQL.5432").unlink()
    assert connect(server.ensure()).execute("select one from kept").fetchone() == (1,)
    assert before is not None
    assert not is_alive(before)


@needs_linux
def test_a_shell_in_the_data_folder_is_left_in_peace(server: EmbeddedServer, kill_postmaster: type_kill) -> None:
    server.ensure()
    with subprocess.Popen(["sleep", "60"], cwd=server.home / "postgres" / "data") as shell:
        kill_postmaster(server)
        server.ensure()
        assert shell.poll() is None
        shell.kill()


@pytest.mark.parametrize("is_initdb_killed", [False, True])
def test_a_killed_initdb_is_begun_again(
    is_initdb_killed: bool, make_server: type_make, spawn: type_spawn, connect: type_connect
) -> None:
    server = make_server()
    data = server.home / "postgres" / "data.new"
    child = spawn(server.home)
    wait_until((data / "PG_VERSION").is_file)
    if is_initdb_killed:
        os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
    child.wait()
    assert data.exists()
    assert connect(server.ensure()).execute("select 1").fetchone() == (1,)
    assert not data.exists()


def test_an_initdb_that_fails_is_explained(
    make_server: type_make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = make_server().home.parent / "bin"
    programs.mkdir()
    for name, text in {"postgres": "echo postgres 18.4", "initdb": "seq 1 100; echo disk is full; false"}.items():
        (programs / name).write_text(f"#!/bin/sh\n{text}\n")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PANTAU_PG_BIN", str(programs))
    with pytest.raises(StorageError) as caught:
        make_server().ensure()
    lines = str(caught.value).splitlines()
    assert lines[0].endswith("data.new: no database could be made:")
    assert (lines[-1], len(lines)) == ("disk is full", 21)


def test_a_server_that_does_not_start_shows_the_end_of_its_log(server: EmbeddedServer) -> None:
    """F10: the whole log went into the message."""
    log = server.home / "postgres" / "log" / "postgresql-Mon.log"
    log.write_text("".join(f"line {number}\n" for number in range(5000)))
    append_setting(server, "shared_preload_libraries = 'not_there'")
    with pytest.raises(StorageError) as caught:
        server.ensure()
    lines = str(caught.value).splitlines()
    assert lines[0] == f"The database server in {server.home}/postgres does not start; its log:"
    assert len(lines) == 21
    assert 'could not access file "not_there"' in str(caught.value)


def test_a_server_that_takes_no_connection_is_given_up_in_the_end(
    server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.ensure()
    monkeypatch.setattr("models.server_process._PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr("models.server_process.PGconn", Mute)
    with pytest.raises(StorageError, match=r"took no connection for 0\.1 s"):
        server._process.start(lock=-1)
