from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from models.tables import Story
from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder
from serving.changes import make_asked
from serving.correcting import Author, correct_article
from serving.search import Filters, SearchRequest, rank_articles, search


@pytest.fixture(scope="module")
def embedder():
    return BundledEmbedder()


@pytest.fixture
def filled(engine, embedder, add_article):
    add_article(
        "Alarm banjir dipasang di Toboali",
        "Alat peringatan dini banjir berbunyi bila air naik.",
        regencies=["bangka-selatan"],
        pillars=["society", "environment"],
        is_relevant=True,
    )
    add_article(
        "Parkir nontunai di pasar",
        "Juru parkir menerima QRIS mulai pekan ini.",
        regencies=["pangkalpinang"],
        pillars=["living"],
        is_relevant=True,
        published_at=datetime(2026, 11, 3, 5, tzinfo=UTC),
        source_id="kabar_lain",
    )
    add_article("Turnamen voli antarkampung", "Tim putri menang tiga set.")
    embed_articles(engine, embedder)
    return engine


def titles(engine, embedder, query, mode="hybrid", **filters):
    request = SearchRequest(query, Filters(**filters), mode)
    return [hit.title for hit in search(engine, lambda: embedder, request).hits]


@pytest.mark.parametrize("mode", ["hybrid", "keyword"])
def test_finds_words_in_any_form(filled, embedder, mode):
    assert titles(filled, embedder, "kebanjiran", mode)[0] == "Alarm banjir dipasang di Toboali"


def test_finds_by_meaning_without_a_shared_word(filled, embedder):
    request = SearchRequest("sungai meluap merendam rumah", mode="semantic")
    assert rank_articles(filled, lambda: embedder, request)[0][0] == 1


@pytest.mark.parametrize(
    "filters",
    [
        {"regency": "pangkalpinang"},
        {"pillar": "living"},
        {"source": "kabar_lain"},
        {"since": date(2026, 11, 3), "until": date(2026, 11, 3)},
    ],
)
def test_each_filter_lets_only_its_own_through(filled, embedder, filters):
    assert titles(filled, embedder, "", **filters) == ["Parkir nontunai di pasar"]
    assert titles(filled, embedder, "banjir", **filters) in ([], ["Parkir nontunai di pasar"])


def test_an_empty_query_lists_newest_first(filled, embedder):
    assert titles(filled, embedder, "  ")[-1] == "Parkir nontunai di pasar"
    assert search(filled, lambda: embedder, SearchRequest("")).total == 3


def test_a_word_nobody_wrote_finds_nothing(filled, embedder):
    found = search(filled, lambda: embedder, SearchRequest("xqzwv", mode="keyword"))
    assert (found.total, found.hits) == (0, [])


def test_says_why(filled, embedder):
    hit = search(filled, lambda: embedder, SearchRequest("parkir QRIS", Filters(pillar="living"))).hits[0]
    assert hit.why["terms"] == ["parkir", "qris"]
    assert hit.why["bm25"] > 0
    assert hit.why["filters"] == {"pillar": "living"}


def test_answers_keep_the_promised_keys(filled, embedder):
    found = search(filled, lambda: embedder, SearchRequest("parkir")).as_dict()
    promised = {"id", "url", "title", "score", "published_at", "outlet", "regencies", "pillars", "snippet", "why"}
    assert {"query", "total", "hits"} <= found.keys()
    assert promised <= found["hits"][0].keys()
    assert found["hits"][0]["published_at"] == "2026-11-03T12:00:00+07:00"


@pytest.mark.parametrize("query", ["'; DROP TABLE article; --", "%_\\", "\x00", "😀", "a" * 5000, ":regency", '"'])
def test_hostile_queries_are_only_words(filled, embedder, query):
    search(filled, lambda: embedder, SearchRequest(query))
    assert search(filled, lambda: embedder, SearchRequest("")).total == 3


def test_a_hit_says_what_an_analyst_corrected(filled, embedder, catalogue):
    def asked(**filters):
        return search(filled, lambda: embedder, SearchRequest("parkir", Filters(**filters), "keyword")).hits

    (hit,) = asked()
    assert hit.corrections == []
    correct_article(filled, catalogue, hit.id, make_asked(add_pillars=[{"pillar": "economy"}]), Author("Rina", "QRIS"))
    (hit,) = asked(pillar="economy")
    (said,) = hit.as_dict()["corrections"]
    assert (said["rule"], said["value"], said["by"], said["note"]) == ("correction", "economy", "Rina", "QRIS")


@pytest.fixture
def told_twice(filled, add_article):
    more = add_article("Alarm banjir berbunyi", "Alarm banjir.", published_at=datetime(2026, 11, 13, tzinfo=UTC))
    embed_articles(filled, BundledEmbedder())
    with filled.begin() as connection:
        connection.execute(Story.__table__.insert(), [{"id": 1, "title": "Alarm"}])
        connection.execute(text("UPDATE article SET story_id = 1 WHERE id IN (1, :more)"), {"more": more})
    return filled


def test_articles_of_a_story_are_folded_under_the_best(told_twice, embedder):
    found = search(told_twice, lambda: embedder, SearchRequest("alarm banjir", mode="keyword", by="story"))
    (hit,) = found.hits
    assert len(hit.copies) == 1
    assert {hit.id, hit.copies[0]["id"]} == {1, 4}
    assert len(search(told_twice, lambda: embedder, SearchRequest("alarm banjir", mode="keyword")).hits) == 2


def test_hits_come_newest_first_where_asked(told_twice, embedder):
    request = SearchRequest("alarm banjir", mode="keyword", order="date")
    dates = [hit.published_at for hit in search(told_twice, lambda: embedder, request).hits]
    assert dates == sorted(dates, reverse=True)
    assert len(dates) == 2


def test_facets_are_counted_where_asked(filled, embedder):
    assert search(filled, lambda: embedder, SearchRequest("parkir")).facets == {}
    found = search(filled, lambda: embedder, SearchRequest("parkir", mode="keyword", has_facets=True))
    assert found.facets["pillar"] == {"living": 1}
    assert search(filled, lambda: embedder, SearchRequest("", has_facets=True)).facets["regency"] == {
        "bangka-selatan": 1,
        "pangkalpinang": 1,
    }
