from datetime import UTC, datetime

import pytest

from pipelines.concepts import PhraseFinder
from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder
from serving.search.candidates import find_candidates
from serving.search.conditions import EVERYTHING
from serving.search.hits import EXCERPT_CHARACTERS, SNIPPET_CHARACTERS, Group, Reasons, make_hits
from serving.search.keywords import keyword_query
from serving.search.ranking import Best

LONG = "Awal cerita tanpa isi. " * 30 + "Alarm banjir berbunyi. " + "Akhir cerita. " * 30


@pytest.fixture
def connection(engine, add_article):
    add_article("Alarm banjir", LONG, published_at=datetime(2026, 11, 2, 20, tzinfo=UTC), regencies=["bangka"])
    add_article("Alarm lagi", LONG, rights="excerpt")
    named = PhraseFinder({"sirene": ["alarm banjir"], "gempa": ["gempa bumi"]})
    embed_articles(engine, BundledEmbedder(), concepts=named)
    with engine.begin() as opened:
        yield opened


def hits(connection, folded=()):
    found = find_candidates(connection, keyword_query(connection, "banjir"), None, None, EVERYTHING).scored
    best = {item.article_id: Best(item.passage_id, 1.23456, item.bm25, item.cosine) for item in found}
    groups = [Group(number, best[number], list(folded)) for number in (1, 2) if number not in folded]
    return make_hits(connection, groups, Reasons({"banjir", "alarm"}, ["sirene", "gempa"], {"pillar": "living"}))


def test_a_hit_shows_the_article_and_why(connection):
    hit = hits(connection)[0]
    assert (hit.title, hit.regencies, hit.corrections, hit.copies) == ("Alarm banjir", ["bangka"], [], [])
    assert hit.why["terms"] == ["alarm", "banjir"]
    assert hit.why["concepts"] == ["sirene"], "by another name"
    assert hit.why["filters"] == {"pillar": "living"}
    shown = hit.as_dict()
    assert shown["published_at"] == "2026-11-03T03:00:00+07:00"
    assert shown["score"] == 1.2346


def test_rights_decide_how_much_is_shown(connection):
    full, excerpt = hits(connection)
    assert "Alarm banjir berbunyi" in full.snippet
    assert len(excerpt.snippet) <= EXCERPT_CHARACTERS + 4 < len(full.snippet) <= SNIPPET_CHARACTERS + 4


def test_those_folded_under_it_are_named(connection):
    (hit,) = hits(connection, folded=[2])
    assert [copy["title"] for copy in hit.copies] == ["Alarm lagi"]
    assert hit.copies[0].keys() == {"id", "url", "title", "outlet"}


def test_an_article_found_without_a_passage_shows_its_beginning(connection):
    (hit,) = make_hits(connection, [Group(1, Best(0, 0.0, 0.0, 0.0), [])], Reasons(set()))
    assert hit.snippet.startswith("Awal cerita")
