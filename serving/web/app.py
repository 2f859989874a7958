"""Putting the web app together: routes, errors, headers, files. Pages are in `pages.py`, JSON in `api.py`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from models.settings import Settings
from serving.web import api, corrections_api, corrections_pages, pages, saved_api, saved_pages
from serving.web.problems import add_handlers
from serving.web.resources import Resources
from serving.web.security import SecurityHeaders
from serving.web.writing import WriteGuard

API_VERSION = "1"
"""Counts up when an answer loses a key or changes its meaning; keys may be added at any time."""
STATIC_DIR = Path(str(files("serving.web"))) / "static"
DESCRIPTION = (
    "Regional news about smart-city programmes: search, the matrix of regencies by pillars, the ledger of steps, single"
    " articles with the evidence for every tag, and how each source fares. Tags and stories can be corrected and"
    " searches saved, nothing else can be written. Days and weeks are those of Asia/Jakarta."
)


def make_app(settings: Settings, *, is_read_only: bool = False) -> FastAPI:
    """The app of one installation. Database, catalogue and embedder are opened by the first request that needs them.

    `is_read_only`: nobody can correct or save anything through it.
    """
    app = FastAPI(
        title="Pantau",
        description=DESCRIPTION,
        version=API_VERSION,
        docs_url=None,  # FastAPI's own pages load their scripts from elsewhere; /api is ours
        redoc_url=None,
        lifespan=_close_after,
    )
    app.state.resources = Resources(settings, is_read_only=is_read_only)
    app.add_middleware(WriteGuard, is_read_only=is_read_only)
    app.add_middleware(SecurityHeaders)
    add_handlers(app)
    for module in (api, corrections_api, saved_api, pages, corrections_pages, saved_pages):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=STATIC_DIR), name="static")
    return app


@asynccontextmanager
async def _close_after(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.resources.close()
