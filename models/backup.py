"""Backup and restore of a whole database by its URL, embedded or not, with the bundled pg_dump.

No server is started here (`server.py`), no schema is known here (`database.py`).
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import errors, sql
from psycopg.conninfo import make_conninfo
from sqlalchemy import make_url

from models.errors import StorageError
from models.replacing import replace_file
from models.server_account import find_binaries
from models.server_files import last_lines

_RESTORE_LOCK = 0x70616E746175
"""Key of the advisory lock that keeps two restores apart: "pantau" in ASCII."""
_SWITCH_ATTEMPTS = 40


@dataclass(frozen=True)
class _Target:
    """A database as libpq wants it named; the password apart, so that no process list shows it."""

    url: str
    name: str
    parameters: dict[str, str]
    password: str

    @property
    def maintenance(self) -> str:
        """A database to be connected to while the target is renamed."""
        return "template1" if self.name == "postgres" else "postgres"

    def conninfo(self, database: str) -> str:
        return make_conninfo(**(self.parameters | {"dbname": database}))

    def connect(self, database: str) -> psycopg.Connection:
        return psycopg.connect(self.conninfo(database), password=self.password or None, autocommit=True)

    def run(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"LC_ALL": "C"} | ({"PGPASSWORD": self.password} if self.password else {})
        command = [find_binaries() / program, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def backup_database(url: str, file: Path) -> None:
    """Write the database at `url` to `file` in pg_dump's compressed custom format (gigabytes per minute).

    `file` appears, or replaces an older one, only when the dump is complete. Missing folders are made.
    Raises StorageError with what pg_dump said.
    """
    target = _parse_target(url)
    with replace_file(file) as part:
        file.parent.mkdir(parents=True, exist_ok=True)
        done = target.run("pg_dump", "-Fc", "-f", part, "-d", target.conninfo(target.name))
        if done.returncode != 0:
            raise StorageError(f"{file}: no backup was made:\n{last_lines(done.stderr)}")


def restore_database(url: str, file: Path, check: Callable[[str], None] | None = None) -> None:
    """Replace the database at `url` by the one in `file`, a backup made by `backup_database`.

    It is restored into a database of another name, which takes the place of the old one by a rename when all
    of it is there and `check`, called with the new database's URL, raises nothing. Until then the old one is
    in use and untouched. Connections to it are cut at the rename; the old data are dropped after it.
    Raises StorageError: not a backup, damaged, or another restore is running.
    """
    contents = _read_contents(file)
    target = _parse_target(url)
    try:
        with target.connect(target.maintenance) as connection:
            row = connection.execute("select pg_try_advisory_lock(%s)", [_RESTORE_LOCK]).fetchone()
            if row != (True,):
                raise StorageError(f"{file}: another restore into this server is running")
            _restore(connection, target, file, contents, check)
    except psycopg.Error as error:
        raise StorageError(f"{file}: cannot be restored; the data are as before: {error}") from error


def _restore(
    connection: psycopg.Connection,
    target: _Target,
    file: Path,
    contents: str,
    check: Callable[[str], None] | None,
) -> None:
    fresh, aside = f"{target.name}_restore", f"{target.name}_before_restore"
    try:
        for left in (fresh, aside):  # by a restore that was killed
            _drop(connection, left)
        connection.execute(sql.SQL("create database {} template template0").format(sql.Identifier(fresh)))
        _fill(target, fresh, file, contents)
        if check:
            check(make_url(target.url).set(database=fresh).render_as_string(hide_password=False))
        _switch(connection, target.name, fresh, aside)
        _drop(connection, aside)
    finally:
        _drop(connection, fresh)


def _parse_target(url: str) -> _Target:
    parsed = make_url(url)
    _, parameters = parsed.get_dialect()().create_connect_args(parsed)
    password = str(parameters.pop("password", ""))
    texts = {key: str(value) for key, value in parameters.items()}
    return _Target(url, parsed.database or parsed.username or "postgres", texts, password)


def _read_contents(file: Path) -> str:
    """List of what is in the dump, without comments on extensions: only a superuser may write those."""
    command: list[str | Path] = [find_binaries() / "pg_restore", "--list", file]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise StorageError(f"{file}: not a backup made by `pantau db backup`: {last_lines(done.stderr)}")
    return "\n".join(line for line in done.stdout.splitlines() if " COMMENT - EXTENSION " not in line)


def _fill(target: _Target, fresh: str, file: Path, contents: str) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".list") as chosen:
        chosen.write(contents)
        chosen.flush()
        options = ("--no-owner", "--no-privileges", "-L", chosen.name)
        done = target.run("pg_restore", *options, "-d", target.conninfo(fresh), file)
    # A dump by PostgreSQL 17 or later sets transaction_timeout; an older server can do without.
    said = [line for line in done.stderr.splitlines() if "error:" in line]
    wrong = [line for line in said if '"transaction_timeout"' not in line]
    if wrong or (done.returncode != 0 and not said):
        raise StorageError(f"{file}: cannot be restored; the data are as before:\n{last_lines(done.stderr)}")


def _switch(connection: psycopg.Connection, name: str, fresh: str, aside: str) -> None:
    """Both renames in one transaction; clients that reconnect meanwhile are cut again."""
    cut = "select pg_terminate_backend(pid) from pg_stat_activity where datname = any(%s)"
    rename = sql.SQL("alter database {} rename to {}")
    for _ in range(_SWITCH_ATTEMPTS):
        connection.execute(cut, [[name, fresh]])
        try:
            with connection.transaction():
                connection.execute("set local statement_timeout = '500ms'")  # it waits 5 s for who is connected
                connection.execute(rename.format(sql.Identifier(name), sql.Identifier(aside)))
                connection.execute(rename.format(sql.Identifier(fresh), sql.Identifier(name)))
        except (errors.ObjectInUse, errors.QueryCanceled):
            continue
        return
    raise StorageError(f"The database {name!r} is in use and cannot be replaced; stop what uses it")


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
