from datetime import UTC, datetime

import dagster as dg
import pytest

from dagster_project.definitions import definitions


@pytest.fixture(scope="module")
def repository():
    return definitions.get_repository_def()


def test_nothing_appears_or_disappears_unnoticed(repository):
    keys = {key.to_user_string() for key in repository.asset_graph.get_all_asset_keys()}
    assert keys == {"pages", "documents", "articles", "stories", "tags", "passages", "brief"}
    assert {schedule.name for schedule in repository.schedule_defs} == {"nightly_schedule", "weekly_brief_schedule"}


def test_every_enabled_source_has_a_check_from_its_own_expectation(repository, real_catalogue):
    names = {key.name for key in repository.asset_graph.asset_check_keys}
    enabled = {source.id for source in real_catalogue.sources.values() if source.enabled}
    assert {f"{source_id}_delivers_as_expected" for source_id in enabled} <= names
    assert {"every_source_was_seen", "most_articles_have_a_date", "every_tag_has_evidence"} <= names


def test_the_night_starts_at_one_in_jakarta(repository):
    schedule = repository.get_schedule_def("nightly_schedule")
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 1 * * *", "Asia/Jakarta")
    assert schedule.default_status is dg.DefaultScheduleStatus.RUNNING


def test_monday_five_in_the_morning_asks_for_the_week_before(repository):
    schedule = repository.get_schedule_def("weekly_brief_schedule")
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 5 * * 1", "Asia/Jakarta")
    monday = datetime(2026, 11, 15, 22, tzinfo=UTC)  # Monday 2026-11-16 05:00 WIB
    with dg.build_schedule_context(scheduled_execution_time=monday, repository_def=repository) as context:
        tick = schedule.evaluate_tick(context)
    assert [request.partition_key for request in tick.run_requests] == ["2026-11-09"]
