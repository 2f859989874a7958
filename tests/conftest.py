"""What tests of every room share: one embedded PostgreSQL, a database per module, a fictional catalogue, no network.

The server is started with the first test that asks for a database and stopped at the end. `settings` and `engine`
give each test an empty database; a test that wants to keep what an earlier one made takes `database_url` instead.
"""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
import yaml
from sqlalchemy import Engine, make_url, text
from sqlmodel import Session

from models.catalogue import PROVINCES_DIR, SAMPLES_DIR, Catalogue
from models.database import make_engine, migrate
from models.server import EmbeddedServer
from models.settings import Settings
from models.tables import Article

_FOLDER = "pantau-test-"
_TEMPLATE = "pantau_template"
_REGENCY = {
    "name": "Kabupaten Contoh",
    "kind": "kabupaten",
    "kemendagri_code": "99.01",
    "bps_code": "9901",
    "capital": "Contoh Kota",
    "districts": [
        {
            "code": "99.01.01",
            "name": "Contoh Utara",
            "villages": [{"code": "99.01.01.2001", "name": "Contoh Hulu", "kind": "desa"}],
        }
    ],
}
_PROVINCE = {
    "slug": "contoh",
    "name": "Provinsi Contoh",
    "kemendagri_code": "99",
    "bps_code": "99",
    "capital": "Contoh Kota",
    "timezone": "Asia/Jakarta",
    "aliases": ["Contoh"],
    "actors": ["Gubernur Contoh"],
}
_SOURCE = {
    "name": "Kabar Contoh",
    "owner": "press",
    "platform": "wordpress",
    "expect": {"articles_per_week": {"min": 1, "max": 50}},
}

_ARTICLE = {
    "source_id": "kabar_contoh",
    "outlet": "Kabar Contoh",
    "rights": "fulltext",
    "published_at": datetime(2026, 11, 10, 5, tzinfo=UTC),
    "published_basis": "json-ld",
    "first_seen_at": datetime(2026, 11, 10, 6, tzinfo=UTC),
}

Sources = Mapping[str, Mapping[str, Any]]
MakeCatalogue = Callable[[Sources], Catalogue]


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Tests reach this machine only. Child processes are not watched: what they crawl is on loopback too."""
    patch = pytest.MonkeyPatch()
    connect = socket.socket.connect

    def connect_here(own: socket.socket, address: Any) -> None:
        if own.family != socket.AF_UNIX and not str(address[0]).startswith(("127.", "::1", "localhost")):
            raise RuntimeError(f"a test tried to reach {address[0]}")
        connect(own, address)

    patch.setattr(socket.socket, "connect", connect_here)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def database_server() -> Iterator[str]:
    """URL of the session's server; its databases are copies of `_TEMPLATE`, which has all tables."""
    _remove_lost_servers()
    folder = Path(tempfile.mkdtemp(prefix=f"{_FOLDER}{os.getpid()}-", dir=_choose_disk()))
    folder.chmod(0o755)  # the user PostgreSQL runs as must be able to enter
    server = EmbeddedServer(folder / "home")
    url = server.ensure()
    _create_database(url, _TEMPLATE)
    engine = make_engine(_make_settings(folder, _name_database(url, _TEMPLATE)))
    migrate(engine)
    engine.dispose()
    yield url
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def make_database(database_server: str) -> Callable[[], str]:
    """Make an empty database with all tables; returns its URL."""

    def make() -> str:
        name = f"uji_{uuid4().hex[:12]}"
        _create_database(database_server, name, template=_TEMPLATE)
        return _name_database(database_server, name)

    return make


@pytest.fixture(scope="module")
def database_url(make_database: Callable[[], str]) -> Iterator[str]:
    """URL of a database of this module's own, with all tables, empty at the module's start."""
    url = make_database()
    yield url
    with _connect(url) as connection:
        connection.execute(f"drop database {make_url(url).database} with (force)")


@pytest.fixture(scope="session")
def make_settings() -> Callable[[Path, str], Settings]:
    """Make the settings of an installation from its home and the URL of its database."""
    return _make_settings


