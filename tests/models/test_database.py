"""Engines that outlive their server, servers that will not do, and a schema that is this code's or nobody's."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel

import models.tables  # noqa: F401
from models import database
from models.database import check_server, make_engine, migrate, normalise_url, open_database
from models.errors import StorageError
from models.server import EmbeddedServer

type_kill = Callable[[EmbeddedServer], int]

OPEN = (
    "import sys, pathlib, types, models.database as d\n"
    "d.open_database(types.SimpleNamespace(home=pathlib.Path(sys.argv[1]), database_url=None))\n"
    "print('alembic' in sys.modules)"
)

# What autogenerate does not compare: index options, operator classes, generated columns, defaults, checks.
CATALOGUE = """
select 'index', indexname, replace(indexdef, schemaname || '.', '') from pg_indexes
    where schemaname = :schema and tablename <> 'alembic_version'
union select 'constraint', conname, replace(pg_get_constraintdef(oid), :schema || '.', '') from pg_constraint
    where connamespace = to_regnamespace(:schema) and conrelid <> coalesce(to_regclass('public.alembic_version'), 0)
union select 'column', attrelid::regclass::text || '.' || attname,
    concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, attgenerated, attidentity,
        replace(pg_get_expr(adbin, adrelid), :schema || '.', ''))
    from pg_attribute join pg_class on pg_class.oid = attrelid
        left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where relnamespace = to_regnamespace(:schema) and relkind = 'r' and attnum > 0 and not attisdropped
        and relname <> 'alembic_version'
