"""The jobs run in this process on the bundled archive: what they make, and what the checks say of it."""

import dagster as dg
import pytest

from dagster_project.definitions import definitions


@pytest.fixture
def installed(settings, monkeypatch, sample_archive):
    """This process' environment is that of the test's installation."""
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("PANTAU_HOME", str(settings.home))
    monkeypatch.setenv("PANTAU_REPLAY", str(sample_archive))
    return settings


def run(job, **options):
    with dg.DagsterInstance.ephemeral() as instance:
        return definitions.resolve_job_def(job).execute_in_process(instance=instance, **options)


def test_a_night_and_its_brief(installed, engine):
    night = run("nightly")
    assert night.success
    made = {event.asset_key.to_user_string() for event in night.get_asset_materialization_events()}
    assert made == {"pages", "documents", "articles", "stories", "tags", "passages"}

    checks = {check.check_name: check for check in night.get_asset_check_evaluations()}
    assert checks["berita_timah_delivers_as_expected"].passed
    assert not checks["media_padam_delivers_as_expected"].passed
    assert not checks["every_source_was_seen"].passed
    assert "gerbang_tertutup" in checks["every_source_was_seen"].metadata["unseen"].value
    assert checks["most_articles_have_a_date"].passed
    assert checks["every_tag_has_evidence"].passed

    assert run("weekly_brief", partition_key="2026-11-09").success
    written = {path.name for path in installed.brief_dir.iterdir()}
    assert written == {"pantau-bangka_belitung-2026-W46.docx", "pantau-bangka_belitung-2026-W46.html"}
