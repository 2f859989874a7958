"""Mechanics of one embedded PostgreSQL: ask its socket, initdb, pg_ctl, clearing up after a crash.

Private to `server.py`, which says when; here is how. Files and settings are in `server_files.py`, the user
the server runs as in `server_account.py`. Liveness is always asked of the socket: a pid file outlives its
server, and the number in it may be another process's by now.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shlex
import shutil
import signal
import socket
import time
from enum import Enum, auto
from pathlib import Path

from psycopg.pq import PGconn, Ping

from models.errors import StorageError
from models.server_account import Account, Binaries, choose_account, choose_binaries, user_name
from models.server_files import PORT, ServerFiles, last_lines

logger = logging.getLogger(__name__)

_PATIENCE_SECONDS = 600
"""Crash recovery after a heavy night takes 15 s on a fast disk, and 36 s have been seen on a slow one."""

_INITDB = (
    *("-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-instructions"),
    # Sorting must not depend on the C library of the host, which changes under a data directory.
    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
)

# A server process is one named postgres that works in the data directory. The account itself looks for them:
# a root without CAP_SYS_PTRACE (Docker) may not see where another user's processes work.
_FIND_PROCESSES = (
    'for p in /proc/[0-9]*; do { read -r name <"$p/comm"; } 2>/dev/null && [ "$name" = postgres ]'
    ' && [ "$p/cwd" -ef "$1" ] && echo "${p#/proc/}"; done; true'
)


class State(Enum):
    """What the socket says."""

    ANSWERS = auto()
    BUSY = auto()
    """Somebody listens, but takes no connection yet, or no more: recovery, shutdown, a stopped process."""
    SILENT = auto()


class ServerProcess:
    """The server of `files`. `start` and `stop` are called under the lock of these files."""

    def __init__(self, files: ServerFiles) -> None:
        self.files = files

    def ask(self) -> State:
        """Ask the socket."""
        path = self.files.socket
        if path is None or not _is_listening(path):
            return State.SILENT
        conninfo = f"host={path.parent} port={PORT} user=postgres dbname=postgres connect_timeout=5"
        return State.ANSWERS if PGconn.ping(conninfo.encode()) == Ping.OK else State.BUSY

    def start(self, lock: int) -> None:
        """Return when the server answers, started if need be; StorageError. `lock` is its descriptor."""
        for _ in range(2):
            if self._wait_while_busy() is State.ANSWERS:
                return
            self._launch(lock)
        if self._wait_while_busy() is not State.ANSWERS:
            raise StorageError(f"{self._named} ends right after its start; its log:\n{self.files.log_tail()}")

    def stop(self) -> bool:
        """Stop the server, or what a crash left of it. False if nobody answered at the socket."""
        if not self.files.has_data:
            return False
        account = choose_account(self.files.root)
        binaries = choose_binaries(account, self.files.root)
        is_there = self.ask() is not State.SILENT
        if is_there and not _has_proc():
            self._stop_by_pid_file(account, binaries)
        self._clear(account, binaries)
        return is_there

    @property
    def _named(self) -> str:
        return f"The database server in {self.files.root}"

    def _wait_while_busy(self) -> State:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while (state := self.ask()) is State.BUSY:
            if time.monotonic() > deadline:
                waited = f"took no connection for {_PATIENCE_SECONDS} s"
                raise StorageError(f"{self._named} {waited}; its log:\n{self.files.log_tail()}")
            time.sleep(0.1)
        return state

    def _launch(self, lock: int) -> None:
        account = choose_account(self.files.root)
        self.files.make_folders(account)
        binaries = choose_binaries(account, self.files.root)
        if not self.files.has_data:
            self._create_data(account, binaries, lock)
        self._check_data(account, binaries)
        self._clear(account, binaries)
        options = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in self.files.settings().items())
        done = self._control(account, binaries, "start", "-l", "start.log", "-o", options)
        if done:
            raise StorageError(f"{self._named} does not start; its log:\n{self.files.log_tail() or done}")
        logger.info("database server started in %s", self.files.root)

    def _create_data(self, account: Account, binaries: Binaries, lock: int) -> None:
        """Run initdb beside the final place, then rename, so that data/ is always whole.

        initdb inherits the lock: if this process is killed, the next one waits for it to end.
        """
        fresh = self.files.root / "data.new"
        if fresh.exists():
            shutil.rmtree(fresh)
        command = (binaries.folder / "initdb", "-D", fresh.name, *_INITDB)
        done = account.run(*command, cwd=self.files.root, pass_fds=[lock])
        if done.returncode != 0:
            raise StorageError(f"{fresh}: no database could be made:\n{last_lines(done.stdout)}")
        try:
            fresh.rename(self.files.data)
        except OSError as error:
            raise StorageError(f"{self.files.data} is in the way: no data of PostgreSQL") from error

    def _check_data(self, account: Account, binaries: Binaries) -> None:
        data, version = self.files.data, self.files.data_version
        owner = data.stat().st_uid
        if owner != account.uid:
            raise StorageError(f"{data} belongs to the user {user_name(owner)!r}: run Pantau as that user")
        if version != binaries.major:
            raise StorageError(
                f"{data} was written by PostgreSQL {version}, but the programs in {binaries.folder} are"
                f" PostgreSQL {binaries.version}. Set PANTAU_PG_BIN to the bin folder of a PostgreSQL"
                f" {version} and make a backup, then restore it under a new PANTAU_HOME."
            )

    def _clear(self, account: Account, binaries: Binaries) -> None:
        """End every process of this server, in order if it is whole, and remove the pid files of a dead one.

        A backend in a long query outlives a killed postmaster and holds the shared memory. The pid in the data
        directory, or in the lock beside the socket, may be a zombie's or a stranger's: PostgreSQL would take
        either for a running server. Where there is no /proc, only PostgreSQL itself can judge them.
        """
        if not _has_proc():
            return
        before = self.files.read_pid_file()
        if self.files.read_pid() in self._find_processes(account):
            self._stop_by_pid_file(account, binaries)
        self._end_processes(account)
        if self.files.read_pid_file() == before:
            self.files.remove_pid_files()

    def _end_processes(self, account: Account) -> None:
        """SIGQUIT, PostgreSQL's own way of leaving at once; SIGKILL to who is still there after 5 s."""
        for attempt in range(200):
            pids = self._find_processes(account)
            if not pids:
                return
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGQUIT if attempt < 100 else signal.SIGKILL)
            time.sleep(0.05)
        raise StorageError(f"{self._named} is dead, but its processes {pids} cannot be ended")

    def _find_processes(self, account: Account) -> list[int]:
        done = account.run("/bin/sh", "-c", _FIND_PROCESSES, "sh", self.files.data, cwd=self.files.root)
        return [int(pid) for pid in done.stdout.split()]

    def _stop_by_pid_file(self, account: Account, binaries: Binaries) -> None:
        if done := self._control(account, binaries, "stop", "-m", "fast"):
            raise StorageError(f"{self._named} does not stop:\n{done}")

    def _control(self, account: Account, binaries: Binaries, *command: str) -> str:
        """Run pg_ctl and wait; empty if it succeeded, else what it said.

        Its paths are relative, because it hands them to a shell: no folder name can break that.
        """
        patience = ("-w", "-t", str(_PATIENCE_SECONDS))
        done = account.run(binaries.folder / "pg_ctl", *command, *patience, "-D", "data", cwd=self.files.root)
        if done.returncode == 0:
            return ""
        return last_lines(done.stdout) or f"pg_ctl ended with {done.returncode}"


def _has_proc() -> bool:
    return Path("/proc/self/cwd").exists()


def _is_listening(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.setblocking(False)
        try:
            client.connect(str(path))
        except BlockingIOError:  # a full queue is a sign of life as well
            return True
        except (FileNotFoundError, ConnectionRefusedError):
            return False
    return True
