from datetime import UTC, date, datetime

from sqlalchemy import text

from models.shapes import MilestoneTag, Span, Tag, Tagging
from models.store.choice import Choice
from models.store.tags import (
    chosen_articles,
    count_chosen,
    count_untagged,
    load_taggings,
    mark_tagged,
    save_taggings,
    untagged_articles,
)

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


def test_what_is_kept_comes_back_as_it_was_said(engine, add_article):
    tagged, untagged = add_article("Bimtek dibuka"), add_article("Voli")
    with engine.begin() as connection:
        save_taggings(connection, {tagged: TAGGING}, 1)
        save_taggings(connection, {}, 1)
        assert load_taggings(connection, [tagged, untagged, 99]) == {
            tagged: TAGGING, untagged: Tagging(False, "none", 0.0, "elsewhere"),
        }  # fmt: skip


def test_articles_are_chosen_by_the_day_they_were_published_or_first_seen(engine, add_article):
    old = add_article("Lama", published_at=datetime(2026, 11, 1, tzinfo=UTC))
    undated = add_article("Tanpa tanggal", published_at=None, first_seen_at=datetime(2026, 11, 20, tzinfo=UTC))
    since = Choice(since=datetime(2026, 11, 15, tzinfo=UTC))
    with engine.connect() as connection:
        assert [row.id for row in chosen_articles(connection, Choice(), 0, 10)] == [old, undated]
        assert [row.id for row in chosen_articles(connection, Choice(), old, 10)] == [undated]
        assert [row.id for row in chosen_articles(connection, since, 0, 10)] == [undated]
        assert (count_chosen(connection, Choice()), count_chosen(connection, since)) == (2, 1)
        assert chosen_articles(connection, since, 0, 10)[0].tag_version == 0


def test_marking_writes_only_rows_of_another_version(engine, add_article):
    old, current = add_article("Satu", tag_version=1), add_article("Dua", tag_version=2)
    query = "SELECT xmin::text FROM article WHERE id = "
    before = fetch(engine, f"{query}{current}")
    with engine.begin() as connection:
        mark_tagged(connection, [old, current], 2)
    assert fetch(engine, "SELECT DISTINCT tag_version FROM article") == [(2,)]
    assert fetch(engine, f"{query}{current}") == before
