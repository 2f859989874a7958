"""The query: days of WIB, complete nights, and articles without a date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from models.clock import WIB
from models.tables import Night, SourceNight
from serving.health import SourceDays, load_days

AddArticle = Callable[..., int]


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=WIB)


def harvest(engine: Engine, when: str, state: str = "ok", source_id: str = "kabar_contoh") -> None:
    started = at(when)
    ended = started + timedelta(minutes=5)
    with Session(engine) as session:
        night = Night(kind="live", started_at=started, ended_at=ended, state="done")
        session.add(night)
        session.flush()
        session.add(
            SourceNight(
                night_id=night.id, source_id=source_id, state=state, reason="…", started_at=started, ended_at=ended
            )
        )
        session.commit()


def load(engine: Engine) -> dict[str, SourceDays]:
    with engine.connect() as connection:
        return load_days(connection)


def test_articles_and_nights_fall_on_days_of_wib(engine: Engine, add_article: AddArticle) -> None:
    harvest(engine, "11-16 01:00")
    harvest(engine, "11-17 00:10", "nothing_new")
    harvest(engine, "11-18 01:00", "unreachable")
    add_article("Satu", published_at=at("11-15 23:59"))
    add_article("Dua", published_at=at("11-16 00:00"))
    add_article("Tiga", published_at=at("11-16 06:59"))
    found = load(engine)["kabar_contoh"]
    assert found.published == {date(2026, 11, 15): 1, date(2026, 11, 16): 2}
    assert found.seen_on == {date(2026, 11, 16), date(2026, 11, 17)}
    assert found.last == date(2026, 11, 16)


def test_an_article_without_a_date_counts_when_it_was_first_seen_but_not_in_the_first_harvest(
    engine: Engine, add_article: AddArticle
) -> None:
    harvest(engine, "11-10 01:00")
    harvest(engine, "11-12 01:00")
    add_article("Lama", published_at=None, first_seen_at=at("11-10 01:02"))
    add_article("Baru", published_at=None, first_seen_at=at("11-12 01:02"))
    assert load(engine)["kabar_contoh"].published == {date(2026, 11, 12): 1}


def test_what_is_older_than_the_memory_is_left_out(engine: Engine, add_article: AddArticle) -> None:
    harvest(engine, "11-16 01:00")
    add_article("Kuno", published_at=at("11-15 12:00") - timedelta(days=500))
    add_article("Kini", published_at=at("11-15 12:00"))
    assert load(engine)["kabar_contoh"].published == {date(2026, 11, 15): 1}


def test_an_empty_store_knows_no_source(engine: Engine) -> None:
    assert load(engine) == {}
