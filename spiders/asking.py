"""Asking one site for a few addresses, politely, outside a night: for `pantau sources probe`, `add` and `freeze`.

An `Asker` has a child (`asking_worker.py`) that keeps the rules of a harvest: robots.txt, one request at a time and the
usual pause, our name and contact, no private addresses. Nothing is archived or stored here, and what an answer means is
`probe.py` and `survey.py`.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Thread
from typing import IO, Any
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.http import Response
from scrapy.http.headers import Headers
from scrapy.responsetypes import responsetypes

from models import clock
from models.errors import SourceError
from models.settings import Settings
from spiders.children import open_child
from spiders.settings import ROBOT_NAME
from spiders.trouble import Trouble, find_trouble

_PATIENCE_SECONDS = 20.0
_LAST_WORDS = 5


@dataclass(frozen=True)
class Answer:
    """What came of one request. Exactly one of `response` and `failure` is set."""

    url: str
    fetched_at: datetime
    response: Response | None = None
    failure: Trouble | None = None

    @property
    def trouble(self) -> Trouble | None:
        """What is wrong with it, if anything is: no answer, or one nobody should read."""
        return find_trouble(self.response) if self.response is not None else self.failure


@dataclass(frozen=True)
class Robots:
    """What a host's robots.txt says. `status` None: it gave no answer."""

    status: int | None
    crawl_delay: float | None = None
    sitemaps: tuple[str, ...] = ()


class Asker:
    """Asks the hosts of one site, one address after the other. A context manager: its child lives as long as it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._robots: dict[str, Robots] = {}
        self._last_words: deque[str] = deque(maxlen=_LAST_WORDS)

    def __enter__(self) -> Asker:
        self._process = open_child([sys.executable, "-P", "-m", "spiders.asking_worker"])
        self._log = Thread(target=self._hear_log, daemon=True)
        self._log.start()
        names = ("delay_seconds", "contact", "allow_private_hosts")
        self._say({"parent_pid": os.getpid(), **{name: getattr(self._settings, name) for name in names}})
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(BrokenPipeError):
            _open(self._process.stdin).close()
        try:
            self._process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.join(_PATIENCE_SECONDS)
        for stream in (self._process.stdout, self._process.stderr):
            _open(stream).close()

    def ask(self, url: str) -> Answer:
        """The answer to a GET of this address, redirects followed. Raises SourceError if the child has died."""
        self._say({"url": url})
        for line in _open(self._process.stdout):
            said = json.loads(line)
            if "robots" not in said:
                return _make_answer(url, said)
            self._robots[said["robots"]] = _read_robots(said)
        self._process.wait()
        self._log.join(_PATIENCE_SECONDS)
        reason = " ".join(self._last_words) or f"exit code {self._process.returncode}"
        raise SourceError(f"{url}: the process that asks has ended: {reason}")

    def robots_of(self, url: str) -> Robots:
        """The robots.txt of an address's host, as it was read before the first request to it."""
        return self._robots.get(urlsplit(url).netloc, Robots(None))

    def _say(self, message: dict[str, Any]) -> None:
        with suppress(BrokenPipeError):  # it died: whoever waits for an answer is told
            _open(self._process.stdin).write(json.dumps(message) + "\n")
            _open(self._process.stdin).flush()

    def _hear_log(self) -> None:
        for line in _open(self._process.stderr):
            self._last_words.append(line.strip())


def _make_answer(asked: str, said: dict[str, Any]) -> Answer:
    if "trouble" in said:
        return Answer(asked, clock.now(), failure=Trouble(*said["trouble"]))
    headers = Headers(said["headers"])
    body = base64.b64decode(said["body"])
    kind = responsetypes.from_args(headers=headers, url=said["url"], body=body)
    request = Request(said["url"])
    response = kind(said["url"], status=said["status"], headers=headers, body=body, request=request)
    return Answer(said["url"], clock.now(), response)


def _read_robots(said: dict[str, Any]) -> Robots:
    if said["status"] != 200:
        return Robots(said["status"])
    rules = Protego.parse(base64.b64decode(said["body"]).decode("utf-8", "replace"))
    return Robots(200, rules.crawl_delay(ROBOT_NAME), tuple(rules.sitemaps))


def _open(stream: IO[str] | None) -> IO[str]:
    assert stream is not None, "the child is started with pipes"
    return stream
