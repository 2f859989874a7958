"""Runs the real command line on databases of the tests' own, and one sample night that all its tests may look at.

`run_pantau` is a process of its own; `call_pantau` is the same entry point in this process, quicker by half a second
and with warnings as errors. Both have the installation of `settings`; `ask_night` has that of the sample night, on
which nothing may be changed.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from models.settings import Settings
from serving.cli import context
from serving.cli.main import main

REPOSITORY = Path(__file__).parents[3]
_PROGRAM = "import sys; from serving.cli import main; sys.argv[0] = 'pantau'; main()"
_MOST_SECONDS = 120
_SENTENCE = "Warga dusun ke-{} menyambut jembatan gantung yang dibangun lima bulan dengan dana desa, kata kepala dusun."


@dataclass(frozen=True)
class Outcome:
    """How one command ended."""

    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        return json.loads(self.stdout)

    @property
    def rows(self) -> list[Any]:
        """Standard output as JSON Lines."""
        return [json.loads(line) for line in self.stdout.split("\n") if line]


@dataclass(frozen=True)
class Installation:
    """A home and a database; `night` is how the sample night ended there."""

    home: Path
    url: str | None
    night: Outcome | None = None

    @property
    def variables(self) -> dict[str, str]:
        asked = {"PANTAU_HOME": str(self.home), "PANTAU_ALLOW_PRIVATE_HOSTS": "true"}
        return asked | ({"DATABASE_URL": self.url} if self.url else {})

    @property
    def environment(self) -> dict[str, str]:
        """All variables of a process on this installation."""
        return _clean_environment() | self.variables

    def run(self, *arguments: str | Path, **variables: str) -> Outcome:
        """The command in a process of its own."""
        self.home.parent.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, *map(str, arguments)],
            env=self.environment | variables,
            cwd=self.home.parent,  # a developer's .env is not read there
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_MOST_SECONDS,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    def call(self, *arguments: str | Path, **variables: str) -> Outcome:
        """The command in this process."""
        self.home.parent.mkdir(parents=True, exist_ok=True)
        written = io.BytesIO(), io.BytesIO()  # commands write bytes too
        out, err = (io.TextIOWrapper(stream, encoding="utf-8", write_through=True) for stream in written)
        with self.entered(**variables) as patch, redirect_stdout(out), redirect_stderr(err):
            patch.setattr(sys, "argv", ["pantau", *map(str, arguments)])
            patch.setattr(sys, "stdin", io.StringIO())
            code = _exit_code()
        return Outcome(code, *(stream.getvalue().decode() for stream in written))

    @contextmanager
    def entered(self, **variables: str) -> Iterator[pytest.MonkeyPatch]:
        """This process as the installation's: its variables, its folder, nothing remembered of other commands."""
        with pytest.MonkeyPatch.context() as patch:
            for name in set(os.environ) - set(_clean_environment()):
                patch.delenv(name)
            for name, value in (self.variables | variables).items():
                patch.setenv(name, value)
            patch.chdir(self.home.parent)
            _forget()
            yield patch
            _forget()


def _exit_code() -> int:
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def _forget() -> None:
    if context.open_engine.cache_info().currsize:
        context.open_engine().dispose()
    for remembered in (context.open_engine, context.load_catalogue, context.load_settings):
        remembered.cache_clear()


def _clean_environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PANTAU_")}
    kept.pop("DATABASE_URL", None)
    return kept | {"PYTHONPATH": str(REPOSITORY)}


@pytest.fixture(scope="session")
def make_installation() -> type[Installation]:
    """An installation from its home and the URL of its database (None: its own embedded server)."""
    return Installation


@pytest.fixture
def installation(settings: Settings) -> Installation:
    """The installation of `settings`."""
    return Installation(settings.home, settings.database_url)


@pytest.fixture
def run_pantau(installation: Installation) -> Callable[..., Outcome]:
    """Run `pantau` in a process of its own."""
    return installation.run


@pytest.fixture
def call_pantau(installation: Installation) -> Callable[..., Outcome]:
    """Run `pantau` in this process."""
    return installation.call


@pytest.fixture(scope="session")
def sample_night(
    make_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory, sample_archive: Path
) -> Installation:
    """An installation after `pantau nightly --replay` of the sample archive. Look, and change nothing."""
    home, url = tmp_path_factory.mktemp("night") / "home", make_database()
    night = Installation(home, url).run("nightly", "--replay", sample_archive)
    assert night.code == 0, night.stderr
    return Installation(home, url, night)


@pytest.fixture
def ask_night(sample_night: Installation) -> Callable[..., Outcome]:
    """Run `pantau` in this process on the sample night."""
    return sample_night.call


@pytest.fixture
def write_lines(tmp_path: Path) -> Callable[..., Path]:
    """Write a JSON Lines file: mappings as JSON, texts as they are."""

    def write(*rows: Mapping[str, Any] | str, name: str = "lines.jsonl") -> Path:
        path = tmp_path / name
        lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


class WebSite:
    """One fictional outlet on loopback: answers by path, whatever the query."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, str, bytes]] = {}
        self.requests: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.requests.append(self.path)
                status, content_type, body = site.pages.get(
                    self.path.partition("?")[0], (404, "text/plain", b"tidak ada")
                )
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def set(self, path: str, body: str, content_type: str = "text/html; charset=utf-8", status: int = 200) -> str:
        """Put a page at a path; returns its address."""
        self.pages[path] = (status, content_type, body.encode())
        return self.origin + path

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def web_site() -> Iterator[WebSite]:
    """An empty site."""
    site = WebSite()
    yield site
    site.stop()


@pytest.fixture
def wordpress_site(web_site: WebSite) -> WebSite:
    """A WordPress site with REST interface, feed and three articles, the newest of them whole."""
    news = [(f"/2026/11/0{day}/jembatan-gantung-{day}-dibuka/", f"2026-11-0{day}T03:00:00") for day in (9, 8, 7)]
    text = "".join(f"<p>{_SENTENCE.format(number)}</p>" for number in range(1, 6))
    posts = [
        {"id": number, "link": web_site.origin + path, "date_gmt": at, "title": {"rendered": "Jembatan Gantung Dibuka"},
         "content": {"rendered": text}, "excerpt": {"rendered": "Ringkas"}}
        for number, (path, at) in enumerate(news)
    ]  # fmt: skip
    items = "".join(
        f"<item><title>Jembatan</title><link>{web_site.origin}{path}</link><pubDate>{at}Z</pubDate></item>"
        for path, at in news
    )
    head = '<title>Beranda - Kabar Uji</title><meta name="generator" content="WordPress 6.7">'
    web_site.set("/", f"<html><head>{head}<link rel='https://api.w.org/' href='/wp-json/'></head></html>")
    web_site.set("/wp-json/wp/v2/posts", json.dumps(posts), "application/json")
    web_site.set("/feed/", f"<rss><channel>{items}</channel></rss>", "application/rss+xml")
    for path, at in news:
        stamp = f'<meta property="article:published_time" content="{at}+00:00">'
        markup = f"<html><head>{stamp}</head><body><article><h1 class='entry-title'>Jembatan Gantung Dibuka</h1>"
        web_site.set(path, f"{markup}<div class='entry-content'>{text}</div></article></body></html>")
    return web_site
