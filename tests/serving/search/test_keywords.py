import pytest

from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder
from pipelines.stems import term_id
from serving.search.keywords import keyword_query, known_terms, weigh_terms


@pytest.fixture
def connection(engine, add_article):
    """Ten articles: "warga" is in all of them, "rob" in one."""
    for number in range(9):
        add_article(f"Kegiatan {number}", f"Kegiatan warga desa nomor {number}.")
    add_article("Banjir rob", "Warga mengungsi ketika banjir datang.")
    embed_articles(engine, BundledEmbedder())
    with engine.begin() as opened:
        yield opened


def test_a_query_without_a_known_word_asks_for_nothing(connection):
    assert keyword_query(connection, "xqzwv") is None
    assert keyword_query(connection, "  ...  ") is None


def test_common_words_count_in_the_score_but_choose_no_candidates(connection, monkeypatch):
    monkeypatch.setattr("serving.search.keywords.LEAST_BUDGET", 2)
    found = keyword_query(connection, "warga rob")
    assert found.rarest == [term_id("rob")]
    assert set(found.terms) == {term_id("rob"), term_id("warga")}
    assert found.vector.count(":") == 2


def test_a_query_is_common_when_its_rarest_word_is_in_too_many_passages(connection, monkeypatch):
    monkeypatch.setattr("serving.search.keywords.MOST_BUDGET", 5)
    assert keyword_query(connection, "warga").is_common
    assert not keyword_query(connection, "warga rob").is_common
    assert keyword_query(connection, "warga").passage_count == 10


def test_only_the_heaviest_terms_are_kept_where_not_all_are_wanted(connection):
    asked = {term_id("warga"): 1.0, term_id("rob"): 1.0, term_id("xqzwv"): 1.0}
    assert set(weigh_terms(connection, asked).terms) == {term_id("rob"), term_id("warga")}
    assert weigh_terms(connection, asked, 1).terms == [term_id("rob")]


def test_terms_that_stand_in_a_passage_are_known(connection):
    assert known_terms(connection, [term_id("rob"), term_id("xqzwv")]) == {term_id("rob")}
    assert known_terms(connection, []) == set()
