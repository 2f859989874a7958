"""A farm of fictional outlets on loopback, one address (127.0.0.N) each, and catalogues that name them."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from models.settings import Settings
from models.sources import Platform, Source
from spiders.discovery import Scope

Headers = Mapping[str, str]
HTML = "text/html; charset=utf-8"


@dataclass
class Answer:
    """What a site says to one request. `hook` is called before it says it."""

    body: bytes = b""
    status: int = 200
    content_type: str = HTML
    headers: Headers = field(default_factory=dict)
    hook: Callable[[], None] | None = None
    write: Callable[[Any], None] | None = None
    """Says it instead, byte by byte, into the stream it is given, which is closed afterwards."""


@dataclass
class Access:
    """One line of a site's access log; `at` and `until` in seconds of one clock."""

    path: str
    headers: Headers
    at: float
    status: int = 0
    until: float = 0.0


class Site:
    """One outlet: its answers by path and query, and the requests it has seen."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.answers: dict[str, Answer] = {}
        self.any_query: dict[str, Answer] = {}
        """Answers of a path whatever its query."""
        self.made: dict[str, Callable[[dict[str, str]], Answer]] = {}
        """By path, what makes an answer of the query."""
        self.fallback = Answer(b"tidak ada", 404)
        self.is_conditional = False
        """Whether it says what its answers are recognised by, and when they have not changed."""
        self.log: list[Access] = []

    @property
    def requests(self) -> list[str]:
        """What it was asked for, in order."""
        return [access.path for access in self.log]

    @property
    def agents(self) -> set[str]:
        return {access.headers["User-Agent"] for access in self.log}

    @property
    def origin(self) -> str:
        return f"http://{self.host}:{self.port}"

    def find(self, path: str) -> Answer:
        """The answer to a path with its query."""
        plain, _, query = path.partition("?")
        if plain in self.made:
            return self.made[plain](dict(parse_qsl(query, keep_blank_values=True)))
        return self.answers.get(path, self.any_query.get(plain, self.fallback))

    def set(self, path: str, body: str | bytes = b"", status: int = 200, **values: Any) -> None:
        raw = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(raw, status, **values)

    def article(self, path: str, text: str = "isi", more: str = "") -> str:
        """An article page at a path; returns its address."""
        title = path.strip("/").split("/")[-1].replace("-", " ")
        self.set(path, f"<html><h1>{title}</h1><p>{text} {path}</p>{more}</html>")
        return self.origin + path

    def feed(self, path: str, items: Mapping[str, datetime | None], generator: str = "contoh") -> None:
        """An RSS feed of addresses with their dates."""
        entries = "".join(
            f"<item><title>Judul {url}</title><link>{url}</link>"
            + (f"<pubDate>{format_datetime(at)}</pubDate>" if at else "")
            + "<description>Ringkasan &lt;b&gt;tebal&lt;/b&gt;</description></item>"
            for url, at in items.items()
        )
        body = f'<?xml version="1.0"?><rss><channel><generator>{generator}</generator>{entries}</channel></rss>'
        self.set(path, body, content_type="application/rss+xml")

    def listing(self, path: str, urls: list[str], date: str = "") -> None:
        """An index page."""
        links = "".join(f'<li><a href="{url}">Judul</a> <time>{date}</time></li>' for url in urls)
        self.set(path, f"<html><ul>{links}</ul></html>")

    def json(self, path: str, value: Any) -> None:
        """A JSON answer, whatever the query."""
        self.any_query[path] = Answer(json.dumps(value).encode(), content_type="application/json")

    def facts(self, *channels: Mapping[str, Any], **values: Any) -> dict[str, Any]:
        """This outlet as a source; the URLs of channels are paths here."""
        discover = [{**channel, "url": self.origin + channel["url"]} for channel in channels]
        return {"homepage": self.origin, "discover": discover, **values}


class Farm:
    """All outlets, served by one server that tells them apart by the Host header."""

    def __init__(self) -> None:
        self.sites: dict[str, Site] = {}
        farm = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # or the kernel waits 40 ms for more

            def do_GET(self) -> None:
                farm.answer(self)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def site(self, number: int) -> Site:
        host = f"127.0.0.{number}"
        return self.sites.setdefault(host, Site(host, self.port))

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        site = self.sites[handler.headers["Host"].partition(":")[0]]
        access = Access(handler.path, dict(handler.headers), time.monotonic())
        site.log.append(access)
        answer = site.find(handler.path)
        if answer.hook:
            answer.hook()
        if answer.write:
            handler.close_connection = True
            with suppress(OSError):  # the crawler has had enough
                answer.write(handler.wfile)
            return
        etag = f'"{hashlib.sha1(answer.body).hexdigest()}"' if site.is_conditional and answer.status == 200 else None
        is_same = etag is not None and access.headers.get("If-None-Match") == etag
        access.status, body = (304, b"") if is_same else (answer.status, answer.body)
        handler.send_response(access.status)
        for name, value in {"Content-Type": answer.content_type, **answer.headers, "ETag": etag}.items():
            if value is not None:
                handler.send_header(name, value)
        if not is_same:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        access.until = time.monotonic()
        handler.wfile.write(body)

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture(scope="session")
def make_farm() -> type[Farm]:
    """Make a farm; whoever makes one stops it."""
    return Farm


@pytest.fixture
def farm() -> Iterator[Farm]:
    """A farm without outlets; `farm.site(2)` makes one."""
    opened = Farm()
    yield opened
    opened.stop()


@dataclass
class Ground:
    """What a whole module's nights happen on: a farm, and an installation without pauses that harvests it."""

    farm: Farm
    folder: Path
    settings: Settings


@pytest.fixture(scope="module")
def ground(
    make_farm: type[Farm],
    make_database: Callable[[], str],
    make_settings: Callable[[Path, str], Settings],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Ground]:
    """A ground of this module's own, without outlets."""
    farm, folder = make_farm(), tmp_path_factory.mktemp("ladang")
    settings = make_settings(folder / "home", make_database())
    yield Ground(farm, folder, settings.model_copy(update={"delay_seconds": 0.0}))
    farm.stop()


@pytest.fixture
def make_scope() -> Callable[..., Scope]:
    """Make the scope of a channel of a fictional source; `url` and other fields of the channel by name."""

    def make(kind: Any = "feed", url: str = "https://contoh.id/feed/", **values: Any) -> Scope:
        platform = values.pop("platform", Platform(id="generic", name="Umum", reject_url=("/tag/",)))
        source = Source.model_validate(
            {
                "id": "contoh",
                "name": "Contoh",
                "owner": "press",
                "homepage": "https://contoh.id",
                "hosts": ["contoh-lama.com"],
                "platform": platform.id,
                "rights": values.pop("rights", "fulltext"),
                "discover": [{"spider": kind, "url": url, **values.pop("channel", {})}],
                "expect": {"articles_per_week": {"min": 1, "max": 9}},
            }
        )
        now = values.pop("now", datetime(2026, 11, 15, 5, 0, tzinfo=UTC))
        return Scope(source, platform, source.discover[0], now, **values)

    return make