@pytest.fixture
def settings(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of an installation of this test's own: an empty home, an emptied database, loopback allowed."""
    for name in [name for name in os.environ if name.startswith("PANTAU_") or name == "DATABASE_URL"]:
        monkeypatch.delenv(name)
    _empty(database_url)
    return _make_settings(tmp_path / "home", database_url)


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """An engine on the database of `settings`."""
    opened = make_engine(settings)
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def write_catalogue() -> Callable[[Path, Sources], Catalogue]:
    """Write the catalogue of a fictional province with the real platforms and the given sources (id -> facts)."""
    return _write_catalogue


@pytest.fixture
def make_catalogue(tmp_path: Path) -> MakeCatalogue:
    """The same, in a folder of this test's own."""
    return partial(_write_catalogue, tmp_path / "provinces")


@pytest.fixture
def catalogue(make_catalogue: MakeCatalogue) -> Catalogue:
    """A fictional province with one regency and one source."""
    feed = {"spider": "feed", "url": "https://kabarcontoh.example/feed/"}
    return make_catalogue({"kabar_contoh": {"homepage": "https://kabarcontoh.example", "discover": [feed]}})


@pytest.fixture
def add_article(engine: Engine) -> Callable[..., int]:
    """Keep one fictional article with sensible defaults; returns its id."""

    def add(title: str, body: str = "", **values: Any) -> int:
        key = values.pop("key", f"kabarcontoh.example/{title.lower().replace(' ', '-')}")
        told = {"key": key, "url": f"https://{key}", "title": title, "body": body, "content_hash": key}
        row = _ARTICLE | told | values
        with Session(engine) as session:
            article = Article(**row)
            session.add(article)
            session.commit()
            assert article.id is not None
            return article.id

    return add


@pytest.fixture(scope="session")
def real_catalogue() -> Catalogue:
    """The first province as it is shipped, sample outlets included."""
    return Catalogue("bangka_belitung")


@pytest.fixture(scope="session")
def sample_archive() -> Path:
    """The bundled sample web archive."""
    return SAMPLES_DIR / "archive" / "sample.warc.gz"


def _choose_disk() -> Path:
    """Memory where there is enough of it: files on disk are most of the time a database takes here."""
    memory = Path("/dev/shm")
    has_room = memory.is_dir() and not os.statvfs(memory).f_flag & os.ST_NOEXEC
    return memory if has_room and shutil.disk_usage(memory).free > 2 << 30 else Path("/tmp")


def _remove_lost_servers() -> None:
    """Stop the servers of test runs that were killed."""
    for folder in _choose_disk().glob(f"{_FOLDER}*-*"):
        pid = folder.name.removeprefix(_FOLDER).split("-")[0]
        if not Path("/proc", pid).exists():
            EmbeddedServer(folder / "home").stop()
            shutil.rmtree(folder, ignore_errors=True)


def _make_settings(home: Path, url: str) -> Settings:
    # model_validate looks neither at the environment nor at the developer's .env
    return Settings.model_validate({"home": home, "DATABASE_URL": url, "allow_private_hosts": True})


def _name_database(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _connect(url: str) -> psycopg.Connection[Any]:
    plain = make_url(url).set(drivername="postgresql", database="postgres")
    return psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True)


def _create_database(url: str, name: str, template: str = "template1") -> None:
    with _connect(url) as connection:
        connection.execute(f"create database {name} template {template}")


def _empty(url: str) -> None:
    engine = make_engine(_make_settings(Path("/nonexistent"), url))
    query = "select tablename from pg_tables where schemaname = 'public' and tablename <> 'alembic_version'"
    with engine.begin() as connection:
        names = ", ".join(f'"{name}"' for name in connection.execute(text(query)).scalars())
        connection.execute(text(f"truncate {names} restart identity cascade"))
    engine.dispose()


def _write_catalogue(root: Path, sources: Sources) -> Catalogue:
    shutil.rmtree(root, ignore_errors=True)
    folder = root / "contoh"
    for part in ("regencies", "sources"):
        (folder / part).mkdir(parents=True)
    for part in ("platforms", "national"):
        shutil.copytree(PROVINCES_DIR / part, root / part)
    _write_yaml(folder / "province.yml", _PROVINCE)
    _write_yaml(folder / "regencies" / "contoh.yml", _REGENCY)
    for source_id, facts in sources.items():
        _write_yaml(folder / "sources" / f"{source_id}.yml", _SOURCE | dict(facts))
    return Catalogue("contoh", root=root, samples=None)


def _write_yaml(path: Path, facts: Mapping[str, Any]) -> None:
    path.write_text(yaml.safe_dump(dict(facts), sort_keys=False, allow_unicode=True), encoding="utf-8")
