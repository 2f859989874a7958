from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from models.tables import Milestone
from serving.search import Filters


def matching(engine, **filters):
    where, parameters = Filters(**filters).conditions()
    with engine.connect() as connection:
        return list(
            connection.execute(text(f"SELECT title FROM article a WHERE {where} ORDER BY id"), parameters).scalars()
        )


def test_no_filter_is_the_condition_true():
    assert Filters().conditions() == ("true", {})
    assert Filters().named() == {}


def test_a_value_is_never_part_of_the_sql():
    hostile = "x' OR true --"
    where, parameters = Filters(hostile, hostile, hostile, hostile).conditions()
    assert hostile not in where
    assert parameters == {name: [hostile] for name in ("regency", "pillar", "source", "milestone")}


def test_filters_in_use_are_named_for_people():
    assert Filters(regency="bangka", since=date(2026, 11, 9)).named() == {"regency": "bangka", "since": "2026-11-09"}


def test_days_are_days_in_jakarta_both_included(engine, add_article):
    add_article("Minggu malam", published_at=datetime(2026, 11, 8, 16, 59, 59, tzinfo=UTC))
    add_article("Senin dini hari", published_at=datetime(2026, 11, 8, 17, tzinfo=UTC))
    add_article("Senin malam", published_at=datetime(2026, 11, 9, 16, 59, 59, tzinfo=UTC))
    add_article("Selasa dini hari", published_at=datetime(2026, 11, 9, 17, tzinfo=UTC))
    add_article("Tanpa tanggal", published_at=None)
    monday = date(2026, 11, 9)
    assert matching(engine, since=monday, until=monday) == ["Senin dini hari", "Senin malam"]
    assert matching(engine, until=date(2026, 11, 8)) == ["Minggu malam"]


def test_all_filters_must_hold_at_once(engine, add_article):
    add_article("Dua wilayah", regencies=["bangka", "belitung"], pillars=["living"])
    add_article("Satu wilayah", regencies=["belitung"], pillars=["living", "society"])
    assert matching(engine, regency="belitung") == ["Dua wilayah", "Satu wilayah"]
    assert matching(engine, regency="belitung", pillar="society") == ["Satu wilayah"]
    assert matching(engine, regency="bangka", pillar="society") == []
    assert matching(engine, regency="bang") == []


def test_of_several_values_any_will_do(engine, add_article):
    add_article("Satu", regencies=["bangka"])
    add_article("Dua", regencies=["belitung"])
    add_article("Tiga", regencies=["pangkalpinang"])
    assert matching(engine, regency="bangka,belitung") == ["Satu", "Dua"]


@pytest.mark.parametrize(("kind", "expected"), [("bimtek-2", ["Bimtek"]), ("bimtek", [])])
def test_a_step_is_found_once_however_often_it_is_reported(engine, add_article, kind, expected):
    article_id = add_article("Bimtek")
    add_article("Lain")
    with engine.begin() as connection:
        row = {"article_id": article_id, "kind": "bimtek-2", "status": "done", "sentence": "Bimtek.", "score": 1.0}
        connection.execute(Milestone.__table__.insert(), [row, row])
    assert matching(engine, milestone=kind) == expected


def test_the_province_is_a_scope_of_its_own_beside_the_regencies(engine, add_article):
    add_article("Provinsi", scope="province")
    add_article("Bangka", scope="regency", regencies=["bangka"])
    add_article("Belitung", scope="regency", regencies=["belitung"])
    assert matching(engine, regency="province") == ["Provinsi"]
    assert matching(engine, regency="province,bangka") == ["Provinsi", "Bangka"]
