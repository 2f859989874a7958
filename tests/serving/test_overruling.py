import pytest
from sqlalchemy import text

from models.shapes import MilestoneTag, Span, Tagging
from models.store.tags import save_taggings
from pipelines.corrections import refresh_corrected
from serving.changes import make_asked
from serving.correcting import Author, correct_article, undo_correction
from serving.overruling import count_overruled

RINA = Author("Rina")
STEP = MilestoneTag("mou", "done", "contoh", None, "Satu", Span("title", 0, 4, "Satu"))
TAGGING = Tagging(True, "explicit", 0.8, "regency", ("contoh",), ("living",), (), (STEP,))


@pytest.fixture
def articles(engine, add_article):
    ids = [add_article(name) for name in ("Satu", "Dua", "Tiga")]
    tag(engine, dict.fromkeys(ids, TAGGING), 7)
    return ids


def tag(engine, taggings, version):
    with engine.begin() as connection:
        save_taggings(connection, taggings, version)
    refresh_corrected(engine)


def found(engine, tag_name, value):
    rows = [row for row in count_overruled(engine) if (row["tag"], row["value"]) == (tag_name, value)]
    assert len(rows) <= 1
    return rows[0] if rows else None


def test_nothing_corrected_is_nothing_to_report(engine, articles):
    assert count_overruled(engine) == []


def test_each_value_and_its_sum_are_counted_by_how_wrong_the_machine_was(engine, catalogue, articles):
    asked = make_asked(remove_pillars=["living"], add_pillars=[{"pillar": "society"}], relevance="relevant")
    correct_article(engine, catalogue, articles[0], asked, RINA)
    correct_article(engine, catalogue, articles[1], make_asked(relevance="none"), RINA)
    living = found(engine, "pillar", "living")
    assert living == {
        "stage": "tag", "version": 7, "tag": "pillar", "value": "living", "corrections": 1, "overruled": 1,
        "missed": 0, "wrong": 1, "changed": 0, "confirmed": 0, "agrees_now": 0, "said": 3,
    }  # fmt: skip
    assert found(engine, "pillar", "society")["missed"] == 1
    both = found(engine, "pillar", None)
    assert (both["corrections"], both["overruled"], both["said"]) == (2, 2, None)
    relevance = found(engine, "relevance", "explicit")
    assert (relevance["corrections"], relevance["overruled"], relevance["confirmed"]) == (2, 1, 1)
    assert (relevance["wrong"], relevance["said"]) == (1, 3)


def test_versions_are_apart_and_a_machine_that_has_learnt_agrees(engine, catalogue, articles):
    correct_article(engine, catalogue, articles[0], make_asked(remove_milestones=[{"kind": "mou"}]), RINA)
    better = Tagging(True, "explicit", 0.8, "regency", ("contoh",), ("living",))
    tag(engine, dict.fromkeys(articles, better), 8)
    correct_article(engine, catalogue, articles[1], make_asked(milestones=[{"kind": "mou"}]), RINA)
    rows = [row for row in count_overruled(engine) if row["value"] == "mou"]
    assert [(row["version"], row["wrong"], row["missed"], row["agrees_now"]) for row in rows] == [
        (7, 1, 0, 1),
        (8, 0, 1, 0),
    ]


def test_what_was_undone_or_said_again_counts_once_or_not_at_all(engine, catalogue, articles):
    (made,) = correct_article(engine, catalogue, articles[0], make_asked(relevance="none"), RINA)
    undo_correction(engine, made.id, RINA)
    for rank in (1, 2):
        asked = make_asked(add_pillars=[{"pillar": "society", "rank": rank}])
        correct_article(engine, catalogue, articles[0], asked, RINA)
    assert found(engine, "relevance", None) is None
    assert found(engine, "pillar", "society")["corrections"] == 1


def test_stories_are_counted_by_the_version_of_their_stage(engine, catalogue, articles):
    correct_article(engine, catalogue, articles[0], make_asked(merge_with=articles[1]), RINA)
    row = found(engine, "story", "merge")
    assert (row["stage"], row["missed"], row["agrees_now"], row["said"]) == ("stories", 1, None, None)


def test_a_correction_of_an_article_that_is_gone_still_counts(engine, catalogue, articles):
    correct_article(engine, catalogue, articles[0], make_asked(relevance="none"), RINA)
    with engine.begin() as connection:
        connection.execute(text("UPDATE article_tag SET correction_id = NULL"))
        connection.execute(text(f"DELETE FROM article WHERE id = {articles[0]}"))
    row = found(engine, "relevance", "explicit")
    assert (row["wrong"], row["agrees_now"], row["said"]) == (1, 0, 2)
