from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import text

from models.errors import UsageError
from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder
from pipelines.stems import stems
from serving.search import SearchRequest, rank_articles
from serving.search.conditions import EVERYTHING
from serving.search.keywords import keyword_query
from serving.search.ranking import (
    LEAST_WEIGHT,
    MOST_WEIGHT,
    PHRASE_BONUS,
    PLACE_BONUS,
    RECENCY_BONUS,
    RELEVANCE_BONUS,
    SEMANTIC_FLOOR,
    Asked,
    rank,
    semantic_weight,
    vector_literal,
)


@pytest.fixture(scope="module")
def embedder():
    return BundledEmbedder()


@pytest.fixture
def filled(engine, embedder, add_article):
    add_article("Alarm banjir di Toboali", "Alat peringatan dini banjir berbunyi bila air naik.")
    add_article("Banjir surut", "Warga membersihkan rumah.\n\n" + "Warga mengangkut lumpur. " * 120)
    add_article("Turnamen voli antarkampung", "Tim putri menang, lapangan tergenang hujan.")
    embed_articles(engine, embedder)
    return engine


def ranking(engine, embedder, query, mode="hybrid", places=()):
    with engine.begin() as connection:
        keyword = keyword_query(connection, query) if mode != "semantic" else None
        meaning = partial(vector_literal, text=query)
        return rank(connection, lambda: embedder, Asked(keyword, meaning, EVERYTHING, mode, stems(query), places))


def no_embedder():
    raise AssertionError("the model was loaded")


def test_scores_are_fused_the_best_keyword_score_being_one(filled, embedder):
    found = ranking(filled, embedder, "alarm banjir").articles
    assert [article_id for article_id, _ in found] == [1, 2]
    top = found[0][1].bm25
    for _, best in found:
        plain = best.bm25 / top + semantic_weight(["alarm", "banjir"]) * best.cosine + RECENCY_BONUS
        assert best.score == pytest.approx(plain + (PHRASE_BONUS if best is found[0][1] else 0))
    assert found[0][1].score > 1


def test_an_article_is_ranked_by_its_best_passage_and_comes_once(filled, embedder):
    ids = [article_id for article_id, _ in ranking(filled, embedder, "banjir surut").articles]
    assert ids[0] == 2
    assert len(ids) == len(set(ids))


def test_a_hybrid_search_brings_nothing_that_is_only_a_little_alike(filled, embedder):
    by_meaning = dict(ranking(filled, embedder, "banjir", "semantic").articles)
    assert 3 in by_meaning
    assert by_meaning[3].cosine < SEMANTIC_FLOOR
    assert 3 not in dict(ranking(filled, embedder, "banjir").articles)


def test_a_keyword_search_loads_no_model(filled, embedder):
    request = SearchRequest("banjir", mode="keyword")
    assert [article_id for article_id, _ in rank_articles(filled, no_embedder, request)] == [1, 2]
    with pytest.raises(AssertionError, match="the model was loaded"):
        rank_articles(filled, no_embedder, SearchRequest("banjir"))


def test_an_empty_store_loads_no_model_and_finds_nothing(engine):
    assert rank_articles(engine, no_embedder, SearchRequest("banjir")) == []
    assert rank_articles(engine, no_embedder, SearchRequest("banjir", mode="semantic")) == []


def test_pages_of_a_ranking_join_without_a_gap(filled, embedder):
    whole = rank_articles(filled, lambda: embedder, SearchRequest("banjir", mode="semantic"))
    pages = [
        rank_articles(filled, lambda: embedder, SearchRequest("banjir", mode="semantic", limit=1, offset=number))
        for number in range(4)
    ]
    assert [page[0] for page in pages[:3]] == whole
    assert pages[3] == []


def test_equal_articles_come_newest_first(engine, embedder, add_article):
    ids = [add_article("Sama", "Isi yang sama.", key=f"kabar.test/{number}") for number in range(3)]
    embed_articles(engine, embedder)
    assert [number for number, _ in rank_articles(engine, lambda: embedder, SearchRequest("sama"))] == ids[::-1]


def test_vectors_of_other_weights_are_left_out_and_said(filled, embedder):
    with filled.begin() as connection:
        connection.execute(text("UPDATE embedding_model SET fingerprint = 'lain'"))
    found = ranking(filled, embedder, "banjir")
    assert "another model than there is here (bundled)" in found.note
    assert {article_id: best.cosine for article_id, best in found.articles} == {1: 0, 2: 0}
    with pytest.raises(UsageError, match="`pantau reembed` makes them anew"):
        ranking(filled, embedder, "banjir", "semantic")


def test_what_a_query_does_not_spell_out_moves_a_tie(engine, embedder, add_article):
    newest = datetime(2026, 11, 12, tzinfo=UTC)
    given = {
        "plain": {},
        "there": {"regencies": ["belitung"]},
        "relevant": {"is_relevant": True},
        "old": {"published_at": newest - timedelta(days=360)},
    }
    ids = {
        name: add_article("Parkir", "Parkir.", key=f"kabar.test/{name}", **{"published_at": newest} | facts)
        for name, facts in given.items()
    }
    embed_articles(engine, embedder)
    scores = {number: best.score for number, best in ranking(engine, embedder, "parkir", places=["belitung"]).articles}
    plain = scores[ids["plain"]]
    assert scores[ids["there"]] == pytest.approx(plain + PLACE_BONUS)
    assert scores[ids["relevant"]] == pytest.approx(plain + RELEVANCE_BONUS)
    assert scores[ids["old"]] == pytest.approx(plain - RECENCY_BONUS * 3 / 4)


def test_a_query_is_embedded_by_the_model_that_is_searched(filled, embedder):
    """Whatever model is wanted: the switch has not happened yet."""

    class Wanted:
        name, fingerprint, dimensions = "lain", "00ff", 3

    found = ranking(filled, Wanted(), "alarm banjir")
    assert found.note is None
    assert found.articles == ranking(filled, embedder, "alarm banjir").articles


def test_meaning_counts_more_the_more_words_there_are():
    weights = [semantic_weight([str(number) for number in range(count)]) for count in range(12)]
    assert weights == sorted(weights)
    assert (weights[0], weights[2], weights[-1]) == (LEAST_WEIGHT, LEAST_WEIGHT, MOST_WEIGHT)
    assert semantic_weight(["sama"] * 9) == LEAST_WEIGHT


def test_words_side_by_side_beat_the_same_words_apart(engine, embedder, add_article):
    add_article("Kampung dan jaga malam di pos", "Warga bergiliran.")
    add_article("Malam jaga kampung di pos dan", "Warga bergiliran.")
    embed_articles(engine, embedder)
    found = ranking(engine, embedder, "jaga kampung", "keyword").articles
    assert [article_id for article_id, _ in found] == [2, 1]
    assert found[0][1].score == pytest.approx(found[1][1].score + PHRASE_BONUS)
