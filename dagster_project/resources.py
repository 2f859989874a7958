"""The one resource: this installation of Pantau. The only place here that reads settings."""

from functools import cached_property
from pathlib import Path

import dagster as dg
from pydantic import PrivateAttr
from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.database import open_database
from models.settings import Settings


class Installation(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Settings, catalogue and database of this installation; `replay` answers the harvest from a web archive."""

    replay: str = ""

    _engine: Engine | None = PrivateAttr(default=None)

    @cached_property
    def settings(self) -> Settings:
        """From the environment."""
        return Settings()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The province of the settings."""
        return Catalogue(self.settings.province)

    @property
    def engine(self) -> Engine:
        """The database, opened on first use."""
        if self._engine is None:
            self._engine = open_database(self.settings)
        return self._engine

    def teardown_after_execution(self, context: dg.InitResourceContext) -> None:
        """Let go of the database when a run is over."""
        if self._engine is not None:
            self._engine.dispose()

    @property
    def replay_path(self) -> Path | None:
        """The archive to replay, if any."""
        chosen = self.replay or self.settings.replay
        return Path(chosen) if chosen else None
