"""Data roots and servers for the tests of this folder; every server made here is stopped here.

pytest's own tmp_path is closed (0700) to the user PostgreSQL runs as when the tests run as root, and too long
for a socket, so `make_server` uses short folders that everyone can enter. initdb takes most of a second, so
`server` is a copy of one cluster made per session; tests of the first start take `make_server` instead.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from models.server import EmbeddedServer

REPOSITORY = Path(__file__).parents[2]
ENSURE = "import sys, pathlib, models.server as s; print(s.EmbeddedServer(pathlib.Path(sys.argv[1])).ensure())"

type_connect = Callable[[str], "psycopg.Connection[tuple[Any, ...]]"]


def make_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="pt-", dir=choose_disk()))
    folder.chmod(0o755)
    return folder


def choose_disk() -> Path:
    """Memory where there is enough: a start writes 40 MB, and files on disk are most of the time."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or os.statvfs(memory).f_flag & os.ST_NOEXEC:
        return Path("/tmp")
    return memory if shutil.disk_usage(memory).free > 2 << 30 else Path("/tmp")


def remove(server: EmbeddedServer) -> None:
    socket_dir = server.status().socket_dir
    server.stop()
    if socket_dir and socket_dir.is_dir():  # beside the home where its path is long
        shutil.rmtree(socket_dir)


@pytest.fixture
def make_server() -> Iterator[Callable[..., EmbeddedServer]]:
    """Make a server with an empty home, in a folder of the given name below a short one."""
    folders: list[Path] = []
    servers: list[EmbeddedServer] = []

    def make(name: str = "home") -> EmbeddedServer:
        folders.append(make_folder())
        servers.append(EmbeddedServer(folders[-1] / name))
        return servers[-1]

    yield make
    for server in servers:
        remove(server)
    for folder in folders:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Path]:
    """Folder postgres/ of a server that has been made and stopped."""
    folder = make_folder()
    server = EmbeddedServer(folder / "home")
    server.ensure()
    server.stop()
    yield folder / "home" / "postgres"
    shutil.rmtree(folder)


@pytest.fixture
def server(cluster: Path, make_server: Callable[..., EmbeddedServer]) -> EmbeddedServer:
    """A server that has been made, but does not run."""
    copy = make_server()
    copy.home.mkdir()
    subprocess.run(["cp", "-a", str(cluster), str(copy.home)], check=True)
    return copy


@pytest.fixture
def connect() -> Iterator[type_connect]:
    """Connect to a server by its SQLAlchemy URL."""
    connections: list[psycopg.Connection[tuple[Any, ...]]] = []

    def open_one(url: str) -> psycopg.Connection[tuple[Any, ...]]:
        connections.append(psycopg.connect(url.replace("+psycopg", ""), autocommit=True))
        return connections[-1]

    yield open_one
    for connection in connections:
        connection.close()


@pytest.fixture
def spawn() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a Python process in a session of its own that runs a script; by default it ensures a home."""
    children: list[subprocess.Popen[str]] = []

    def start(*arguments: Path | str, script: str = ENSURE, prefix: tuple[str, ...] = ()) -> subprocess.Popen[str]:
        command = [*prefix, sys.executable, "-c", script, *map(str, arguments)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        children.append(
            subprocess.Popen(command, cwd=REPOSITORY, text=True, start_new_session=True, **pipes)  # type: ignore[call-overload]
        )
        return children[-1]

    yield start
    for child in children:
        child.kill()
        child.communicate()


@pytest.fixture
def kill_postmaster() -> Callable[[EmbeddedServer], int]:
    """Kill a server's first process with -9 and return its pid."""

    def kill(server: EmbeddedServer) -> int:
        pid = server.status().pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)
        return pid

    return kill
