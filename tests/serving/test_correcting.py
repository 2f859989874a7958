from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from models.corrections import summarise
from models.errors import UsageError
from models.shapes import MilestoneTag, Span, Tag, Tagging
from models.store.corrections import load_corrections
from models.store.tags import load_taggings, save_taggings
from pipelines.stories import STORY_VERSION
from serving.changes import make_asked
from serving.correcting import Author, correct_article, undo_correction

RINA = Author("Rina", "salah  wilayah\n")
SPAN = Span("title", 0, 4, "Satu")
TAGGING = Tagging(
    True, "explicit", 0.8, "regency", ("contoh",), ("living",), (Tag("pillar", "living", 0.7, "signal", 1, (SPAN,)),),
    (MilestoneTag("mou", "planned", "contoh", None, "Satu", SPAN),),
)  # fmt: skip
IRRELEVANT = Tagging(False, "none", 0.1, "elsewhere")


@pytest.fixture
def articles(engine, add_article):
    """Three tagged articles, the first two of one story."""
    ids = [add_article(name, key=f"k/{name}") for name in ("Satu", "Dua", "Tiga")]
    with engine.begin() as connection:
        save_taggings(connection, {ids[0]: TAGGING, ids[1]: TAGGING, ids[2]: IRRELEVANT}, 7)
        connection.execute(
            text("INSERT INTO story (id, title, article_count, outlet_count) VALUES (1,'',2,1),(2,'',1,1)")
        )
        connection.execute(text(f"UPDATE article SET story_id = CASE WHEN id = {ids[2]} THEN 2 ELSE 1 END"))
    return ids


def row_of(engine, article_id):
    query = f"SELECT relevance, scope, regencies, pillars, story_id FROM article WHERE id = {article_id}"
    with engine.connect() as connection:
        return tuple(connection.execute(text(query)).one())


def everything(engine):
    with engine.connect() as connection:
        return load_corrections(connection)


def test_a_correction_keeps_who_when_what_and_the_machines_word(engine, catalogue, articles):
    asked = make_asked(remove_pillars=["living"], add_pillars=[{"pillar": "society"}])
    made = correct_article(engine, catalogue, articles[0], asked, RINA)
    assert [(c.change.action, c.change.value) for c in made] == [("remove", "living"), ("add", "society")]
    assert everything(engine) == [c.__class__(**{**vars(c), "undone_by_id": None}) for c in made]
    assert {(c.made_by, c.note, c.machine_version) for c in made} == {("Rina", "salah wilayah", 7)}
    assert all(c.machine == summarise(TAGGING) for c in made)
    assert row_of(engine, articles[0])[3] == ["society"]
    assert row_of(engine, articles[1])[3] == ["living"]


