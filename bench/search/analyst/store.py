"""The store that is asked: the sample articles as a night gives them, among the distractors, tagged and embedded.

It is kept under PANTAU_BENCH_CACHE where that is set; then only what the present rules read differently is done again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from sqlalchemy import Engine, text

from bench.search.analyst.distractors import Distractor, add_distractors
from models.catalogue import SAMPLES_DIR, Catalogue
from models.database import open_database
from models.server import EmbeddedServer
from models.settings import Settings
from pipelines.concepts import concept_finder
from pipelines.embed import embed_articles
from pipelines.embedder import Embedder
from pipelines.stages import run_stages
from pipelines.tagging import tag_articles
from spiders.run import harvest

_ARCHIVE = SAMPLES_DIR / "archive" / "sample.warc.gz"
_TRUTH = SAMPLES_DIR / "truth.jsonl"
_FILLED = "filled"


@contextmanager
def open_store(catalogue: Catalogue, embedder: Embedder, distractors: Sequence[Distractor]) -> Iterator[Engine]:
    """The filled store; its server stops with the block, and without a cache its folder goes too."""
    with _choose_home(distractors) as home:
        settings = Settings.model_validate({"home": home, "DATABASE_URL": None})
        engine = open_database(settings)
        try:
            if not (home / _FILLED).exists():
                _fill(engine, settings, catalogue, distractors)
                (home / _FILLED).touch()
            tag_articles(engine, catalogue, archive_dir=settings.archive_dir)
            embed_articles(engine, embedder, concepts=concept_finder(catalogue))
            yield engine
        finally:
            engine.dispose()
            EmbeddedServer(home).stop()


def load_names(engine: Engine) -> dict[int, str]:
    """Article id -> id in samples/truth.jsonl; for a distractor its address."""
    truth = {row["url"]: row["id"] for row in map(json.loads, _TRUTH.read_text(encoding="utf-8").splitlines())}
    with engine.connect() as connection:
        rows = list(connection.execute(text("SELECT id, url, aliases FROM article")))
    written = {row.id: [unquote(url) for url in (row.url, *row.aliases)] for row in rows}
    return {number: next((truth[url] for url in urls if url in truth), urls[0]) for number, urls in written.items()}


def load_texts(engine: Engine, names: dict[int, str]) -> dict[str, str]:
    """Title and text of every article, by the names of `load_names`."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT id, title, body FROM article ORDER BY id"))
        return {names[row.id]: f"{row.title}\n{row.body}" for row in rows}


def _fill(engine: Engine, settings: Settings, catalogue: Catalogue, distractors: Sequence[Distractor]) -> None:
    """A night over the sample archive with all its stages, then the distractors; what was begun before is completed."""
    harvest(settings, catalogue, replay=_ARCHIVE)
    for _ in run_stages(engine, catalogue, settings):
        pass
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM article WHERE outlet = 'distractor.example'"))
    if distractors:
        add_distractors(engine, distractors)


@contextmanager
def _choose_home(distractors: Sequence[Distractor]) -> Iterator[Path]:
    cache = os.environ.get("PANTAU_BENCH_CACHE")
    folder = Path(cache) if cache else Path(tempfile.mkdtemp(prefix="pantau-bench-", dir="/tmp"))
    folder.mkdir(parents=True, exist_ok=True)
    if not cache:
        folder.chmod(0o755)  # the user PostgreSQL runs as must be able to enter
    try:
        yield folder / f"analyst-{_fingerprint(distractors)}"
    finally:
        if not cache:
            shutil.rmtree(folder)


def _fingerprint(distractors: Sequence[Distractor]) -> str:
    digest = hashlib.blake2b(_ARCHIVE.read_bytes(), digest_size=6)
    for distractor in distractors:
        digest.update("\n".join(distractor).encode())
    return digest.hexdigest()
