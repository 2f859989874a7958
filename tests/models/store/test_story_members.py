from sqlalchemy import text

from models.store.stories import make_stories
from models.store.story_members import Member, find_members, join_stories, keys_in_story, move_to_new_story


def group(engine, *groups):
    """Put articles (by id) into new stories; returns the stories' ids."""
    with engine.begin() as connection:
        stories = make_stories(connection, ["" for _ in groups])
        for story_id, members in zip(stories, groups, strict=True):
            connection.execute(
                text("UPDATE article SET story_id = :story WHERE id = ANY(:ids)"),
                {"story": story_id, "ids": list(members)},
            )
    return stories


def test_members_are_found_by_key(engine, add_article):
    one, two, alone = (add_article(name, key=f"k/{name}") for name in ("a", "b", "c"))
    (story,) = group(engine, [one, two])
    with engine.connect() as connection:
        found = find_members(connection, ["k/a", "k/c", "k/none"])
        assert found == {"k/a": Member(one, story), "k/c": Member(alone, None)}
        assert keys_in_story(connection, story) == ["k/a", "k/b"]
        assert keys_in_story(connection, story, without=one) == ["k/b"]
        assert keys_in_story(connection, None) == []


def test_stories_are_joined_in_the_older_one_and_counted_anew(engine, add_article):
    ids = [add_article(name, key=f"k/{name}", outlet=name) for name in ("a", "b", "c")]
    first, second = group(engine, ids[:1], ids[1:])
    with engine.begin() as connection:
        assert join_stories(connection, second, first) == first
        rows = connection.execute(text("SELECT id, title, article_count, outlet_count FROM story")).all()
    assert [tuple(row) for row in rows] == [(first, "a", 3, 3)]


def test_articles_move_to_a_story_of_their_own(engine, add_article):
    ids = [add_article(name, key=f"k/{name}") for name in ("a", "b", "c")]
    (story,) = group(engine, ids)
    with engine.begin() as connection:
        made = move_to_new_story(connection, ids[1:])
        rows = connection.execute(text("SELECT id, title, article_count FROM story ORDER BY id")).all()
    assert [tuple(row) for row in rows] == [(story, "a", 1), (made, "b", 2)]
