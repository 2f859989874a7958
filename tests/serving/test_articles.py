from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from models.rights import EXCERPT_CHARACTERS
from models.tables import ArticleTag, Milestone, Story
from serving.articles import (
    CardFacts,
    Evidence,
    PageFilters,
    count_articles,
    load_article,
    load_card_facts,
    load_source_ids,
    load_weeks,
)
from serving.search import SearchRequest, search


@pytest.fixture
def story(engine):
    with Session(engine) as session:
        session.add(Story(id=3, title="Bimtek"))
        session.commit()
    return 3


def test_an_article_comes_with_tags_milestones_and_siblings(engine, add_article, story):
    article_id = add_article("Bimtek kedua", "Bimtek tahap II digelar.", story_id=story)
    other = add_article("Bimtek lagi", story_id=story)
    add_article("Hal lain")
    span = {"field": "body", "start": 0, "end": 6, "text": "Bimtek"}
    with Session(engine) as session:
        session.add(ArticleTag(article_id=article_id, kind="pillar", value="governance", score=0.7, rule="signal"))
        reason = ArticleTag(article_id=article_id, kind="relevance", value="explicit", score=1, rule="r", spans=[span])
        session.add(reason)
        session.add(Milestone(article_id=article_id, kind="bimtek-2", status="done", sentence="Bimtek …", span=span))
        session.commit()
    found = load_article(engine, article_id)
    assert found is not None
    assert [tag.kind for tag in found.tags] == ["relevance", "pillar"]
    assert found.tags[0].spans == [Evidence("body", 0, 6, "Bimtek")]
    assert found.milestones[0].kind == "bimtek-2"
    assert found.milestones[0].span == Evidence("body", 0, 6, "Bimtek")
    assert [sibling.id for sibling in found.siblings] == [other]


@pytest.mark.parametrize("article_id", [-1, 0, 99, 2**63, 10**30])
def test_an_unknown_article_is_none(engine, article_id):
    assert load_article(engine, article_id) is None


@pytest.mark.parametrize(("rights", "is_excerpt"), [("fulltext", False), ("excerpt", True), ("headline", True)])
def test_the_body_is_no_longer_than_the_rights_allow(engine, add_article, rights, is_excerpt):
    found = load_article(engine, add_article("Panjang", "kata " * 400, rights=rights))
    assert found is not None
    assert found.is_excerpt is is_excerpt
    assert (len(found.body) <= EXCERPT_CHARACTERS + 2) is is_excerpt


def test_cards_know_relevance_milestones_and_how_many_others_tell_it(engine, add_article, story):
    first = add_article("Satu", story_id=story, relevance="explicit", is_relevant=True)
    alone = add_article("Sendiri")
    add_article("Dua", story_id=story)
    with Session(engine) as session:
        session.add(Milestone(article_id=first, kind="mou", status="planned", sentence="…"))
        session.commit()
    assert load_card_facts(engine, [first, alone, 99]) == {
        first: CardFacts("explicit", [("mou", "planned")], 1),
        alone: CardFacts("none", [], 0),
    }
    assert load_card_facts(engine, []) == {}


def test_a_week_begins_on_monday_in_jakarta(engine, add_article):
    add_article("Minggu malam", published_at=datetime(2026, 11, 15, 16, 59, tzinfo=UTC), is_relevant=True)
    add_article("Senin dini hari", published_at=datetime(2026, 11, 15, 17, 0, tzinfo=UTC))
    add_article("Tanpa tanggal", published_at=None)
    found = [(str(count.week), count.articles, count.relevant) for count in load_weeks(engine)]
    assert found == [("2026-W47", 1, 0), ("2026-W46", 1, 1)]


def test_sources_are_those_that_brought_something(engine, add_article):
    add_article("Satu", source_id="kabar_dua")
    add_article("Dua", source_id="kabar_satu")
    assert load_source_ids(engine) == ["kabar_dua", "kabar_satu"]
    assert count_articles(engine) == 2


def test_pages_can_ask_for_the_province_alone_and_for_relevant_news_alone(engine, add_article):
    add_article("Provinsi", scope="province", is_relevant=True)
    add_article("Kabupaten", scope="regency", is_relevant=True)
    add_article("Voli", scope="province")

    def titles(**switches):
        request = SearchRequest("", PageFilters(**switches))
        return sorted(hit.title for hit in search(engine, pytest.fail, request).hits)

    assert titles(regency="province") == ["Provinsi", "Voli"]
    assert titles(is_relevant=True) == ["Kabupaten", "Provinsi"]
    assert titles(is_relevant=True, regency="province") == ["Provinsi"]
    assert PageFilters(regency="bangka", is_relevant=True).named() == {"regency": "bangka"}
