"""An installation to measure on, gone when the measuring is done. What is put into it is each bench's own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from models.database import open_database
from models.server import EmbeddedServer
from models.settings import Settings


@contextmanager
def open_scratch() -> Iterator[tuple[Engine, Settings]]:
    """An empty store on a server of its own, its home in a temporary folder; all of it goes with the block."""
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="pantau-bench-") as place:
        Path(place).chmod(0o755)  # the user PostgreSQL runs as must be able to enter
        settings = Settings.model_validate({"home": Path(place) / "home", "DATABASE_URL": None})
        engine = open_database(settings)
        try:
            yield engine, settings
        finally:
            engine.dispose()
            EmbeddedServer(settings.home).stop()