def test_a_later_correction_still_names_the_machines_own_word(engine, catalogue, articles):
    correct_article(engine, catalogue, articles[0], make_asked(relevance="none"), RINA)
    (made,) = correct_article(engine, catalogue, articles[0], make_asked(scope="province"), RINA)
    assert (made.machine, made.machine_version) == (summarise(TAGGING), 7)


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({}, "nothing to correct"),
        ({"remove_pillars": ["economy"]}, "no pillar 'economy'"),
        ({"remove_regencies": ["contoh"], "remove_milestones": [{"kind": "award"}]}, "no milestone 'award'"),
        ({"relevance": "none", "add_pillars": [{"pillar": "society"}]}, "not relevant"),
        ({"scope": "several"}, "two regencies or more"),
        ({"remove_regencies": ["contoh"], "scope": "regency"}, "exactly one regency"),
        ({"add_regencies": ["mars"]}, "unknown regency"),
        ({"merge_with": 1}, "one story already"),
        ({"merge_with": 99}, "no article 99"),
        ({"merge_with": 3, "split": True}, "at once"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_of_it_kept(engine, catalogue, articles, asked, named):
    before = row_of(engine, articles[0])
    with pytest.raises(UsageError, match=named):
        correct_article(engine, catalogue, articles[0], make_asked(**asked), RINA)
    assert everything(engine) == []
    assert row_of(engine, articles[0]) == before


@pytest.mark.parametrize("author", [Author(""), Author(" \n"), Author("R" * 201), Author("Rina", "x" * 2001)])
def test_a_correction_needs_a_name_of_sensible_length(engine, catalogue, articles, author):
    with pytest.raises(UsageError, match="name"):
        correct_article(engine, catalogue, articles[0], make_asked(relevance="none"), author)


@pytest.mark.parametrize("asked", [{"relevance": "none"}, {"split": True}])
def test_an_article_that_is_not_there_is_refused(engine, catalogue, articles, asked):
    with pytest.raises(UsageError, match="no article 99"):
        correct_article(engine, catalogue, 99, make_asked(**asked), RINA)


def test_an_irrelevant_article_becomes_relevant_with_its_pillar(engine, catalogue, articles):
    asked = make_asked(relevance="relevant", add_regencies=["contoh"], add_pillars=[{"pillar": "living", "rank": 1}])
    correct_article(engine, catalogue, articles[2], asked, RINA)
    assert row_of(engine, articles[2])[:4] == ("implicit", "regency", ["contoh"], ["living"])


def test_stories_are_merged_split_and_given_back(engine, catalogue, articles):
    one, two, three = articles
    (merged,) = correct_article(engine, catalogue, one, make_asked(merge_with=three), RINA)
    assert [row_of(engine, i)[4] for i in articles] == [1, 1, 1]
    assert (merged.machine_version, merged.machine) == (STORY_VERSION, {"articles": ["k/Dua"]})
    assert dict(merged.change.details) == {"articles": ["k/Tiga"]}
    (parted,) = correct_article(engine, catalogue, two, make_asked(split=True), RINA)
    assert len({row_of(engine, i)[4] for i in articles}) == 2
    undo_correction(engine, parted.id, RINA)
    assert len({row_of(engine, i)[4] for i in articles}) == 1
    undo_correction(engine, merged.id, RINA)
    assert row_of(engine, one)[4] == row_of(engine, two)[4] != row_of(engine, three)[4]
    with pytest.raises(UsageError, match="only one of its story"):
        correct_article(engine, catalogue, three, make_asked(split=True), RINA)


def test_undoing_shows_what_counts_without_it_and_deletes_nothing(engine, catalogue, articles):
    first, second = correct_article(
        engine, catalogue, articles[0], make_asked(relevance="implicit", scope="province"), RINA
    )
    undone = undo_correction(engine, first.id, Author("Budi", "keliru"))
    assert (undone.undoes_id, undone.made_by, undone.change.action) == (first.id, "Budi", "undo")
    assert row_of(engine, articles[0])[:2] == ("explicit", "province")
    undo_correction(engine, second.id, RINA)
    with engine.connect() as connection:
        assert load_taggings(connection, articles[:1]) == {articles[0]: TAGGING}
    assert row_of(engine, articles[0])[:4] == ("explicit", "regency", ["contoh"], ["living"])
    assert [c.undone_by_id is not None for c in everything(engine)] == [True, True, False, False]


def test_only_what_counts_can_be_undone(engine, catalogue, articles):
    (made,) = correct_article(engine, catalogue, articles[0], make_asked(relevance="none"), RINA)
    undone = undo_correction(engine, made.id, RINA)
    for number, named in ((made.id, "undone before"), (undone.id, "itself an undoing"), (99, "no correction 99")):
        with pytest.raises(UsageError, match=named):
            undo_correction(engine, number, RINA)


def test_two_people_at_once_both_have_their_say(engine, catalogue, articles):
    wanted = [make_asked(add_pillars=[{"pillar": p}]) for p in ("society", "economy", "branding", "governance")]
    with ThreadPoolExecutor(4) as people:
        list(people.map(lambda asked: correct_article(engine, catalogue, articles[0], asked, RINA), wanted))
    assert set(row_of(engine, articles[0])[3]) == {"living", "society", "economy", "branding", "governance"}
    with engine.connect() as connection:
        tags = connection.execute(text("SELECT value FROM article_tag WHERE article_id = :id"), {"id": articles[0]})
        assert sorted(tags.scalars()) == ["branding", "economy", "governance", "living", "society"]
