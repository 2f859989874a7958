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
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from bench.search.stopwatch import load_now, percentiles

_SERVE = "from serving.cli.main import main; main()"
_PATIENCE_SECONDS = 120


def report(home: Path, queries: Sequence[str], clients: int, target: float) -> None:
    """One caller, then several at once; the first queries of each only warm it."""
    with _served(home) as port:
        _ask_all(port, queries[: len(queries) // 4])
        print(f"  API           {percentiles(_ask_all(port, queries))}, target p95 {target * 1000:.0f} ({load_now()})", flush=True)
        started = time.perf_counter()
        parts = [queries[number::clients] for number in range(clients)]
        with ThreadPoolExecutor(clients) as pool:
            walls = [wall for part in pool.map(lambda part: _ask_all(port, part), parts) for wall in part]
        rate = len(walls) / (time.perf_counter() - started)
        print(f"  API, {clients} at once {percentiles(walls)}, {rate:.0f} answers a second ({load_now()})", flush=True)


def _ask_all(port: int, queries: Sequence[str]) -> list[float]:
    """Seconds on the wall of each query."""
    connection = HTTPConnection("127.0.0.1", port)
    walls = []
    for query in queries:
        started = time.perf_counter()
        connection.request("GET", f"/api/search?{urlencode({'q': query})}")
        answer = connection.getresponse()
        body = answer.read()
        walls.append(time.perf_counter() - started)
        if answer.status != 200:
            raise RuntimeError(f"{query!r}: {answer.status} {body[:200]!r}")
    connection.close()
    return walls


@contextmanager
def _served(home: Path) -> Iterator[int]:
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
        yield port
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
