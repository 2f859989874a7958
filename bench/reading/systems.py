"""Everybody who reads, on the same pages: Pantau with its readers, Pantau without one, and the peers.

Each page's reading and the processor time it took at its best of some rounds, so that a busy machine slows nobody.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bench.interpreters import find_python, why_missing
from bench.reading.pages import TruePage
from bench.reading.peers import PEERS
from models import clock
from models.address import part_of
from models.boilerplate import Boilerplate, load_boilerplate
from models.catalogue import PROVINCES_DIR
from models.clock import WIB
from models.errors import ReadingError
from models.facts import load_folder
from models.shapes import Page
from models.sources import Platform
from pipelines.charset import decode
from pipelines.extract import extract
from pipelines.platforms import GENERIC, find_platform

READER = "pantau"
FALLBACK = "pantau, no reader"


class Readings(NamedTuple):
    """What a system read, page by page, and the seconds of processor time for each."""

    system: str
    readings: list[dict[str, Any]]
    seconds: list[float]


class Missing(NamedTuple):
    """A peer that is not there, and a sentence why."""

    system: str
    why: str


def read_with_all(pages: Sequence[TruePage], rounds: int) -> Iterator[Readings | Missing]:
    """Ours twice, then each peer."""
    yield _read_ourselves(READER, pages, rounds)
    yield _read_ourselves(FALLBACK, pages, rounds)
    with tempfile.TemporaryDirectory() as folder:
        listed = [_save(page, Path(folder) / f"{number}.html") for number, page in enumerate(pages)]
        for name, (module, _) in PEERS.items():
            python = find_python(module)
            yield _ask(name, python, listed, rounds) if python else Missing(name, why_missing(module))


@cache
def platforms() -> dict[str, Platform]:
    """The readers there are."""
    return load_folder(PROVINCES_DIR / "platforms", Platform)


@cache
def boilerplate() -> Boilerplate:
    """The text around articles that the cleaner knows."""
    return load_boilerplate(PROVINCES_DIR)


def platform_of(page: TruePage) -> Platform:
    """The reader of a page: given with it, or found by host and markup."""
    if page.platform:
        return platforms()[page.platform]
    return find_platform(page.url, decode(page.markup)[0], None, platforms())


def _read_ourselves(system: str, pages: Sequence[TruePage], rounds: int) -> Readings:
    readings: list[dict[str, Any]] = [{} for _ in pages]
    seconds = [float("inf")] * len(pages)
    for _ in range(rounds):
        for number, page in enumerate(pages):
            began = time.process_time()
            readings[number] = _read(page, is_without_reader=system == FALLBACK)
            seconds[number] = min(seconds[number], time.process_time() - began)
    return Readings(system, readings, seconds)


def _read(page: TruePage, *, is_without_reader: bool) -> dict[str, Any]:
    platform = platforms()[GENERIC] if is_without_reader else platform_of(page)
    asked = Page(
        url=page.url,
        fetched_at=page.fetched_at or clock.now(),
        body=page.markup,
        part=part_of(page.url, platform),
    )
    try:
        got = extract(asked, None, platform, boilerplate(), is_age_known=page.fetched_at is not None)
    except ReadingError as error:
        return {"failed": str(error)}
    at = got.published_at and got.published_at.astimezone(WIB).isoformat()
    return {"title": got.title, "body": got.body, "published_at": at, "author": got.author}


def _save(page: TruePage, path: Path) -> dict[str, str]:
    path.write_text(decode(page.markup)[0], encoding="utf-8", errors="replace")
    return {"path": str(path), "url": page.url}


def _ask(name: str, python: str, pages: list[dict[str, str]], rounds: int) -> Readings:
    script = Path(__file__).with_name("peers.py")
    command = [python, "-I", "-W", "ignore", str(script), name, str(rounds)]
    told = subprocess.run(command, input=json.dumps(pages), capture_output=True, text=True, check=False)
    if told.returncode:
        raise RuntimeError(f"{name} ended with {told.returncode}: {told.stderr[-2000:]}")
    found = json.loads(told.stdout[told.stdout.index('{"readings"') :])
    return Readings(name, found["readings"], found["seconds"])
