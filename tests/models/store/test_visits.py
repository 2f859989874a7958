from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from models.archive import Pointer
from models.store.visits import Visit, load_visits, save_visits

NOON = datetime(2026, 11, 15, 5, 0, tzinfo=UTC)
FEED = "https://contoh.id/feed/"


def _visit(url: str = FEED, offset: int = 120, days: int = 0, **values: Any) -> Visit:
    at = NOON + timedelta(days=days)
    return Visit(url, Pointer("2026/11/contoh.warc.gz", offset, "D" * 32), at, **values)


def test_visits_come_back_as_kept(engine: Engine) -> None:
    visit = _visit(etag='W/"7"', last_modified="Sun, 15 Nov 2026 05:00:00 GMT")
    with engine.begin() as connection:
        save_visits(connection, "contoh", [visit])
        save_visits(connection, "lain", [_visit("https://lain.id/feed/")])
        found = load_visits(connection, "contoh")
    assert found == {FEED: visit}
    assert found[FEED].pointer.digest == "D" * 32


def test_the_newest_visit_takes_the_place_of_the_one_before(engine: Engine) -> None:
    with engine.begin() as connection:
        save_visits(connection, "contoh", [_visit(etag='"1"')])
        save_visits(connection, "contoh", [_visit(offset=999, days=1)])
        (found,) = load_visits(connection, "contoh").values()
    assert (found.pointer.offset, found.etag) == (999, None)


def test_what_was_long_not_seen_again_is_forgotten(engine: Engine) -> None:
    old, other = _visit("https://contoh.id/wp-json/?after=2026-09-01"), _visit("https://lain.id/")
    with engine.begin() as connection:
        save_visits(connection, "contoh", [old])
        save_visits(connection, "lain", [other])
        save_visits(connection, "contoh", [_visit(days=29)])
        assert len(load_visits(connection, "contoh")) == 2
        save_visits(connection, "contoh", [_visit(days=31)])
        assert set(load_visits(connection, "contoh")) == {FEED}
        assert len(load_visits(connection, "lain")) == 1


def test_no_visits_are_no_trouble(engine: Engine) -> None:
    with engine.begin() as connection:
        save_visits(connection, "contoh", [])
        assert load_visits(connection, "contoh") == {}
