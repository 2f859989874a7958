from datetime import date

import pytest
from sqlalchemy import text

from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder
from serving.search.conditions import EVERYTHING, make_condition
from serving.search.language import parse_query
from serving.search.periods import Period
from serving.search.request import Filters, SearchRequest
from serving.search.understanding import Understood


@pytest.fixture
def filled(engine, add_article):
    add_article("Kota cerdas", "Layanan kota.", regencies=["bangka"])
    add_article("Cerdas cermat", "Lomba cerdas cermat tingkat kota,\nmeriah.", regencies=["belitung"])
    add_article("Pasar", "Pasar pagi ramai.", regencies=["bangka"])
    embed_articles(engine, BundledEmbedder())
    return engine


def matching(engine, query, **more):
    parsed = parse_query(query, lambda name, value: value)
    condition = make_condition(
        SearchRequest(query, Filters(**more.pop("filters", {}))), Understood(query, parsed, **more)
    )
    with engine.connect() as connection:
        found = connection.execute(text(f"SELECT a.id FROM article a WHERE {condition.sql}"), condition.parameters)
        return sorted(found.scalars())


def test_words_alone_demand_nothing():
    assert make_condition(SearchRequest("a"), Understood("a", parse_query("a", str.join))) == EVERYTHING


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ('"kota cerdas"', [1]),
        ('"KOTA, CERDAS"', [1]),
        ('"cerdas layanan"', [1]),
        ('"kota meriah"', [2]),
        ('"cermat kota"', []),
        ("-cerdas", [3]),
        ("-pasaran", [1, 2]),
        ('-"pasar pagi"', [1, 2]),
        ('"kota cerdas" OR pasar', [1, 3]),
        ('"kota" -"kota cerdas"', [2]),
        ("wilayah:bangka", [1, 3]),
        ("wilayah:bangka,belitung -pasar", [1, 2]),
        ('"xqz"', []),
        ("-xqz", [1, 2, 3]),
    ],
)
def test_what_an_article_must_hold(filled, query, ids):
    assert matching(filled, query) == ids


def test_filters_from_everywhere_hold_at_once(filled):
    period = Period(date(2026, 1, 1), date(2026, 1, 2), 0, 0)
    assert matching(filled, "wilayah:bangka", filters={"regency": "bangka,belitung"}) == [1, 3]
    assert matching(filled, "wilayah:bangka", filters={"regency": "belitung"}) == []
    assert matching(filled, "kota", period=period) == []


def test_what_is_demanded_twice_is_asked_once(filled):
    parsed = parse_query('"kota cerdas" ' * 40 + '-"pasar pagi" ' * 40, str.join)
    condition = make_condition(SearchRequest("x"), Understood("x", parsed))
    assert condition.sql.count("EXISTS") + condition.sql.count(" IN ") == 2


def test_many_demands_hold_like_few_and_are_not_joined(filled):
    demands = '"kota" "layanan" "kota cerdas" "cerdas" OR "nihil" "kota layanan" OR "layanan kota"'
    assert matching(filled, demands + ' -nihil -kosong -"pasar pagi"') == [1]
    assert matching(filled, demands + " -nihil -kosong -layanan") == []
    parsed = parse_query(demands + " -nihil -kosong", str.join)
    condition = make_condition(SearchRequest("x"), Understood("x", parsed))
    assert " IN " not in condition.sql
    assert condition.sql.count("EXISTS") == condition.sql.count("OFFSET 0") == 9
