"""Putting the web app together: routes, errors, headers, files. Pages are in `pages.py`, JSON in `api.py`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from models.settings import Settings
from serving.web import api, pages
from serving.web.problems import add_handlers
from serving.web.resources import Resources
from serving.web.security import SecurityHeaders

API_VERSION = "1"
"""Counts up when an answer loses a key or changes its meaning; keys may be added at any time."""
STATIC_DIR = Path(str(files("serving.web"))) / "static"
DESCRIPTION = (
    "Regional news about smart-city programmes, read-only: search, the matrix of regencies by pillars, single articles"
    " with the evidence for every tag, and how each source fares. Days and weeks are those of Asia/Jakarta."
)


def make_app(settings: Settings) -> FastAPI:
    """The app of one installation. Database, catalogue and embedder are opened by the first request that needs them."""
    app = FastAPI(
        title="Pantau",
        description=DESCRIPTION,
        version=API_VERSION,
        docs_url=None,  # FastAPI's own pages load their scripts from elsewhere; /api is ours
        redoc_url=None,
        lifespan=_close_after,
    )
    app.state.resources = Resources(settings)
    app.add_middleware(SecurityHeaders)
    add_handlers(app)
    app.include_router(api.router)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=STATIC_DIR), name="static")
    return app


@asynccontextmanager
async def _close_after(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.resources.close()
