"""What a measurement stands on: a farm under way, a database, a catalogue of its outlets. Nights: `nights.py`."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from urllib.request import urlopen

import psycopg
import yaml
from sqlalchemy import make_url

from bench.harvest.site import SHAPES, Site
from bench.harvest.truth import Outlet, Plan
from bench.harvest.visits import COUNTER_HOST, Visit
from models.catalogue import PROVINCES_DIR
from models.database import open_database
from models.server import EmbeddedServer
from models.settings import Settings

ROOT = Path(__file__).parents[2]
_TEMPLATE = "ladang_template"
_SERVER = "server"
_PROVINCE = {
    "slug": "ladang", "name": "Provinsi Ladang", "kemendagri_code": "99", "bps_code": "99", "capital": "Ladang Kota",
    "timezone": "Asia/Jakarta", "aliases": ["Ladang"], "actors": ["Gubernur Ladang"],
}  # fmt: skip
_REGENCY = {
    "name": "Kabupaten Ladang", "kind": "kabupaten", "kemendagri_code": "99.01", "bps_code": "9901",
    "capital": "Ladang Kota",
    "districts": [{
        "code": "99.01.01", "name": "Ladang Utara",
        "villages": [{"code": "99.01.01.2001", "name": "Ladang Hulu", "kind": "desa"}],
    }],
}  # fmt: skip


class FarmProcess:
    """A running farm. A context manager: it ends with the block."""

    def __init__(self, **values: Any) -> None:
        now = datetime.now(UTC).replace(microsecond=0)
        self.plan = Plan(**{"began_at": now.isoformat(), **values})

    def __enter__(self) -> FarmProcess:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self._process = subprocess.Popen([sys.executable, "-m", "bench.harvest.farm"], cwd=ROOT, **pipes)  # type: ignore[call-overload]
        self._write(json.dumps(self.plan.as_json()) + "\n")
        self.port = int(need(self._process.stdout).readline())
        self.site = Site(self.plan, self.port)
        return self

    def __exit__(self, *_: object) -> None:
        need(self._process.stdin).close()
        self._process.wait()
        need(self._process.stdout).close()

    @property
    def pid(self) -> int:
        """Process id."""
        return int(self._process.pid)

    @property
    def outlets(self) -> list[Outlet]:
        """All outlets."""
        return list(self.site.outlets.values())

    def count(self) -> int:
        """How many requests were answered so far."""
        return int(self._ask("/count"))

    def visits(self, since: int = 0) -> list[Visit]:
        """The access log from its n-th line on."""
        return [Visit(*line) for line in self._ask(f"/log?from={since}")]

    def publish(self) -> None:
        """Show the hidden posts."""
        self._ask("/publish")
        for outlet in self.outlets:
            outlet.hidden = 0

    def set_mode(self, host: str, mode: str) -> None:
        """Break or mend an outlet; see `site.MODES`."""
        self._ask(f"/mode?host={host}&mode={mode}")
        self.site.outlets[host].mode = mode

    def _ask(self, target: str) -> Any:
        with urlopen(f"http://{COUNTER_HOST}:{self.port}{target}", timeout=60) as answer:
            return json.loads(answer.read())

    def _write(self, line: str) -> None:
        stream = need(self._process.stdin)
        stream.write(line)
        stream.flush()


@dataclass
class Stage:
    """A database server and a folder for everything else."""

    folder: Path
    url: str
    template: str = _TEMPLATE
    """A database of the server's with all tables."""
    made: int = 0

    def make_settings(self, **values: Any) -> Settings:
        """An installation of its own: an empty home, an empty database, loopback allowed, no pauses."""
        self.made += 1
        name = f"ladang_{self.made}"
        _create_database(self.url, name, self.template)
        own = {"home": self.folder / name, "DATABASE_URL": _name_database(self.url, name), "delay_seconds": 0.0}
        shared = {"allow_private_hosts": True, "max_requests_per_source": 5000, "contact": "bench@ladang.example"}
        return Settings.model_validate(own | shared | values)

    @property
    def server_pid(self) -> int:
        """Process id of the database server this stage started; 0 if it was somebody else."""
        return EmbeddedServer(self.folder / _SERVER).status().pid or 0

    def write_catalogue(self, farm: FarmProcess) -> Path:
        """A folder of provinces in which `ladang` has the farm's outlets as sources."""
        root = self.folder / f"provinces_{farm.port}"
        shutil.rmtree(root, ignore_errors=True)
        for part in ("platforms", "national"):
            shutil.copytree(PROVINCES_DIR / part, root / part)
        _write_yaml(root / "ladang" / "province.yml", _PROVINCE)
        _write_yaml(root / "ladang" / "regencies" / "ladang.yml", _REGENCY)
        for outlet in farm.outlets:
            _write_yaml(root / "ladang" / "sources" / f"{outlet.id}.yml", make_source(outlet, farm))
        return root


@contextmanager
def open_stage() -> Iterator[Stage]:
    """A stage in a temporary folder on the disk; server and folder go with the block."""
    folder = Path(tempfile.mkdtemp(prefix="pantau-bench-", dir="/tmp"))
    folder.chmod(0o755)  # the user PostgreSQL runs as must be able to enter
    server = EmbeddedServer(folder / _SERVER)
    try:
        url = server.ensure()
        _create_database(url, _TEMPLATE, "template1")
        values = {"home": folder / _SERVER, "DATABASE_URL": _name_database(url, _TEMPLATE)}
        open_database(Settings.model_validate(values)).dispose()
        yield Stage(folder, url)
    finally:
        server.stop()
        shutil.rmtree(folder)


def make_source(outlet: Outlet, farm: FarmProcess) -> dict[str, Any]:
    """An outlet as a source of the catalogue."""
    shape, origin = SHAPES[outlet.shape], f"http://{outlet.host}:{farm.port}"
    channels = [{**channel, "url": origin + channel["url"]} for channel in shape.discover()]
    if farm.plan.is_each_page_asked:
        channels = [channel for channel in channels if channel["spider"] != "wordpress"]
    rights = "fulltext" if farm.plan.is_each_page_asked else shape.rights
    facts = {"name": f"Kabar {outlet.id}", "owner": "press", "homepage": origin, "platform": shape.platform}
    return {**facts, "rights": rights, "discover": channels, "expect": {"articles_per_week": {"min": 1, "max": 5000}}}


def _create_database(url: str, name: str, template: str) -> None:
    plain = make_url(url).set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"create database {name} template {template}".encode())


def _name_database(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _write_yaml(path: Path, facts: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(facts, sort_keys=False, allow_unicode=True), encoding="utf-8")


def need(stream: IO[str] | None) -> IO[str]:
    """A pipe of a process that was started with pipes."""
    assert stream is not None, "every process is started with pipes"
    return stream
