from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from models.corrections import Change, Correction
from models.store.corrections import add_correction
from models.store.stories import make_stories
from pipelines.stories import group_stories
from pipelines.story_corrections import apply_story_corrections, find_links, restore_stories

AT = datetime(2026, 11, 16, tzinfo=UTC)


@pytest.fixture
def group(engine, add_article):
    """Make articles named by letters, grouped: `group("ab", "c")`; regroup those that are there."""
    ids = {}

    def put(*groups):
        for name in (name for members in groups for name in members if name not in ids):
            ids[name] = add_article(name, key=name)
        with engine.begin() as connection:
            stories = make_stories(connection, ["" for _ in groups])
            for story_id, members in zip(stories, groups, strict=True):
                given = {"story": story_id, "ids": [ids[name] for name in members]}
                connection.execute(text("UPDATE article SET story_id = :story WHERE id = ANY(:ids)"), given)

    return put


def say(engine, action, key, others):
    change = Change("story", action, others[0] if action == "merge" else "", {"articles": list(others)})
    with engine.begin() as connection:
        made = add_correction(connection, Correction(0, key, change, "Rina", AT, "", 2, {}))
        apply_story_corrections(connection)
    return made


def undo(engine, correction):
    with engine.begin() as connection:
        change = Change("story", "undo", "")
        add_correction(connection, Correction(0, correction.article_key, change, "Rina", AT, "", 2, {}, correction.id))
        restore_stories(connection, correction)


def stories(engine):
    query = "SELECT string_agg(key, '' ORDER BY key) FROM article GROUP BY story_id ORDER BY 1"
    with engine.connect() as connection:
        return list(connection.execute(text(query)).scalars())


def test_two_stories_become_one_and_stay_so(engine, group):
    group("ab", "cd", "e")
    say(engine, "merge", "a", "cd")
    assert stories(engine) == ["abcd", "e"]
    with engine.begin() as connection:
        assert apply_story_corrections(connection) == 0
        assert connection.execute(text("SELECT max(article_count) FROM story")).scalar_one() == 4


def test_an_article_leaves_its_story_and_newcomers_may_join_it(engine, group):
    group("abc")
    say(engine, "split", "c", "ab")
    assert stories(engine) == ["ab", "c"]
    group("ab", "cd")
    with engine.begin() as connection:
        assert apply_story_corrections(connection) == 0
    assert stories(engine) == ["ab", "cd"]


def test_both_hold_when_everything_is_grouped_anew(engine, group):
    group("ab", "c", "de")
    say(engine, "merge", "a", "c")
    say(engine, "split", "e", "d")
    group("a", "b", "c", "de")
    with engine.begin() as connection:
        assert apply_story_corrections(connection) == 2
    assert stories(engine) == ["ac", "b", "d", "e"]


@pytest.mark.parametrize("regrouped", [("abcd",), ("a", "b", "c", "d"), ("ab", "cd"), ("ad", "bc")])
def test_of_two_words_about_the_same_pair_the_later_counts_and_nothing_flips(engine, group, regrouped):
    group("ab", "cd")
    say(engine, "merge", "a", "cd")
    say(engine, "split", "c", "abd")
    group(*regrouped)
    with engine.begin() as connection:
        apply_story_corrections(connection)
    settled = stories(engine)
    assert "c" in settled
    assert any("a" in story and "d" in story for story in settled)
    with engine.begin() as connection:
        assert apply_story_corrections(connection) == 0
    assert stories(engine) == settled


def test_an_article_that_leaves_takes_along_what_belongs_to_it(engine, group):
    group("abc", "d")
    say(engine, "split", "c", "ab")
    say(engine, "merge", "c", "d")
    assert stories(engine) == ["ab", "cd"]
    group("abcd")
    with engine.begin() as connection:
        apply_story_corrections(connection)
    assert stories(engine) == ["ab", "cd"]


def test_undoing_a_merge_gives_the_other_story_back(engine, group):
    group("ab", "cd")
    made = say(engine, "merge", "a", "cd")
    undo(engine, made)
    assert stories(engine) == ["ab", "cd"]


def test_undoing_a_split_brings_the_article_back(engine, group):
    group("abc")
    made = say(engine, "split", "c", "ab")
    undo(engine, made)
    assert stories(engine) == ["abc"]


def test_undoing_one_of_two_leaves_the_other_in_force(engine, group):
    group("a", "b", "c")
    first = say(engine, "merge", "a", "b")
    say(engine, "merge", "a", "c")
    undo(engine, first)
    assert stories(engine) == ["ac", "b"]


def test_articles_that_are_gone_or_not_yet_grouped_are_passed_over(engine, group, add_article):
    group("a")
    add_article("x", key="x")
    say(engine, "merge", "a", ["x", "gone"])
    undone = say(engine, "split", "gone", "a")
    undo(engine, undone)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM article WHERE story_id IS NULL")).scalar_one() == 1


def test_links_are_those_of_the_last_word():
    def make(number, action, key, others):
        change = Change("story", action, "", {"articles": list(others)})
        return Correction(number, key, change, "Rina", AT, "", 2, {})

    links = find_links([make(1, "merge", "a", "bc"), make(2, "split", "b", "ab")])
    assert links == {frozenset("ac"): (True, "a"), frozenset("ab"): (False, "b")}


def test_grouping_ends_with_the_corrections(engine, group, add_article):
    text_of = "Bupati meresmikan jembatan gantung di Dusun {} sepanjang empat puluh meter bersama warga setempat."
    one = add_article("Jembatan Dusun Satu", text_of.format("Satu"), key="a")
    add_article(
        "Panen cumi di pulau", "Nelayan memanen cumi lebih banyak daripada bulan lalu, kata ketua kelompok.", key="b"
    )
    group_stories(engine)
    assert stories(engine) == ["a", "b"]
    say(engine, "merge", "a", "b")
    with engine.begin() as connection:
        connection.execute(text("UPDATE article SET story_id = NULL"))
    group_stories(engine)
    assert stories(engine) == ["ab"]
    assert one
