"""Files of one embedded PostgreSQL: lock, data/, log/, socket folder, settings. Nothing here runs a program.

root/                 home/postgres, 0700, owned by the user the server runs as
├── lock              held while a server is started, stopped or created
├── data/             PostgreSQL's data directory; data.new/ while initdb is at work
├── log/              one file per weekday
├── start.log         what the server said before its log collector ran
├── run/              the socket, or socket_dir: a file naming the folder of the socket
└── binaries/         a copy of the programs where the installed ones cannot be executed
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from models.server_account import Account

PORT = 5432
"""Nobody listens on it: there is no TCP, but the name of the socket contains it."""

_SAFE_SOCKET_DIR = re.compile(r"/[A-Za-z0-9/_.+-]{1,89}")
"""A socket address holds 107 bytes; the option splits at commas; pg_ctl hands it to a shell."""
_SMALL_SHARED_MEMORY_BYTES = 1 << 30
_CONTAINER_MEMORY = Path("/sys/fs/cgroup/memory.max")
_LEAST_BUFFER_MEGABYTES, _MOST_BUFFER_MEGABYTES = 128, 4096
_LOG_KEPT_SECONDS = 6 * 86400
_SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "maintenance_work_mem": "256MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "jit": "off",
    "timezone": "UTC",
    "lc_messages": "C",
    "logging_collector": "on",
    "log_directory": "../log",
    "log_filename": "postgresql-%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_timezone": "UTC",
}


class ServerFiles:
    """Everything in the folder `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.data = root / "data"
        self.log = root / "log"

    @property
    def has_data(self) -> bool:
        """True once initdb has finished."""
        return (self.data / "PG_VERSION").is_file()

    @property
    def data_version(self) -> str:
        """Major version of the PostgreSQL that wrote data/."""
        return (self.data / "PG_VERSION").read_text(encoding="utf-8").strip()

    @property
    def socket(self) -> Path | None:
        """The socket a server would listen at; None before the first start under a path too long for one."""
        inside = self.root / "run"
        folder = inside if _SAFE_SOCKET_DIR.fullmatch(str(inside)) else self._named_socket_dir()
        return folder and folder / f".s.PGSQL.{PORT}"

    @contextlib.contextmanager
    def locked(self) -> Iterator[int]:
        """Hold the lock, which ends with the process; yields its file descriptor. Makes `root` if missing.

        No server inherits the descriptor, so none can keep the lock.
        """
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.root / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield descriptor
        finally:
            fcntl.flock(descriptor, fcntl.LOCK_UN)  # also for a child forked meanwhile
            os.close(descriptor)

    def make_folders(self, account: Account) -> None:
        """Make what a start needs, hand it to the account, drop the output of the last start and old logs."""
        run = self.root / "run"
        for folder in (run, self.log):
            folder.mkdir(mode=0o700, exist_ok=True)
        account.own([self.root, self.root / "lock", run, self.log])
        if self.socket is None:
            short = Path(tempfile.mkdtemp(prefix="pantau-", dir="/tmp"))
            account.own([short])
            (self.root / "socket_dir").write_text(str(short), encoding="utf-8")
        (self.root / "start.log").unlink(missing_ok=True)
        for log in self.log.glob("*.log"):  # only a server that runs at midnight truncates its old file
            if time.time() - log.stat().st_mtime > _LOG_KEPT_SECONDS:
                log.unlink()

    def settings(self) -> dict[str, str]:
        """PostgreSQL's settings for this folder and this machine."""
        if self.socket is None:
            raise ValueError(f"{self.root}: make_folders() comes first")
        place = {"unix_socket_directories": str(self.socket.parent)}
        settings = _SETTINGS | place | {"shared_buffers": f"{_buffer_megabytes(_memory_bytes())}MB"}
        if _has_small_shared_memory():
            settings["max_parallel_maintenance_workers"] = "0"
        return settings

    def read_pid_file(self) -> str:
        """Text of postmaster.pid, empty if there is none."""
        try:
            return (self.data / "postmaster.pid").read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return ""

    def remove_pid_files(self) -> None:
        """Remove what names the pid of a server that is known to be dead."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        if self.socket:
            self.socket.with_name(f"{self.socket.name}.lock").unlink(missing_ok=True)

    def read_pid(self) -> int | None:
        """The pid in postmaster.pid; to be believed only while the socket answers."""
        first = self.read_pid_file().partition("\n")[0]
        return int(first) if first.isdecimal() else None

    def log_tail(self) -> str:
        """The last 20 lines of what the server wrote."""
        logs = sorted(self.log.glob("*.log"), key=lambda log: log.stat().st_mtime)[-1:]
        written = [log for log in (*logs, self.root / "start.log") if log.is_file()]
        return last_lines("".join(log.read_text(encoding="utf-8", errors="replace") for log in written))

    def size_bytes(self) -> int:
        """Bytes of the data directory on disk."""
        sizes = 0
        for path in self.data.rglob("*"):
            with contextlib.suppress(FileNotFoundError):  # the server removes files while we count
                sizes += path.lstat().st_size
        return sizes

    def _named_socket_dir(self) -> Path | None:
        with contextlib.suppress(OSError):
            named = Path((self.root / "socket_dir").read_text(encoding="utf-8"))
            # Anyone may write to /tmp: only a real folder of the server's own user can hold its socket.
            entry = named.lstat()
            if stat.S_ISDIR(entry.st_mode) and entry.st_uid == self.root.stat().st_uid:
                return named
        return None


def last_lines(text: str) -> str:
    """The last 20 lines: a whole server log in an error message helps nobody."""
    return "\n".join(text.splitlines()[-20:])


def _buffer_megabytes(memory: int) -> int:
    """A quarter of the memory, 128 MB to 4 GB: what is not used of it costs nothing, and a page PostgreSQL must ask the
    system for costs ten times one it has."""
    return max(_LEAST_BUFFER_MEGABYTES, min(_MOST_BUFFER_MEGABYTES, memory // 4 // 2**20))


def _memory_bytes() -> int:
    """Of the machine, or what its container may have of it."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    with contextlib.suppress(OSError, ValueError):  # "max" is no number: no limit
        memory = min(memory, int(_CONTAINER_MEMORY.read_text(encoding="ascii")))
    return memory


def _has_small_shared_memory() -> bool:
    """True where a parallel index build would not fit, as in a container with Docker's 64 MB."""
    shared_memory = Path("/dev/shm")
    if not shared_memory.is_dir():
        return False
    memory = os.statvfs(shared_memory)
    return memory.f_frsize * memory.f_blocks < _SMALL_SHARED_MEMORY_BYTES
