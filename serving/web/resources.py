"""What all requests share: settings, catalogue, one engine, one embedder; each is made when first asked for.

No request is answered here.
"""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.database import open_database
from models.settings import Settings
from pipelines.embedder import Embedder, load_embedder
from serving.search import Knowledge
from serving.web.labels import Labels


class Resources:
    """One per app. What could not be opened is tried again by the next request."""

    def __init__(self, settings: Settings, *, is_read_only: bool = False) -> None:
        self.settings = settings
        self.is_read_only = is_read_only
        self._lock = Lock()
        self._engine: Engine | None = None
        self._embedder: Embedder | None = None

    @cached_property
    def catalogue(self) -> Catalogue:
        """The facts about the province."""
        return Catalogue(self.settings.province)

    @cached_property
    def labels(self) -> Labels:
        """The words shown for the catalogue's codes."""
        return Labels(self.catalogue)

    @cached_property
    def knowledge(self) -> Knowledge:
        """What queries are understood by."""
        return Knowledge(self.catalogue)

    @property
    def engine(self) -> Engine:
        """The database, started and migrated if need be; StorageError where it cannot be had."""
        with self._lock:
            if self._engine is None:
                self._engine = open_database(self.settings)
            return self._engine

    def load_embedder(self) -> Embedder:
        """The embedder of the settings; UsageError where the model is not on this machine."""
        with self._lock:
            if self._embedder is None:
                self._embedder = load_embedder(self.settings.model)
            return self._embedder

    def close(self) -> None:
        """Give the connections back."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None


def resources_of(request: Request) -> Resources:
    """The resources of the app that answers this request."""
    found: Resources = request.app.state.resources
    return found


Shared = Annotated[Resources, Depends(resources_of)]
