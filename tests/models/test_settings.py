import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from models.settings import Settings


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch, tmp_path):
    for name in [name for name in os.environ if name.startswith("PANTAU_") or name == "DATABASE_URL"]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_nothing_needs_to_be_set():
    settings = Settings()
    assert (settings.home, settings.database_url, settings.model) == (Path(".pantau"), None, None)
    assert settings.province == "bangka_belitung"
    assert not settings.allow_private_hosts


def test_everything_written_lies_under_the_home(monkeypatch):
    monkeypatch.setenv("PANTAU_HOME", "/srv/pantau")
    settings = Settings()
    assert (settings.archive_dir, settings.brief_dir) == (Path("/srv/pantau/archive"), Path("/srv/pantau/briefs"))


def test_the_database_is_named_by_the_variable_everybody_knows(monkeypatch):
    monkeypatch.setenv("PANTAU_DATABASE_URL", "postgresql://lain")
    assert Settings().database_url is None
    monkeypatch.setenv("DATABASE_URL", "postgresql://sini")
    assert Settings().database_url == "postgresql://sini"


def test_a_file_in_the_working_directory_is_read_and_the_environment_wins(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("PANTAU_DELAY_SECONDS=2\nPANTAU_CONTACT=a@b.example\nLAIN=1\n", encoding="utf-8")
    monkeypatch.setenv("PANTAU_DELAY_SECONDS", "7.5")
    settings = Settings()
    assert (settings.delay_seconds, settings.contact) == (7.5, "a@b.example")


def test_a_wrong_value_names_its_field(monkeypatch):
    monkeypatch.setenv("PANTAU_MAX_REQUESTS_PER_SOURCE", "banyak")
    with pytest.raises(ValidationError, match="max_requests_per_source") as caught:
        Settings()
    assert caught.value.errors()[0]["input"] == "banyak"


def test_settings_do_not_change_under_a_running_command():
    with pytest.raises(ValidationError, match="frozen"):
        Settings().home = Path("/lain")
