from datetime import UTC, datetime, timedelta

import pytest

from models.store.saved_searches import add_search, drop_search, key_of, load_search, load_searches, put_search

AT = datetime(2026, 11, 16, 1, tzinfo=UTC)
LATER = AT + timedelta(days=1)


@pytest.fixture
def connection(engine):
    with engine.begin() as opened:
        yield opened


def test_a_search_comes_back_as_it_was_kept(connection):
    assert add_search(connection, "Parkir kota", 'parkir "non tunai" -liar', AT)
    (saved,) = load_searches(connection)
    assert (saved.name, saved.query, saved.made_at, saved.changed_at) == (
        "Parkir kota",
        'parkir "non tunai" -liar',
        AT,
        AT,
    )
    assert load_search(connection, "PARKIR KOTA") == saved


def test_a_name_is_taken_in_whatever_case(connection):
    assert add_search(connection, "Straße", "jalan", AT)
    assert not add_search(connection, "STRASSE", "lain", LATER)
    assert load_search(connection, "strasse").query == "jalan"


def test_replacing_keeps_the_day_of_making(connection):
    assert put_search(connection, "Parkir", "parkir", AT)
    assert not put_search(connection, "PARKIR", "parkir bus", LATER)
    (saved,) = load_searches(connection)
    assert (saved.name, saved.query, saved.made_at, saved.changed_at) == ("PARKIR", "parkir bus", AT, LATER)


def test_searches_are_listed_by_name_and_dropped(connection):
    for name in ("spbe", "Bus", "parkir"):
        add_search(connection, name, name, AT)
    assert [saved.name for saved in load_searches(connection)] == ["Bus", "parkir", "spbe"]
    assert drop_search(connection, "SPBE")
    assert not drop_search(connection, "SPBE")
    assert load_search(connection, "spbe") is None


def test_accents_put_together_differently_are_one_name():
    assert key_of("Cafe\u0301") == key_of("CAFÉ") != key_of("Cafe")
