from datetime import UTC, datetime, timedelta

from spiders.report import NightReport, SourceReport

NOON = datetime(2026, 11, 15, 5, 0, tzinfo=UTC)


def test_a_report_becomes_a_row_of_the_store() -> None:
    report = SourceReport("contoh", "ok", "feed: 3 new", "feed", requests=9, discovered=3, fetched=3, seconds=12.5)
    outcome = report.as_outcome(NOON)
    assert (outcome.source_id, outcome.state, outcome.fetched, outcome.channel) == ("contoh", "ok", 3, "feed")
    assert outcome.ended_at - outcome.started_at == timedelta(seconds=12.5)


def test_a_report_survives_the_way_between_processes() -> None:
    report = SourceReport("contoh", "busy", "ditempati")
    assert SourceReport(**report.as_json()) == report


def test_a_night_adds_up_its_sources() -> None:
    sources = (SourceReport("satu", "ok", "x", fetched=3), SourceReport("dua", "ok", "x", fetched=4))
    assert NightReport(1, "live", NOON, "done", None, sources, 3.5).fetched == 7
