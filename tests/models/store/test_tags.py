from datetime import date

from sqlalchemy import text

from models.shapes import MilestoneTag, Span, Tag, Tagging
from models.store.tags import count_untagged, save_taggings, untagged_articles

TITLE = Span("title", 0, 6, "Bimtek")
TAGGING = Tagging(
    is_relevant=True,
    relevance="explicit",
    relevance_score=0.9,
    scope="regency",
    regencies=("bangka",),
    pillars=("governance",),
    tags=(Tag("pillar", "governance", 0.8, "programme story", spans=(TITLE,)),),
    milestones=(MilestoneTag("bimtek-1", "done", "bangka", date(2026, 11, 9), "Bimtek digelar.", TITLE),),
)


def fetch(engine, query):
    with engine.connect() as connection:
        return connection.execute(text(query)).all()


def test_tags_are_kept_with_their_evidence(engine, add_article):
    article_id = add_article("Bimtek dibuka")
    with engine.begin() as connection:
        assert [row.id for row in untagged_articles(connection, 1, 10)] == [article_id]
        save_taggings(connection, {article_id: TAGGING}, 1)
        assert count_untagged(connection, 1) == 0
    assert fetch(engine, "SELECT kind, value, spans->0->>'text' FROM article_tag") == [
        ("pillar", "governance", "Bimtek")
    ]
    assert fetch(engine, "SELECT kind, event_on FROM milestone") == [("bimtek-1", date(2026, 11, 9))]
    assert fetch(engine, "SELECT is_relevant, regencies, pillars FROM article") == [(True, ["bangka"], ["governance"])]


def test_a_new_version_takes_the_place_of_the_old_one(engine, add_article):
    article_id = add_article("Bimtek dibuka")
    nothing = Tagging(is_relevant=False, relevance="none", relevance_score=0.1, scope="elsewhere")
    with engine.begin() as connection:
        save_taggings(connection, {article_id: TAGGING}, 1)
        assert count_untagged(connection, 2) == 1
        save_taggings(connection, {article_id: nothing}, 2)
    assert fetch(engine, "SELECT (SELECT count(*) FROM article_tag), (SELECT count(*) FROM milestone)") == [(0, 0)]
    assert fetch(engine, "SELECT is_relevant, scope FROM article") == [(False, "elsewhere")]
