"""The embedded PostgreSQL under PANTAU_HOME: start if needed, stop, status, backup.

This is the public face; other modules import nothing of `server_process`, `server_files` or `server_account`.
No SQL of Pantau's own is here (`store.py`), no engine (`database.py`), and no server is ever stopped at exit:
other processes may be using it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import URL

from models.backup import backup_database, restore_database
from models.errors import StorageError
from models.server_account import user_name
from models.server_files import PORT, ServerFiles
from models.server_process import ServerProcess, State

_DATABASE = "pantau"
_CONNECT_SECONDS = 5


@dataclass(frozen=True)
class ServerStatus:
    """State of an embedded server. `version` is None before its first start, `pid` while it does not run."""

    is_running: bool
    pid: int | None
    version: str | None
    data_dir: Path
    socket_dir: Path | None
    size_bytes: int


@dataclass
class EmbeddedServer:
    """The PostgreSQL whose files are in `home`/postgres, shared by every process that names the same home.

    Any number of processes may call `ensure` at any time. Only the user it runs as, and root, can connect.
    """

    home: Path

    def __post_init__(self) -> None:
        self.home = self.home.expanduser().resolve()
        self._files = ServerFiles(self.home / "postgres")
        self._process = ServerProcess(self._files)

    def ensure(self) -> str:
        """SQLAlchemy URL of a server that answers, with the database in it; started and made if need be.

        Costs one connection (3 ms) while it is running. After a crash it waits for the recovery.
        Raises StorageError, saying what to do, if the server cannot be started.
        """
        if self._has_database():
            return self._make_url()
        try:
            with self._files.locked() as lock:
                self._process.start(lock)
                self._create_database()
        except OSError as error:
            raise self._explain(error) from error
        return self._make_url()

    def stop(self) -> bool:
        """Stop the server after its running statements are cancelled; False if it was not running."""
        if not self._files.root.is_dir():
            return False
        try:
            with self._files.locked():
                return self._process.stop()
        except OSError as error:
            raise self._explain(error) from error

    def status(self) -> ServerStatus:
        """What is there; starts and changes nothing."""
        try:
            return self._read_status()
        except OSError as error:
            raise self._explain(error) from error

    def backup(self, file: Path) -> None:
        """Write the whole database to `file`; see `backup_database`."""
        backup_database(self.ensure(), file)

    def restore(self, file: Path, check: Callable[[str], None] | None = None) -> None:
        """Replace the whole database by the backup `file`; see `restore_database`."""
        restore_database(self.ensure(), file, check)

    def _explain(self, error: OSError) -> StorageError:
        root = self._files.root
        with contextlib.suppress(OSError):
            owner = root.stat().st_uid
            if isinstance(error, PermissionError) and owner != os.geteuid():
                return StorageError(f"{root} belongs to the user {user_name(owner)!r}: {error}")
        return StorageError(f"{root}: the database server cannot be used: {error}")

    def _read_status(self) -> ServerStatus:
        socket = self._files.socket
        is_running = self._process.ask() is State.ANSWERS
        version = self._files.data_version if self._files.has_data else None
        if is_running:
            with self._connect("postgres") as connection:
                version = connection.info.parameter_status("server_version")
        return ServerStatus(
            is_running=is_running,
            pid=self._files.read_pid() if is_running else None,
            version=version,
            data_dir=self._files.data,
            socket_dir=socket.parent if socket else None,
            size_bytes=self._files.size_bytes(),
        )

    def _make_url(self) -> str:
        query = {"host": str(self._socket_dir())}
        url = URL.create("postgresql+psycopg", "postgres", port=PORT, database=_DATABASE, query=query)
        return url.render_as_string(hide_password=False)

    def _has_database(self) -> bool:
        if self._files.socket is None:
            return False
        try:
            self._connect(_DATABASE).close()
        except psycopg.OperationalError:
            return False
        return True

    def _create_database(self) -> None:
        with self._connect("postgres") as connection:
            found = connection.execute("select from pg_database where datname = %s", [_DATABASE]).fetchone()
            if found is None:
                connection.execute(f"create database {_DATABASE}")

    def _connect(self, database: str) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self._socket_dir()),
            port=PORT,
            user="postgres",
            dbname=database,
            connect_timeout=_CONNECT_SECONDS,
            autocommit=True,
        )

    def _socket_dir(self) -> Path:
        if self._files.socket is None:
            raise StorageError(f"{self._files.root}: the database server has never been started")
        return self._files.socket.parent
