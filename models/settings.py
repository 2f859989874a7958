"""Settings of one installation, read from the environment (prefix `PANTAU_`, and plain `DATABASE_URL`).

Everything that differs between two machines belongs here; facts about the province do not (they are YAML).
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

BUNDLED_MODEL = "bundled"


class Settings(BaseSettings):
    """One installation of Pantau.

    `.env` in the working directory is read too. Raises pydantic's ValidationError naming the variable.
    """

    model_config = SettingsConfigDict(env_prefix="PANTAU_", env_file=".env", extra="ignore", frozen=True)

    home: Path = Path(".pantau")
    """Folder of everything Pantau writes: embedded database, archive, briefs, Dagster's own state."""
    database_url: str | None = Field(default=None, validation_alias="DATABASE_URL")
    """A PostgreSQL >= 15 with pgvector; unset = the embedded server under `home`."""
    province: str = "bangka_belitung"
    """Folder name under provinces/."""
    model: str | None = None
    """`bundled`, or any sentence-transformers model by hub id or folder; unset = the one that is searched already."""
    contact: str | None = None
    """Address in the user agent, so that an outlet can reach the operator."""
    delay_seconds: float = 5.0
    """Shortest pause between two requests to one source; at random, up to 1.4 times as long."""
    max_requests_per_source: int = 400
    """Hard cap of requests to one source in one night."""
    timeout_seconds: float = Field(default=30.0, gt=0)
    """Longest time one answer may take, from the request to its last byte."""
    max_minutes_per_source: float | None = Field(default=None, gt=0)
    """Longest time one source may take in one night; unset = enough for all its requests with their pauses."""
    cross_check_days: int = Field(default=7, ge=0)
    """How often a second channel of a source is asked to see what the first misses; 0 = only where its file says so."""
    archive_file_megabytes: int = Field(default=1000, ge=1)
    """Size from which a WARC file is followed by another."""
    nightly_cron: str = "0 1 * * *"
    """When the night starts under `pantau schedule`, time of Jakarta."""
    weekly_cron: str = "0 5 * * 1"
    """When last week's brief is written under `pantau schedule`, time of Jakarta."""
    replay: Path | None = None
    """A web archive that answers the scheduled nights instead of the network; for trials."""
    allow_private_hosts: bool = False
    """Tests only: lets spiders reach loopback and private addresses."""

    @property
    def archive_dir(self) -> Path:
        """Folder of the WARC files."""
        return self.home / "archive"

    @property
    def brief_dir(self) -> Path:
        """Folder the briefs are written to unless the caller names one."""
        return self.home / "briefs"
