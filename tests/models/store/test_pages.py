from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text

from models.store.pages import (
    FOUND_AS,
    PARTS_MISSING,
    PastHarvest,
    SourceOutcome,
    add_pages,
    end_night,
    hold_source,
    known_keys,
    open_session,
    past_harvests,
    record_source,
    release_source,
    start_night,
)

NOON = datetime(2026, 11, 15, 5, 0, tzinfo=UTC)


def _page(key: str, **values: Any) -> dict[str, Any]:
    return {
        "source_id": "contoh",
        "key": key,
        "url": f"https://{key}",
        "part": 1,
        "kind": "html",
        "fragment": None,
        "content_type": "text/html",
        "fetched_at": NOON,
        "warc_file": "2026/11/contoh.warc.gz",
        "warc_offset": 120,
        "digest": "A" * 32,
        "hints": {},
        **values,
    }


def _outcome(source_id: str = "contoh", state: str = "ok", **values: Any) -> SourceOutcome:
    times = {"started_at": NOON, "ended_at": NOON + timedelta(minutes=1)}
    return SourceOutcome(source_id, state, "satu kalimat", **times, **values)


def _nights(engine: Engine) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text("SELECT state, reason FROM night ORDER BY id"))]


def test_pages_are_kept_once(engine: Engine) -> None:
    with engine.begin() as connection:
        assert add_pages(connection, [_page("contoh.id/satu"), _page("contoh.id/dua", digest="B" * 32)]) == 2
    with engine.begin() as connection:
        changed = _page("contoh.id/satu", digest="C" * 32)
        assert add_pages(connection, [_page("contoh.id/satu", warc_offset=999), changed]) == 1
        offsets = connection.execute(text("SELECT warc_offset FROM page WHERE key = 'contoh.id/satu' ORDER BY id"))
        assert list(offsets.scalars()) == [120, 120], "the row that was there stays as it was"


def test_posts_of_one_rest_answer_are_told_apart(engine: Engine) -> None:
    posts = [_page("contoh.id/satu", kind="wordpress", fragment=str(n), url="https://contoh.id/satu") for n in (1, 2)]
    with engine.begin() as connection:
        assert add_pages(connection, posts) == 2
        assert add_pages(connection, posts) == 0


def test_no_pages_are_no_trouble(engine: Engine) -> None:
    with engine.begin() as connection:
        assert add_pages(connection, []) == 0


def test_hints_and_dates_come_back_as_given(engine: Engine) -> None:
    hints = {"title": "Bimtek — tahap dua", "published": "2026-11-15T12:00:00+07:00"}
    with engine.begin() as connection:
        add_pages(connection, [_page("contoh.id/satu", hints=hints)])
        row = connection.execute(text("SELECT hints, fetched_at, night_id FROM page")).one()
    assert tuple(row) == (hints, NOON, None)


def test_known_are_articles_with_all_their_parts(engine: Engine) -> None:
    rows = [
        _page("contoh.id/satu"),
        _page("contoh.id/satu", part=2, url="https://contoh.id/satu?page=2"),
        _page("contoh.id/dua", hints={PARTS_MISSING: True}),
        _page("contoh.id/dua", part=2, url="https://contoh.id/dua?page=2"),
        _page("contoh.id/tiga", hints={FOUND_AS: "contoh.id/?p=3"}),
        _page("lain.id/empat", source_id="lain"),
    ]
    with engine.begin() as connection:
        add_pages(connection, rows)
        assert known_keys(connection, "contoh") == {"contoh.id/satu", "contoh.id/tiga", "contoh.id/?p=3"}
        add_pages(connection, [_page("contoh.id/dua", digest="D" * 32)])
        assert "contoh.id/dua" in known_keys(connection, "contoh")


def test_a_night_is_opened_and_closed(engine: Engine) -> None:
    with open_session(engine) as session:
        night_id = start_night(session, "live", NOON)
        assert _nights(engine) == [("running", None)]
        end_night(session, night_id, "done", None, NOON)
    assert _nights(engine) == [("done", None)]


def test_a_night_whose_process_died_is_failed_at_the_next_start(engine: Engine) -> None:
    with open_session(engine) as session:
        start_night(session, "live", NOON)
    with open_session(engine) as session:
        start_night(session, "live", NOON)
        (lost, running) = _nights(engine)
    assert lost == ("failed", "its process ended before the night did")
    assert running == ("running", None)


