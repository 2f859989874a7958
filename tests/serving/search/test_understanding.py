from datetime import date

import pytest

from pipelines.concepts import PhraseFinder
from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder
from serving.search import Knowledge, SearchRequest, search
from serving.search.understanding import read_literally, understand

TODAY = date(2026, 11, 21)
TERMS = {"kota cerdas": ("kota cerdas", "smart city"), "spbe": ("SPBE", "sistem pemerintahan berbasis elektronik")}


@pytest.fixture(scope="module")
def embedder():
    return BundledEmbedder()


@pytest.fixture(scope="session")
def knowing(real_catalogue):
    """The real places with a glossary of two concepts."""
    knowledge = Knowledge(real_catalogue)
    knowledge.__dict__["concepts"] = PhraseFinder(TERMS)
    return knowledge


@pytest.fixture
def filled(engine, embedder, add_article, knowing):
    add_article(
        "Program kota cerdas dimulai", "Pelayanan publik dipercepat di Pangkalpinang.", regencies=["pangkalpinang"]
    )
    add_article("Kota tua yang cerdas", "Wisata kota tua ramai. Anak cerdas juga ada di Pangkalpinang.")
    add_article("Nilai SPBE naik", "Sistem pemerintahan berbasis elektronik dinilai.")
    embed_articles(engine, embedder, concepts=knowing.concepts)
    return engine


def read(engine, knowing, query, **manner):
    with engine.begin() as connection:
        return understand(connection, SearchRequest(query, **manner), knowing, TODAY)


def test_a_misspelt_word_is_read_as_the_closest_of_the_corpus(filled, knowing):
    found = read(filled, knowing, "pelayann publk")
    assert found.corrected == {"pelayann": "pelayanan", "publk": "publik"}
    assert found.text == "pelayanan publik"


@pytest.mark.parametrize("word", ["publik", "pangkalpinang", "spbe", "xqz", "qwertyuiopasdf", "2026"])
def test_known_short_and_hopeless_words_stay(filled, knowing, word):
    assert read(filled, knowing, word).corrected == {}


def test_a_term_of_the_field_is_asked_for_by_all_its_names(filled, knowing):
    found = read(filled, knowing, "Smart City Bangka Tengah")
    assert (found.concepts, found.places) == (("kota cerdas",), ("bangka-tengah",))
    assert found.synonyms == {"smart city": ("kota cerdas",)}
    assert found.meaning == "Smart City Bangka Tengah kota cerdas"


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("pangkal pinang", ("pangkalpinang",)),
        ("dishub bateng dan beltim", ("bangka-tengah", "belitung-timur")),
        ("kepulauan bangka belitung", ()),
        ("tanjungpandan", ("belitung",)),
        ("tanjungpinang", ()),
    ],
)
def test_places_are_understood(filled, knowing, query, places):
    assert read(filled, knowing, query).places == places


def test_days_become_a_filter_and_their_words_go(filled, knowing):
    found = read(filled, knowing, "SPBE pada Oktober 2026 di Koba")
    assert (found.text, str(found.filters.since), str(found.filters.until)) == (
        "SPBE di Koba",
        "2026-10-01",
        "2026-10-31",
    )


def test_days_given_as_fields_leave_the_words_alone(filled, knowing):
    found = read(filled, knowing, "laporan Oktober 2026 sejak:2026-11-01")
    assert found.period is None
    assert found.text == "laporan Oktober 2026"


def test_days_in_a_phrase_are_part_of_it(filled, knowing):
    assert read(filled, knowing, '"laporan Oktober 2026"').period is None


def test_all_of_it_can_be_switched_off(filled, knowing):
    found = read(filled, knowing, "pelayann smart city bateng minggu lalu -pasar", is_literal=True)
    assert found.text == "pelayann smart city bateng minggu lalu"
    assert found.as_dict() == {"without": ["pasar"]}
    assert read_literally(SearchRequest('"a" -b')).text == '"a" -b'


def hits(engine, embedder, knowing, query, **manner):
    return [hit.title for hit in search(engine, lambda: embedder, SearchRequest(query, **manner), knowing).hits]


def test_a_synonym_finds_the_phrase_and_not_its_words_apart(filled, embedder, knowing):
    assert hits(filled, embedder, knowing, "smart city", mode="keyword") == ["Program kota cerdas dimulai"]
    assert hits(filled, embedder, knowing, "smart city", mode="keyword", is_literal=True) == []


def test_phrases_and_exclusions_hold(filled, embedder, knowing):
    assert hits(filled, embedder, knowing, '"kota tua"') == ["Kota tua yang cerdas"]
    assert "Kota tua yang cerdas" not in hits(filled, embedder, knowing, "kota cerdas -wisata")
    assert hits(filled, embedder, knowing, '"tua kota"') == []
    assert set(hits(filled, embedder, knowing, '"kota tua" OR spbe')) == {"Kota tua yang cerdas", "Nilai SPBE naik"}
    assert hits(filled, embedder, knowing, "-cerdas") == ["Nilai SPBE naik"]


def test_what_was_understood_is_shown(filled, embedder, knowing):
    found = search(filled, lambda: embedder, SearchRequest("smart city bateng 10 november 2026"), knowing)
    assert found.understood == {
        "synonyms": {"smart city": ["kota cerdas"]},
        "places": ["bangka-tengah"],
        "days": {"since": "2026-11-10", "until": "2026-11-10"},
    }
    assert found.hits


def test_days_on_which_nothing_was_found_are_left_out_and_said(filled, embedder, knowing):
    found = search(filled, lambda: embedder, SearchRequest("spbe Oktober 2024"), knowing)
    assert found.note == "nothing was found from 2024-10-01 to 2024-10-31; shown without these days"
    assert found.hits[0].title == "Nilai SPBE naik"
    assert "days" not in found.understood


def test_words_of_a_term_count_less_than_the_term(filled, embedder, knowing):
    assert read(filled, knowing, "smart city dan city tour").covered == {"smart"}
