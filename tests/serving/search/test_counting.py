import pytest

from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder
from serving.search.candidates import keyword_query
from serving.search.conditions import EVERYTHING, Condition
from serving.search.counting import count_matching, matching
from serving.search.facets import count_facets
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


def test_articles_are_counted_not_their_passages(connection):
    assert count_matching(connection, keyword_query(connection, "banjir"), EVERYTHING) == 3
    assert count_matching(connection, keyword_query(connection, "warga rob"), EVERYTHING) == 40
    assert count_matching(connection, None, EVERYTHING) == 40
    assert count_matching(connection, None, IN_BELITUNG) == 1


def test_words_too_common_to_choose_are_not_counted(connection, monkeypatch):
    monkeypatch.setattr("serving.search.candidates.LEAST_BUDGET", 3)
    assert count_matching(connection, keyword_query(connection, "warga rob"), EVERYTHING) == 1
    assert count_matching(connection, keyword_query(connection, "warga"), EVERYTHING) == 40, "nothing else is asked for"


def test_what_is_everywhere_is_counted_in_a_sample(connection, monkeypatch):
    monkeypatch.setattr("serving.search.candidates.MOST_BUDGET", 10)
    common = keyword_query(connection, "warga")
    assert common.is_common
    assert matching(common, EVERYTHING).scale == 1, "here all articles are the sample"
    assert count_matching(connection, common, EVERYTHING) == 40
    assert count_matching(connection, common, IN_BELITUNG) == 1
    monkeypatch.setattr("serving.search.counting._SAMPLE", common.passage_count // 2)
    found = matching(common, EVERYTHING)
    assert found.scale == pytest.approx(2, rel=0.1)
    looked_at = count_matching(connection, common, EVERYTHING) / found.scale
    assert looked_at == pytest.approx(round(looked_at), abs=0.3), "whole articles, each for two"
    assert set(count_facets(connection, common, EVERYTHING)["regency"]) <= {"bangka", "belitung"}


def test_no_sample_is_taken_of_rare_words(connection, monkeypatch):
    monkeypatch.setattr("serving.search.candidates.MOST_BUDGET", 10)
    rare = keyword_query(connection, "banjir")
    assert not rare.is_common
    assert "TABLESAMPLE" not in matching(rare, EVERYTHING).sql
