from datetime import UTC, datetime

import pytest

from models.store.vectors import active_model
from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder
from pipelines.stems import term_id
from serving.search.candidates import (
    Found,
    find_candidates,
    load_articles,
    load_passages,
    newest_articles,
)
from serving.search.conditions import EVERYTHING, Condition
from serving.search.keywords import keyword_query
from serving.search.request import Filters

IN_BELITUNG = Condition(*Filters(regency="belitung").conditions())


@pytest.fixture(scope="module")
def embedder():
    return BundledEmbedder()


@pytest.fixture
def connection(engine, embedder, add_article):
    """Forty articles: "warga" is in all of them, "rob" in one, "banjir" in three, one of them twice as long."""
    for number in range(37):
        add_article(f"Kegiatan {number}", f"Kegiatan warga desa nomor {number}.")
    add_article("Banjir rob", "Warga mengungsi ketika banjir datang.", regencies=["belitung"])
    add_article("Banjir surut", "Warga pulang setelah banjir surut.", published_at=datetime(2026, 11, 12, tzinfo=UTC))
    add_article("Banjir lagi", "\n\n".join(["Warga melihat banjir. " * 40] * 3), published_at=None)
    embed_articles(engine, embedder)
    with engine.begin() as opened:
        yield opened


def vector_of(embedder, query):
    return "[" + ",".join(f"{value:.5g}" for value in embedder.embed_query(query)) + "]"


def test_a_common_word_alone_still_chooses(connection, monkeypatch):
    monkeypatch.setattr("serving.search.keywords.LEAST_BUDGET", 2)
    found = keyword_query(connection, "warga")
    assert found.rarest == [term_id("warga")]
    assert len(find_candidates(connection, found, None, None, EVERYTHING).scored) >= 40


def test_of_a_word_that_is_everywhere_only_the_newest_articles_are_candidates(connection, monkeypatch):
    monkeypatch.setattr("serving.search.keywords.MOST_BUDGET", 10)
    monkeypatch.setattr("serving.search.candidates.NEWEST", 1)
    found = find_candidates(connection, keyword_query(connection, "warga"), None, None, EVERYTHING).scored
    assert [item.article_id for item in found] == [39]
    found = find_candidates(connection, keyword_query(connection, "warga"), None, None, IN_BELITUNG).scored
    assert [item.article_id for item in found] == [38], "the newest of those that meet the condition"


def test_candidates_by_keyword_hold_the_word_and_have_no_cosine(connection):
    found = find_candidates(connection, keyword_query(connection, "banjir"), None, None, EVERYTHING).scored
    assert {item.article_id for item in found} == {38, 39, 40}
    assert all(item.bm25 > 0 and item.cosine == 0 for item in found)
    assert len({item.passage_id for item in found}) == len(found) > 3, "a long article has several passages"


def test_candidates_of_both_kinds_have_both_scores_and_come_once(connection, embedder):
    keyword, model = keyword_query(connection, "banjir rob"), active_model(connection)
    found = find_candidates(connection, keyword, vector_of(embedder, "banjir rob"), model, EVERYTHING).scored
    assert len({item.passage_id for item in found}) == len(found)
    best = max(found, key=lambda item: item.bm25)
    assert best.article_id == 38
    assert best.cosine > 0.3
    assert any(item.bm25 == 0 and item.cosine != 0 for item in found), "found by meaning alone"


def test_filters_hold_on_both_sides(connection, embedder):
    keyword, model = keyword_query(connection, "banjir"), active_model(connection)
    found = find_candidates(connection, keyword, vector_of(embedder, "banjir"), model, IN_BELITUNG).scored
    assert [item.article_id for item in found] == [38]


def test_all_articles_that_hold_a_choosing_word_are_told_with_the_candidates(connection, embedder, monkeypatch):
    monkeypatch.setattr("serving.search.candidates.CANDIDATES", 1)
    keyword, model = keyword_query(connection, "banjir"), active_model(connection)
    found = find_candidates(connection, keyword, None, None, EVERYTHING)
    assert (len(found.scored), found.holding) == (1, [38, 39, 40])
    assert find_candidates(connection, keyword, None, None, IN_BELITUNG).holding == [38]
    vector = vector_of(embedder, "banjir")
    assert find_candidates(connection, keyword, vector, model, IN_BELITUNG).holding == [38]
    assert find_candidates(connection, None, vector, model, EVERYTHING).holding == [], "no words, no holders"
    monkeypatch.setattr("serving.search.keywords.MOST_BUDGET", 10)
    assert find_candidates(connection, keyword_query(connection, "warga"), None, None, EVERYTHING).holding is None


def test_few_articles_are_compared_one_by_one_and_many_by_the_index(connection, embedder, monkeypatch):
    model, vector = active_model(connection), vector_of(embedder, "banjir")
    compared = find_candidates(connection, None, vector, model, IN_BELITUNG).scored
    monkeypatch.setattr("serving.search.candidates.FEW", 0)
    walked = find_candidates(connection, None, vector, model, IN_BELITUNG).scored
    assert [item.article_id for item in compared] == [item.article_id for item in walked] == [38]


def test_nothing_to_ask_for_finds_nothing(connection):
    assert find_candidates(connection, None, None, active_model(connection), EVERYTHING) == Found([], None)


def test_the_newest_come_first_and_those_without_a_date_last(connection):
    assert newest_articles(connection, EVERYTHING, 2) == [39, 1]
    assert newest_articles(connection, EVERYTHING, 100)[-1] == 40
    assert newest_articles(connection, EVERYTHING, 2, offset=1) == [1, 2]


def test_articles_and_passages_are_loaded_by_id_and_unknown_ones_left_out(connection):
    assert {number: row.title for number, row in load_articles(connection, [38, 999]).items()} == {38: "Banjir rob"}
    (passage_id,) = (
        item.passage_id
        for item in find_candidates(connection, keyword_query(connection, "rob"), None, None, EVERYTHING).scored
    )
    (passage,) = load_passages(connection, [passage_id, 0], [term_id("rob"), term_id("gempa")]).values()
    assert passage.text == "Warga mengungsi ketika banjir datang."
    assert passage.held == [term_id("rob")]
    assert load_passages(connection, [passage_id])[passage_id].held == []
