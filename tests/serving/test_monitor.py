from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from models.clock import parse_week
from models.tables import Document, Night, Page, SourceNight, Story
from serving.monitor import PROVINCE_ROW, Cell, matrix, source_statuses

WEEK = parse_week("2026-W46")
NOW = datetime(2026, 11, 16, tzinfo=UTC)


@pytest.fixture
def story(engine):
    with Session(engine) as session:
        story = Story(title="Bimtek")
        session.add(story)
        session.commit()
        return story.id


def relevant(**values):
    return {"is_relevant": True, "relevance": "implicit", "scope": "regency"} | values


def test_copies_of_one_event_count_once(engine, add_article, real_catalogue, story):
    told = relevant(regencies=["bangka"], pillars=["governance"], relevance="explicit", story_id=story)
    add_article("Bimtek satu", **told)
    add_article("Bimtek dua", **told)
    add_article("Aplikasi baru", **relevant(regencies=["bangka"], pillars=["governance", "living"]))
    table = matrix(engine, real_catalogue, WEEK.since, WEEK.until)
    assert table.cell("bangka", "governance") == Cell(explicit_events=1, implicit_events=1, articles=3)
    assert table.totals["bangka"].events == 2
    assert table.cell("belitung", "governance") == Cell()


def test_the_province_is_a_row_of_its_own(engine, add_article, real_catalogue):
    add_article("Rakor SPBE", **relevant(scope="province", pillars=["governance"]))
    table = matrix(engine, real_catalogue, WEEK.since, WEEK.until)
    assert table.rows[-1] == PROVINCE_ROW
    assert len(table.rows) == 8
    assert table.cell(PROVINCE_ROW, "governance").events == 1


def test_irrelevant_news_and_other_weeks_are_left_out(engine, add_article, real_catalogue):
    add_article("Voli", regencies=["bangka"], scope="regency")
    add_article("Lama", **relevant(regencies=["bangka"], pillars=["living"], published_at=WEEK.until))
    assert matrix(engine, real_catalogue, WEEK.since, WEEK.until).cells == {}


def record_night(engine, source_id, state, ended_at):
    with Session(engine) as session:
        night = Night(kind="live", started_at=ended_at, ended_at=ended_at, state="done")
        session.add(night)
        session.flush()
        session.add(
            SourceNight(
                night_id=night.id, source_id=source_id, state=state, reason="…", started_at=ended_at, ended_at=ended_at
            )
        )
        session.commit()


def add_page(engine, source_id, fetched_at, state):
    with Session(engine) as session:
        page = Page(
            source_id=source_id, key=f"k{state}", url=f"https://x.example/{state}", kind="html",
            content_type="text/html",
            fetched_at=fetched_at, warc_file="x", warc_offset=0, digest=state,
        )  # fmt: skip
        session.add(page)
        session.flush()
        session.add(Document(page_id=page.id, key=page.key, state=state, extract_version=1))
        session.commit()


def test_a_source_is_judged_by_its_last_night_and_by_what_it_brought(engine, add_article, make_catalogue):
    feed = {"spider": "feed", "url": "https://kabarcontoh.test/feed/"}
    catalogue = make_catalogue({"kabar_contoh": {"homepage": "https://kabarcontoh.test", "discover": [feed]}})
    assert source_statuses(engine, catalogue)[0].state == "never"
    record_night(engine, "kabar_contoh", "ok", NOW - timedelta(days=2))
    add_page(engine, "kabar_contoh", NOW - timedelta(days=2), "refused")
    found = source_statuses(engine, catalogue)[0]
    assert (found.state, found.verdict, found.refused) == ("ok", "silent_too_long", 1)
    assert found.verdict_reason == "0 articles in 7 days, its file expects 1 to 50"
    add_article("Kabar", published_at=NOW - timedelta(days=5))
    assert source_statuses(engine, catalogue)[0].verdict == "as_expected"
    record_night(engine, "kabar_contoh", "unreachable", NOW)
    found = source_statuses(engine, catalogue)[0]
    assert (found.state, found.verdict, found.last_week) == ("unreachable", "broken", 1)
    assert found.last_seen_at == NOW - timedelta(days=2)
    assert found.as_dict()["verdict"] == "broken"


def test_sample_outlets_do_not_clutter_a_real_installation(engine, real_catalogue):
    assert not any(found.is_sample for found in source_statuses(engine, real_catalogue))


def test_a_store_of_samples_does_not_miss_the_real_outlets(engine, real_catalogue):
    record_night(engine, "berita_timah", "ok", NOW)
    assert [found.source_id for found in source_statuses(engine, real_catalogue)] == ["berita_timah"]
    record_night(engine, "laspela", "ok", NOW)
    assert len(source_statuses(engine, real_catalogue)) > 50
