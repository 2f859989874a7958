from datetime import date

import pytest
from sqlalchemy import text

from pipelines.concepts import PhraseFinder
from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder
from serving.search import Filters, Knowledge
from serving.search.narrowing import narrow

TODAY = date(2026, 11, 16)
TERMS = {
    "kota cerdas": ("kota cerdas", "smart city"),
    "spbe": ("SPBE", "sistem pemerintahan berbasis elektronik"),
    "indeks spbe": ("indeks SPBE",),
    "@bangka": ("Bangka", "Sungailiat"),
    "@bangka-tengah": ("Bangka Tengah", "Bateng"),
}
SMART, OLD, INDEX, CENTRE, SHIP, GOV = range(1, 7)
CASES = {
    "": [SMART, OLD, INDEX, CENTRE, SHIP, GOV],
    "parkir": [CENTRE, SHIP],
    "parkir anggaran": [CENTRE],
    "anggaran kapal": [],
    "kota cerdas": [SMART, OLD, CENTRE],
    '"kota cerdas"': [SMART],
    "kota ramai": [OLD],
    "spbe": [INDEX],
    "indeks spbe": [INDEX],
    "sistem pemerintahan berbasis elektronik": [INDEX],
    "bangka": [SMART],
    "bateng": [OLD, INDEX],
    "sungailiat smart city": [SMART],
    "e-planning": [GOV],
    "parkir -anggaran": [SHIP],
    "anggaran OR kapal": [CENTRE, SHIP],
    "parkir kapal OR anggaran": [CENTRE, SHIP],
    '"parkir nontunai"': [CENTRE],
    '"nontunai parkir"': [],
    "wilayah:bangka": [SMART, CENTRE],
    "wilayah:provinsi": [INDEX],
    "wilayah:bangka,provinsi": [SMART, INDEX, CENTRE],
    "pilar:living,branding -kapal": [OLD],
    "sumber:kabar_titipan": [SMART],
    "parkir xqz": [],
    "parkr": [],
}


@pytest.fixture(scope="module")
def knowing(real_catalogue):
    """The real places with a glossary of three concepts and two places."""
    knowledge = Knowledge(real_catalogue)
    knowledge.__dict__["concepts"] = PhraseFinder(TERMS)
    return knowledge


@pytest.fixture
def filled(engine, add_article, knowing):
    add_article("Program kota cerdas", "Dimulai di Sungailiat.", regencies=["bangka"], source_id="kabar_titipan")
    add_article("Kota tua yang cerdas", "Wisata kota tua ramai di Bangka Tengah.", pillars=["branding"])
    add_article("Indeks SPBE naik", "Nilai Bateng membaik.", scope="province", regencies=[])
    add_article("Smart city dan parkir", "Parkir nontunai dibuka. Anggaran naik.", regencies=["bangka"])
    add_article("Kapal karam", "Parkiran perahu rusak.", pillars=["living"])
    add_article("Layanan e-planning", "Perencanaan baru.\n\nRencana planning e lain.")
    embed_articles(engine, BundledEmbedder(), concepts=knowing.concepts)
    return engine


def read(engine, knowing, query):
    with engine.begin() as connection:
        return narrow(connection, query, knowing, TODAY)


def ids(engine, knowing, query):
    condition = read(engine, knowing, query).condition
    with engine.connect() as connection:
        found = connection.execute(
            text(f"SELECT a.id FROM article a WHERE {condition.sql} ORDER BY a.id"), condition.parameters
        )
        return list(found.scalars())


def test_every_demand_has_to_hold(filled, knowing):
    assert {query: ids(filled, knowing, query) for query in CASES} == CASES


def test_a_malformed_query_is_read_as_words(filled, knowing):
    for query in ('"parkir', "parkir wilayah:anggaran", "- parkir --", "parkir OR", "parkir\x00"):
        assert CENTRE in ids(filled, knowing, query), query
    assert ids(filled, knowing, "parkir \ud800") == [CENTRE, SHIP]


def test_what_was_understood_is_told(filled, knowing):
    found = read(
        filled, knowing, 'smart city bus OR trem "pasar pagi" -liar wilayah:bateng sejak:"minggu lalu" pilar:x'
    )
    assert [demand.names for demand in found.demands] == [
        ("bus", "trem"),
        ("pasar pagi",),
        ("smart city", "kota cerdas"),
        ("x",),
    ]
    assert found.without == ("liar",)
    assert found.filters == Filters(regency="bangka-tengah", since=date(2026, 11, 9))
    assert len(found.problems) == 1
    assert found.problems[0].startswith("pilar:x was read as words")


def test_days_are_read_from_the_words_too(filled, knowing):
    found = read(filled, knowing, "parkir pada minggu lalu")
    assert [demand.names for demand in found.demands] == [("parkir",)]
    assert found.filters == Filters(since=date(2026, 11, 9), until=date(2026, 11, 15))
    assert ids(filled, knowing, "parkir pada minggu lalu") == [CENTRE, SHIP]
    assert ids(filled, knowing, "parkir Oktober 2026") == []
    assert read(filled, knowing, "parkir minggu lalu sejak:2026-11-10").filters == Filters(since=date(2026, 11, 10))


def test_words_no_article_holds_are_named_with_the_closest_that_one_does_and_not_replaced(filled, knowing):
    assert read(filled, knowing, 'parkr "kota xqzw" tram OR xqzv').unknown == {"parkr": "parkir", "xqzw": None}
    assert read(filled, knowing, "parkir kota cerdas bangka").unknown == {}


def test_a_hostile_query_is_answered(filled, knowing):
    assert ids(filled, knowing, '"a b" ' * 300 + "kata " * 300) == []
