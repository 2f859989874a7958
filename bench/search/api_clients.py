"""The REST API as its callers see it: `pantau serve` in a process of its own, asked over kept connections."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import Engine, text

from bench.search.stopwatch import load_now, percentiles, time_act, worked

_SERVE = "from serving.cli.main import main; main()"
_PATIENCE_SECONDS = 120


def report(engine: Engine, home: Path, queries: Sequence[str], clients: int, target: float) -> None:
    """One caller, then several at once; the first queries only warm it."""
    with _served(home) as (port, server):
        _ask_all(port, queries[: len(queries) // 4])
        serving = [server, *_backends(engine)]
        before = worked(serving)
        walls = _ask_all(port, queries)
        each = (worked(serving) - before) / len(queries) * 1000
        print(f"  API           {percentiles(walls)} on the wall, target p95 {target * 1000:.0f}; {each:.0f} ms of")
        print(f"    processor time for each answer, the database's included ({load_now()})", flush=True)
        started = time.perf_counter()
        parts = [queries[number::clients] for number in range(clients)]
        with ThreadPoolExecutor(clients) as pool:
            walls = [wall for part in pool.map(partial(_ask_all, port), parts) for wall in part]
        rate = len(walls) / (time.perf_counter() - started)
        print(f"  API, {clients} at once {percentiles(walls)} on the wall, {rate:.0f} answers a second ({load_now()})")


def _ask_all(port: int, queries: Sequence[str]) -> list[float]:
    """Seconds on the wall of each query."""
    connection = HTTPConnection("127.0.0.1", port)
    laps = [time_act(partial(_ask, connection, query)) for query in queries]
    connection.close()
    return [lap.wall for lap in laps]


def _ask(connection: HTTPConnection, query: str) -> None:
    connection.request("GET", f"/api/search?{urlencode({'q': query})}")
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{query!r}: {answer.status} {body[:200]!r}")


def _backends(engine: Engine) -> list[int]:
    """Processes of the database that serve somebody."""
    query = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
    with engine.connect() as connection:
        return list(connection.scalars(query))


@contextmanager
def _served(home: Path) -> Iterator[tuple[int, int]]:
    """Port and process of the server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PANTAU_", "DATABASE_"))}
    server = subprocess.Popen(
        [sys.executable, "-c", _SERVE, "serve", "--port", str(port), "--read-only"],
        env={**environment, "PANTAU_HOME": str(home)},
    )
    try:
        _wait_for(port, server)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("pantau serve does not answer")