"""


@dataclass(frozen=True)
class Place:
    """Settings of a database."""

    home: Path
    database_url: str | None = None


@pytest.fixture
def engine(server: EmbeddedServer) -> Iterator[Engine]:
    """An engine for an empty embedded database."""
    engine = make_engine(Place(server.home))
    yield engine
    engine.dispose()


def fetch(engine: Engine, query: str) -> Any:
    with engine.connect() as connection:
        return connection.scalar(text(query))


def list_catalogue(engine: Engine, schema: str) -> set[tuple[str, str, str]]:
    with engine.connect() as connection:
        rows = connection.execute(text(CATALOGUE), {"schema": schema}).all()
    return {(kind, name.removeprefix(f"{schema}."), what) for kind, name, what in rows}


def test_opens_a_database_from_nothing(server: EmbeddedServer) -> None:
    engine = open_database(Place(server.home))
    assert fetch(engine, "select count(*) from article") == 0
    engine.dispose()


def test_a_server_named_by_url_is_used_as_it_is(server: EmbeddedServer) -> None:
    url = server.ensure().replace("postgresql+psycopg", "postgres")
    engine = open_database(Place(Path("/not/there"), url))
    assert fetch(engine, "select count(*) from article") == 0
    engine.dispose()
    assert not Path("/not").exists()


def test_an_engine_outlives_its_server(engine: Engine, server: EmbeddedServer, kill_postmaster: type_kill) -> None:
    for end in (kill_postmaster, EmbeddedServer.stop):
        assert fetch(engine, "select 1") == 1
        end(server)
        assert fetch(engine, "select 1") == 1


def test_a_statement_in_flight_is_lost_and_the_next_one_works(
    engine: Engine, server: EmbeddedServer, kill_postmaster: type_kill
) -> None:
    with engine.connect() as connection:
        connection.execute(text("select 1"))
        kill_postmaster(server)
        time.sleep(0.2)
        with pytest.raises(OperationalError):
            connection.execute(text("select 1"))
    assert fetch(engine, "select 1") == 1


def test_a_server_whose_socket_moved_is_found(server: EmbeddedServer, make_server: Any) -> None:
    """The short socket folder beside a long path is gone after a clean-up of /tmp."""
    far = make_server("with space")
    engine = make_engine(Place(far.home))
    assert fetch(engine, "select 1") == 1
    far.stop()
    socket_dir = far.status().socket_dir
    socket_dir.rmdir()
    assert fetch(engine, "select 1") == 1
    assert far.status().socket_dir != socket_dir
    engine.dispose()


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("postgres://me@host/news", "postgresql+psycopg://me@host/news"),
        ("postgresql://me:p%40ss@host:5433/news?sslmode=require", None),
        ("postgresql+psycopg2://host/news", "postgresql+psycopg://host/news"),
        ("postgresql+psycopg://host/news", "postgresql+psycopg://host/news"),
    ],
)
def test_the_driver_is_always_named(given: str, wanted: str | None) -> None:
    assert normalise_url(given) == (wanted or given.replace("postgresql:", "postgresql+psycopg:"))


@pytest.mark.parametrize("given", ["sqlite:///pantau.db", "mysql://me:secret@host/news", "secret"])
def test_other_databases_are_refused_without_repeating_the_password(given: str) -> None:
    with pytest.raises(StorageError, match="DATABASE_URL") as caught:
        normalise_url(given)
    assert "secret" not in str(caught.value)


def test_a_server_out_of_reach_is_named_without_its_password() -> None:
    with pytest.raises(StorageError, match=r"127\.0\.0\.1:1/news cannot be reached: connection") as caught:
        open_database(Place(Path("x"), "postgresql://me:secret@127.0.0.1:1/news"))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("oldest_postgresql", "oldest_pgvector", "message"),
    [(19, (0, 7), r"is PostgreSQL 18\..*needs 19"), (15, (9, 0), r"has pgvector 0\..*needs 9\.0")],
)
def test_a_server_that_is_too_old_is_refused(
    oldest_postgresql: int,
    oldest_pgvector: tuple[int, int],
    message: str,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    check_server(engine)
    monkeypatch.setattr(database, "_OLDEST_POSTGRESQL", oldest_postgresql)
    monkeypatch.setattr(database, "_OLDEST_PGVECTOR", oldest_pgvector)
    with pytest.raises(StorageError, match=message):
        check_server(engine)


def test_six_processes_migrate_an_empty_database(server: EmbeddedServer, spawn: Callable[..., Popen[str]]) -> None:
    answers = [c.communicate(timeout=60) for c in [spawn(server.home, script=OPEN) for _ in range(6)]]
    assert [said for _, said in answers] == [""] * 6
    assert spawn(server.home, script=OPEN).communicate(timeout=60) == ("False\n", ""), "Alembic is not needed"


def test_a_database_up_to_date_costs_next_to_nothing(engine: Engine) -> None:
    migrate(engine)
    before = time.perf_counter()
    migrate(engine)
    assert time.perf_counter() - before < 1, "Alembic alone takes as long"


def test_data_of_a_newer_pantau_are_refused(engine: Engine, server: EmbeddedServer) -> None:
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    message = rf"The data in {server.home} was written by a newer Pantau \(schema 9999\); this one knows up to \d{{4}}"
    with pytest.raises(StorageError, match=message):
        migrate(engine)
    with pytest.raises(StorageError, match="newer Pantau"):
        database.check_revision(server.ensure())


def test_a_backup_of_something_else_is_refused(engine: Engine, server: EmbeddedServer) -> None:
    with pytest.raises(StorageError, match="The backup holds no data of Pantau"):
        database.check_revision(server.ensure())
    migrate(engine)
    database.check_revision(server.ensure())


def test_the_revisions_end_in_one() -> None:
    head, known = database.load_head()
    assert head in known
    assert head == max(known)


def test_two_ends_of_the_revisions_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "versions").mkdir()
    for revision, down in (("0001", "None"), ("0002", '"0001"'), ("0003", '"0001"')):
        file = tmp_path / "versions" / f"{revision}.py"
        file.write_text(f'"""x."""\nrevision = "{revision}"\ndown_revision: str | None = {down}\n')
    monkeypatch.setattr(database, "MIGRATIONS_DIR", tmp_path)
    with pytest.raises(StorageError, match=r"2 ends, \['0002', '0003'\]"):
        database.load_head()


def test_alembic_finds_nothing_to_change(engine: Engine) -> None:
    migrate(engine)
    from alembic import command

    with engine.connect() as connection:
        command.check(database.make_config(connection))


def test_the_migrated_schema_is_the_one_of_the_tables(engine: Engine) -> None:
    """Also where Alembic does not look; see the docstring of new revisions."""
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("create schema fresh"))
        connection.execute(text("set local search_path to fresh, public"))
        SQLModel.metadata.create_all(connection, checkfirst=False)
    migrated, fresh = list_catalogue(engine, "public"), list_catalogue(engine, "fresh")
    assert len(fresh) > 100
    assert migrated == fresh


def test_every_revision_can_be_taken_back(engine: Engine) -> None:
    migrate(engine)
    from alembic import command

    with engine.begin() as connection:
        command.downgrade(database.make_config(connection), "base")
    tables = "select string_agg(tablename, ',') from pg_tables where schemaname = 'public'"
    assert fetch(engine, tables) == "alembic_version"
    migrate(engine)
    assert fetch(engine, "select count(*) from article") == 0


def test_a_percent_sign_in_a_url_survives(server: EmbeddedServer) -> None:
    url = f"{server.ensure()}&application_name=100%25"
    engine = open_database(Place(server.home, url))
    assert fetch(engine, "show application_name") == "100%"
    assert create_engine(normalise_url(url)).url.query["application_name"] == "100%"
    engine.dispose()
