import pytest

from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder
from serving.search.conditions import EVERYTHING, Condition
from serving.search.counting import count_matching, everywhere, known, meeting, roughly_meeting
from serving.search.facets import count_facets
from serving.search.keywords import keyword_query
from serving.search.request import Filters

IN_BELITUNG = Condition(*Filters(regency="belitung").conditions())


@pytest.fixture
def connection(engine, add_article):
    """Forty articles: "warga" is in all of them, "rob" in one, "banjir" in three, one of them of several passages."""
    for number in range(37):
        add_article(f"Kegiatan {number}", f"Kegiatan warga desa nomor {number}.", regencies=["bangka"])
    add_article("Banjir rob", "Warga mengungsi ketika banjir datang.", regencies=["belitung"])
    add_article("Banjir surut", "Warga pulang setelah banjir surut.")
    add_article("Banjir lagi", "\n\n".join(["Warga melihat banjir. " * 40] * 3))
    embed_articles(engine, BundledEmbedder())
    with engine.begin() as opened:
        yield opened


def test_articles_that_meet_a_condition_are_counted_not_their_passages(connection):
    assert count_matching(connection, meeting(EVERYTHING)) == 40
    assert count_matching(connection, meeting(IN_BELITUNG)) == 1
    assert count_matching(connection, roughly_meeting(connection, EVERYTHING)) == 40


def test_known_articles_need_no_counting(connection):
    assert count_matching(connection, known([1, 2, 38])) == 3
    assert count_facets(connection, known([1, 2, 38]))["regency"] == {"bangka": 2, "belitung": 1}
    assert count_facets(connection, known([]))["regency"] == {}


def test_what_is_everywhere_is_counted_in_a_sample(connection, monkeypatch):
    common = keyword_query(connection, "warga")
    found = everywhere(common, EVERYTHING)
    assert found.scale == 1, "here all articles are the sample"
    assert count_matching(connection, found) == 40
    assert count_matching(connection, everywhere(common, IN_BELITUNG)) == 1
    monkeypatch.setattr("serving.search.counting._SAMPLE", common.passage_count // 2)
    found = everywhere(common, EVERYTHING)
    assert found.scale == pytest.approx(2, rel=0.1)
    looked_at = count_matching(connection, found) / found.scale
    assert looked_at == pytest.approx(round(looked_at), abs=0.3), "whole articles, each for two"
    assert set(count_facets(connection, found)["regency"]) <= {"bangka", "belitung"}


def test_of_a_very_large_corpus_without_words_a_sample_is_looked_at(connection, monkeypatch):
    monkeypatch.setattr("serving.search.counting._LARGE_SAMPLE", 21)
    found = roughly_meeting(connection, EVERYTHING)
    assert found.scale == pytest.approx(2, rel=0.1)
    assert "TABLESAMPLE" in found.sql
    assert "TABLESAMPLE" not in meeting(EVERYTHING).sql
