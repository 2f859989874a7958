"""Where the socket goes, which settings a machine gets, what is cleaned away, what a lock holds."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen
from types import SimpleNamespace

import pytest

from models.server_account import Account
from models.server_files import ServerFiles

ME = Account(os.geteuid(), os.getegid())
HOLD = (
    "import sys, pathlib, time, models.server_files as f\n"
    "with f.ServerFiles(pathlib.Path(sys.argv[1])).locked(): print('held', flush=True); time.sleep(60)"
)


def make_files(root: Path) -> ServerFiles:
    root.mkdir(parents=True)
    (root / "lock").touch()
    files = ServerFiles(root)
    files.make_folders(ME)
    return files


def test_the_socket_is_inside_a_short_plain_root() -> None:
    files = ServerFiles(Path("/srv/pantau/.pantau/postgres"))
    assert files.socket == Path("/srv/pantau/.pantau/postgres/run/.s.PGSQL.5432")


@pytest.mark.parametrize("name", ["with space", "comma,", "x" * 90, "$HOME", "é"])
def test_an_awkward_root_gets_a_short_private_socket_folder(name: str, tmp_path: Path) -> None:
    root = tmp_path / name / "postgres"
    assert ServerFiles(root).socket is None
    socket = make_files(root).socket
    assert socket is not None
    assert len(str(socket)) < 40
    assert socket.parent.stat().st_mode & 0o777 == 0o700
    assert ServerFiles(root).socket == socket
    socket.parent.rmdir()


def test_a_socket_folder_that_is_not_ours_is_not_believed(tmp_path: Path) -> None:
    """After a reboot anybody may have made a folder of the old name in /tmp."""
    files = make_files(tmp_path / "with space")
    assert files.socket is not None
    files.socket.parent.rmdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path)
    for text in ("/nowhere", str(link), "/dev/null", "/"):
        (files.root / "socket_dir").write_text(text)
        assert ServerFiles(files.root).socket is None or (text == "/" and os.geteuid() == 0)


@pytest.mark.parametrize(("size_bytes", "workers"), [(64 << 20, "0"), (8 << 30, None)])
def test_index_builds_are_not_parallel_where_shared_memory_is_small(
    size_bytes: int, workers: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = make_files(tmp_path / "a b")
    memory = SimpleNamespace(f_frsize=4096, f_blocks=size_bytes // 4096)
    monkeypatch.setattr("models.server_files.os.statvfs", lambda path: memory)
    assert files.settings().get("max_parallel_maintenance_workers") == workers
    assert files.socket is not None
    files.socket.parent.rmdir()


def test_logs_of_last_week_are_removed(tmp_path: Path) -> None:
    files = make_files(tmp_path / "postgres")
    old, new = files.log / "postgresql-Mon.log", files.log / "postgresql-Sun.log"
    for log in (old, new, files.root / "start.log"):
        log.touch()
    os.utime(old, (time.time() - 7 * 86400,) * 2)
    files.make_folders(ME)
    assert [path.name for path in files.log.iterdir()] == ["postgresql-Sun.log"]
    assert not (files.root / "start.log").exists()


def test_log_tail_is_twenty_lines_of_the_newest_file(tmp_path: Path) -> None:
    files = make_files(tmp_path / "postgres")
    assert files.log_tail() == ""
    for age, day in enumerate(("Sun", "Sat")):
        log = files.log / f"postgresql-{day}.log"
        log.write_text("".join(f"{day} {number}\n" for number in range(30)))
        os.utime(log, (time.time() - age * 86400,) * 2)
    assert files.log_tail().splitlines() == [f"Sun {number}" for number in range(10, 30)]


@pytest.mark.parametrize(("text", "pid"), [("4711\n/data\n", 4711), ("", None), ("x\n", None), ("-3\n", None)])
def test_reads_the_pid_or_none(text: str, pid: int | None, tmp_path: Path) -> None:
    files = ServerFiles(tmp_path)
    files.data.mkdir()
    assert files.read_pid() is None
    (files.data / "postmaster.pid").write_text(text)
    assert files.read_pid() == pid


def test_the_lock_ends_with_its_holder(tmp_path: Path, spawn: Callable[..., Popen[str]]) -> None:
    holder = spawn(tmp_path / "postgres", script=HOLD)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    waiter = spawn(tmp_path / "postgres", script=HOLD)
    time.sleep(0.5)
    assert waiter.poll() is None
    holder.kill()
    assert waiter.stdout is not None
    assert waiter.stdout.readline() == "held\n"
    assert (tmp_path / "postgres").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("limit", "megabytes"), [("max", None), ("268435456", "128MB"), ("2147483648", "512MB"), ("1", "128MB")]
)
def test_pages_are_kept_in_a_quarter_of_what_memory_there_is(
    limit: str, megabytes: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    container = tmp_path / "memory.max"
    container.write_text(f"{limit}\n")
    monkeypatch.setattr("models.server_files._CONTAINER_MEMORY", container)
    given = make_files(tmp_path / "root").settings()["shared_buffers"]
    assert given == (megabytes or given)
    assert 128 <= int(given.removesuffix("MB")) <= 4096


def test_a_machine_without_container_limits_has_its_own_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.server_files._CONTAINER_MEMORY", tmp_path / "missing")
    assert make_files(tmp_path / "root").settings()["shared_buffers"].endswith("MB")