def test_a_night_somebody_holds_goes_on(engine: Engine) -> None:
    with open_session(engine) as one, open_session(engine) as other:
        start_night(one, "live", NOON)
        start_night(other, "replay", NOON)
        assert _nights(engine) == [("running", None), ("running", None)]


def test_one_source_is_held_by_one_harvest(engine: Engine) -> None:
    with open_session(engine) as one, open_session(engine) as other:
        assert hold_source(one, "contoh")
        assert hold_source(one, "lain"), "one session holds many"
        assert not hold_source(other, "contoh")
        release_source(one, "contoh")
        assert hold_source(other, "contoh")
        assert not hold_source(other, "lain")


def test_a_session_that_ends_lets_go(engine: Engine) -> None:
    with open_session(engine) as session:
        assert hold_source(session, "contoh")
    with open_session(engine) as one, open_session(engine) as other:
        assert hold_source(one, "contoh") != hold_source(other, "contoh")


def test_locks_are_let_go_even_after_an_error(engine: Engine) -> None:
    def fail() -> None:
        with open_session(engine) as session:
            hold_source(session, "contoh")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with open_session(engine) as other:
        assert hold_source(other, "contoh")


def _run_night(session: Connection, day: int, states: dict[str, str], state: str = "done", failed: int = 0) -> None:
    at = NOON + timedelta(days=day)
    night_id = start_night(session, "live", at)
    for source_id, ended in states.items():
        record_source(session, night_id, _outcome(source_id, ended, failed=failed))
    end_night(session, night_id, state, None, at)


@pytest.mark.parametrize(
    ("nights", "complete_day", "is_settled"),
    [
        ([("ok", "done")], 0, True),
        ([("ok", "done"), ("nothing_new", "done")], 1, True),
        ([("ok", "done"), (None, "done")], 0, True),
        ([("ok", "done"), ("over_budget", "done")], 0, False),
        ([("ok", "done"), (None, "failed")], 0, False),
        ([("ok", "done"), ("ok", "failed")], 1, False),
        ([(None, "failed"), ("ok", "done")], 1, True),
    ],
)
def test_how_far_a_source_was_harvested_is_known(
    engine: Engine, nights: list[tuple[str | None, str]], complete_day: int, is_settled: bool
) -> None:
    with open_session(engine) as session:
        for day, (ended, state) in enumerate(nights):
            _run_night(session, day, {"contoh": ended} if ended else {}, state)
        past = past_harvests(session)
    complete_at = NOON + timedelta(days=complete_day)
    assert past == {"contoh": PastHarvest(complete_at, is_settled, whole_at=complete_at)}


@pytest.mark.parametrize(
    ("failed", "whole_day", "is_settled"),
    [([0, 1], 1, False), ([0, 3], 0, False), ([3, 3], None, False), ([0, 3, 0], 2, True), ([2, 3], 0, False)],
)
def test_articles_that_failed_leave_gaps(
    engine: Engine, failed: list[int], whole_day: int | None, is_settled: bool
) -> None:
    with open_session(engine) as session:
        for day, count in enumerate(failed):
            _run_night(session, day, {"contoh": "ok"}, failed=count)
        past = past_harvests(session)["contoh"]
    assert past.complete_at == NOON + timedelta(days=len(failed) - 1)
    assert past.whole_at == (None if whole_day is None else NOON + timedelta(days=whole_day))
    assert past.is_settled is is_settled


def test_a_source_never_seen_to_its_end_has_no_past(engine: Engine) -> None:
    with open_session(engine) as session:
        _run_night(session, 0, {"contoh": "blocked"})
        assert past_harvests(session) == {}


def test_a_replayed_archive_says_nothing_of_how_far_a_source_was_harvested(engine: Engine) -> None:
    with open_session(engine) as session:
        _run_night(session, 0, {"contoh": "ok"})
        night_id = start_night(session, "replay", NOON + timedelta(days=1))
        record_source(session, night_id, _outcome("contoh"))
        end_night(session, night_id, "failed", None, NOON)
        assert past_harvests(session) == {"contoh": PastHarvest(NOON, True, whole_at=NOON)}


def test_a_second_word_on_a_source_replaces_the_first(engine: Engine) -> None:
    with open_session(engine) as session:
        night_id = start_night(session, "live", NOON)
        record_source(session, night_id, _outcome(state="crashed"))
        record_source(session, night_id, _outcome(state="ok", fetched=7))
        (row,) = session.execute(text("SELECT state, fetched FROM source_night"))
    assert tuple(row) == ("ok", 7)
