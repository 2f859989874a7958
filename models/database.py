"""One engine for every database, embedded or named by DATABASE_URL: made, checked, migrated.

No queries (`store`) and no tables (`tables`); how the embedded server is run is in `server.py`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import psycopg
from sqlalchemy import Connection, Dialect, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from models.errors import StorageError
from models.server import EmbeddedServer

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS_DIR = Path(__file__).parent / "migrations"
_MIGRATION_LOCK = 0x736B656D61
"""Key of the advisory lock under which one process migrates while the others wait: "skema" in ASCII."""
_OLDEST_POSTGRESQL = 15
_OLDEST_PGVECTOR = (0, 8)
"""The first that goes on looking for neighbours where a filter leaves some out."""
_REVISION = re.compile(r'^revision\b[^=\n]*=\s*"(\w+)"', re.MULTILINE)
_DOWN_REVISION = re.compile(r'^down_revision\b[^=\n]*=\s*"(\w+)"', re.MULTILINE)
_DRIVERS = ("postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2")


class DatabaseSettings(Protocol):
    """The two settings that say where the database is; `models.settings.Settings` has them."""

    @property
    def home(self) -> Path:
        """Folder of the embedded server, used where `database_url` is None."""

    @property
    def database_url(self) -> str | None:
        """URL of a PostgreSQL server, or None."""


class _Healer:
    """Starts the embedded server again for an engine that outlives it."""

    def __init__(self, server: EmbeddedServer) -> None:
        self._server = server

    def connect(
        self, dialect: Dialect, _: ConnectionPoolEntry, arguments: tuple[Any, ...], options: dict[str, Any]
    ) -> DBAPIConnection:
        try:
            return dialect.connect(*arguments, **options)
        except psycopg.OperationalError:
            options["host"] = make_url(self._server.ensure()).query["host"]  # it may have moved
            return dialect.connect(*arguments, **options)


def open_database(settings: DatabaseSettings) -> Engine:
    """An engine for the database of these settings: server running, fit, schema up to date.

    StorageError, saying what to do, if any of that cannot be had.
    """
    engine = make_engine(settings)
    check_server(engine)
    migrate(engine)
    return engine


def make_engine(settings: DatabaseSettings) -> Engine:
    """An engine that replaces dead connections and, for the embedded server, a dead server too.

    A statement in flight when the server dies still raises OperationalError. The schema is not looked at.
    """
    if settings.database_url:
        return create_engine(normalise_url(settings.database_url), pool_pre_ping=True)
    server = EmbeddedServer(settings.home)
    place = {"place": str(server.home)}
    engine = create_engine(server.ensure(), pool_pre_ping=True, execution_options=place)
    event.listen(engine, "do_connect", _Healer(server).connect)
    return engine


def normalise_url(url: str) -> str:
    """The URL with the driver this project uses; SQLAlchemy's own default driver changes between versions.

    StorageError for anything but PostgreSQL. The message never repeats the URL: it may hold a password.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StorageError("DATABASE_URL is no URL: it should look like postgresql://user@host/name") from error
    if parsed.drivername not in _DRIVERS:
        raise StorageError(f"DATABASE_URL names {parsed.drivername!r}; Pantau stores in PostgreSQL only")
    return parsed.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def check_server(engine: Engine) -> None:
    """StorageError unless the server answers, is PostgreSQL 15 or later and has pgvector 0.8 or later."""
    query = text(
        "select current_setting('server_version_num')::int / 10000, current_setting('server_version'),"
        " coalesce((select extversion from pg_extension where extname = 'vector'),"
        " (select default_version from pg_available_extensions where name = 'vector'))"
    )
    try:
        with engine.connect() as connection:
            major, version, pgvector = connection.execute(query).one()
    except OperationalError as error:
        said = " ".join(str(error.orig).split())
        raise StorageError(f"The database {_place(engine)} cannot be reached: {said}") from error
    if major < _OLDEST_POSTGRESQL:
        raise StorageError(f"{_place(engine)} is PostgreSQL {version}; Pantau needs {_OLDEST_POSTGRESQL} or later")
    if not pgvector or tuple(int(part) for part in re.findall(r"\d+", pgvector)[:2]) < _OLDEST_PGVECTOR:
        needed = ".".join(map(str, _OLDEST_PGVECTOR))
        raise StorageError(f"{_place(engine)} has pgvector {pgvector or 'not at all'}; Pantau needs {needed} or later")


def migrate(engine: Engine) -> None:
    """Bring the schema to this code's; costs two small queries if it is there already.

    Any number of processes may call it at once: one migrates, in one transaction, the others wait for it.
    StorageError if the data were written by a newer Pantau.
    """
    with engine.connect() as connection:
        if not _is_behind(connection):
            return
    with engine.begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        if _is_behind(connection):
            _upgrade(connection)


def check_revision(url: str) -> None:
    """StorageError unless this code can use or upgrade the database at `url`: the check of a restored backup."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            _is_behind(connection)
            if _read_revision(connection) is None:
                raise StorageError("The backup holds no data of Pantau")
    finally:
        engine.dispose()


def make_config(connection: Connection) -> Config:
    """Alembic's configuration for running its commands over this connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS_DIR).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def load_head() -> tuple[str, set[str]]:
    """Newest revision and all revisions this code knows, read from the files' headers without Alembic."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((MIGRATIONS_DIR / "versions").glob("*.py"))]
    known = {revision for found in texts for revision in _REVISION.findall(found)}
    heads = known - {revision for found in texts for revision in _DOWN_REVISION.findall(found)}
    if len(heads) != 1:
        raise StorageError(f"{MIGRATIONS_DIR}: the revisions have {len(heads)} ends, {sorted(heads)}, not one")
    return heads.pop(), known


def _is_behind(connection: Connection) -> bool:
    """True if the schema must be upgraded; StorageError if it is newer than this code."""
    head, known = load_head()
    current = _read_revision(connection)
    if current is not None and current not in known:
        raise StorageError(
            f"The data in {_place(connection.engine)} was written by a newer Pantau (schema {current});"
            f" this one knows up to {head}. Update Pantau or use another PANTAU_HOME."
        )
    return current != head


def _read_revision(connection: Connection) -> str | None:
    if connection.scalar(text("select to_regclass('alembic_version') is null")):
        return None
    revision = connection.scalar(text("select version_num from alembic_version"))
    return None if revision is None else str(revision)


def _upgrade(connection: Connection) -> None:
    from alembic import command  # 0.2 s, which a database that is up to date need not pay

    command.upgrade(make_config(connection), "head")


def _place(engine: Engine) -> str:
    """How messages name the database: the embedded server's home, or the URL without its password."""
    place = engine.get_execution_options().get("place")
    return str(place) if place else engine.url.render_as_string(hide_password=True)
