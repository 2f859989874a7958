from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from models.corrections import Change, Correction
from models.shapes import MilestoneTag, Span, Tag, Tagging
from models.store.corrections import add_correction, load_said
from models.store.tags import load_taggings, mark_tagged, save_taggings
from pipelines.corrections import apply_corrections, lay_over, refresh_corrected

AT = datetime(2026, 11, 16, tzinfo=UTC)
SPAN, OTHER = Span("title", 0, 6, "Bangka"), Span("body", 3, 11, "Belitung")
STEP = MilestoneTag("mou", "done", "bangka", None, "Bangka", SPAN)
MACHINE = Tagging(
    True, "explicit", 0.8, "regency", ("bangka",), ("living", "economy"),
    (
        Tag("regency", "bangka", 0.9, "name", 1, (SPAN,)),
        Tag("scope", "regency", 0.9, "regencies", 1, (SPAN,)),
        Tag("mention", "belitung", 0.3, "name", 1, (OTHER,)),
        Tag("relevance", "explicit", 0.8, "words", 1, (SPAN,)),
        Tag("pillar", "living", 0.7, "signal", 1, (SPAN,)),
        Tag("pillar", "economy", 0.5, "signal", 2, (SPAN,)),
    ),
    (STEP,),
)  # fmt: skip
IRRELEVANT = Tagging(False, "none", 0.1, "regency", ("bangka",), (), MACHINE.tags[:2])


def made(*changes):
    return [Correction(number, "k", Change(*change), "Rina", AT, "", 1, {}) for number, change in enumerate(changes, 1)]


def shown(machine, *changes):
    return lay_over(machine, made(*changes), "Bangka")


@pytest.mark.parametrize(
    ("changes", "regencies", "scope"),
    [
        ([("regency", "add", "belitung")], ("bangka", "belitung"), "several"),
        ([("regency", "remove", "bangka")], (), "elsewhere"),
        ([("regency", "remove", "bangka"), ("regency", "add", "belitung")], ("belitung",), "regency"),
        ([("regency", "add", "belitung"), ("regency", "remove", "belitung")], ("bangka",), "regency"),
        ([("regency", "add", "bangka")], ("bangka",), "regency"),
        ([("scope", "set", "province")], ("bangka",), "province"),
        ([("scope", "set", "elsewhere")], (), "elsewhere"),
        ([("regency", "add", "belitung"), ("scope", "set", "province")], ("bangka", "belitung"), "province"),
    ],
)
def test_the_scope_follows_the_regencies_unless_it_is_said(changes, regencies, scope):
    found = shown(MACHINE, *changes)
    assert (found.regencies, found.scope) == (regencies, scope)
    assert [tag.value for tag in found.tags if tag.kind == "regency"] == list(regencies)
    assert [tag.value for tag in found.tags if tag.kind == "scope"] == [scope]


def test_provincial_news_stays_so_until_a_regency_is_added():
    provincial = Tagging(True, "implicit", 0.5, "province", ("bangka",))
    assert shown(provincial, ("regency", "remove", "bangka")).scope == "province"
    assert shown(provincial, ("regency", "add", "belitung")).scope == "several"


@pytest.mark.parametrize(
    ("changes", "pillars"),
    [
        ([("pillar", "add", "society")], ("living", "economy", "society")),
        ([("pillar", "add", "society", {"rank": 1})], ("society", "living", "economy")),
        ([("pillar", "add", "economy", {"rank": 1})], ("economy", "living")),
        ([("pillar", "add", "living")], ("living", "economy")),
        ([("pillar", "remove", "living")], ("economy",)),
        ([("pillar", "add", "society", {"rank": 6})], ("living", "economy", "society")),
    ],
)
def test_pillars_keep_their_order_and_their_ranks(changes, pillars):
    found = shown(MACHINE, *changes)
    assert found.pillars == pillars
    assert [(tag.value, tag.rank) for tag in found.tags if tag.kind == "pillar"] == [
        (pillar, rank) for rank, pillar in enumerate(pillars, start=1)
    ]


def test_what_is_not_relevant_has_neither_pillars_nor_steps():
    found = shown(MACHINE, ("relevance", "set", "none"))
    assert (found.is_relevant, found.relevance, found.relevance_score) == (False, "none", 0.0)
    assert (found.pillars, found.milestones, found.regencies) == ((), (), ("bangka",))


@pytest.mark.parametrize(
    ("machine", "wanted", "relevance"),
    [
        (IRRELEVANT, "relevant", "implicit"),
        (MACHINE, "relevant", "explicit"),
        (MACHINE, "implicit", "implicit"),
        (IRRELEVANT, "explicit", "explicit"),
    ],
)
def test_relevance_is_said_outright_or_left_at_the_machines_level(machine, wanted, relevance):
    found = shown(machine, ("relevance", "set", wanted))
    assert (found.is_relevant, found.relevance, found.relevance_score) == (True, relevance, 1.0)


def test_the_last_word_on_relevance_counts():
    assert shown(MACHINE, ("relevance", "set", "none"), ("relevance", "set", "relevant")).relevance == "explicit"


def test_a_corrected_tag_says_so_and_keeps_the_words_the_machine_had_found():
    found = shown(MACHINE, ("regency", "add", "belitung"), ("pillar", "add", "society"), ("pillar", "add", "living"))
    tags = {(tag.kind, tag.value): tag for tag in found.tags}
    assert ("mention", "belitung") not in tags
    assert tags["regency", "belitung"] == Tag("regency", "belitung", 1.0, "correction", 2, (OTHER,), 1)
    assert tags["pillar", "society"] == Tag("pillar", "society", 1.0, "correction", 3, (), 2)
    assert tags["pillar", "living"] == Tag("pillar", "living", 1.0, "correction", 1, (SPAN,), 3)
    assert tags["pillar", "economy"] == MACHINE.tags[5]
    assert tags["scope", "several"] == Tag("scope", "several", 1.0, "correction", 1, (), 1)


def test_without_corrections_the_machines_word_stands():
    assert lay_over(MACHINE, [], "Bangka") is MACHINE


@pytest.fixture
def article(engine, add_article):
    article_id = add_article("Bangka", "Di Belitung", key="kabar.test/a")
    with engine.begin() as connection:
        save_taggings(connection, {article_id: MACHINE}, 3)
    return article_id


def keep(engine, *changes, key="kabar.test/a"):
    with engine.begin() as connection:
        return [
            add_correction(connection, Correction(0, key, Change(*change), "Rina", AT, "", 3, {})) for change in changes
        ]


def row_of(engine, article_id):
    query = f"SELECT relevance, scope, regencies, pillars, tag_version FROM article WHERE id = {article_id}"
    with engine.connect() as connection:
        return tuple(connection.execute(text(query)).one())


def apply(engine, *ids):
    with engine.begin() as connection:
        apply_corrections(connection, ids)


def test_the_store_shows_the_analysts_word_and_keeps_the_machines(engine, article):
    (correction,) = keep(engine, ("pillar", "remove", "living"))
    apply(engine, article)
    assert row_of(engine, article) == ("explicit", "regency", ["bangka"], ["economy"], 3)
    with engine.connect() as connection:
        assert load_taggings(connection, [article]) == {article: MACHINE}
        said = load_said(connection)[article]
    assert (said.tagging, said.version, said.correction_ids) == (MACHINE, 3, [correction.id])


def test_a_new_tagging_changes_what_lies_under_the_correction(engine, article):
    keep(engine, ("pillar", "add", "society"), ("milestone", "remove", "mou"))
    apply(engine, article)
    newer = Tagging(True, "implicit", 0.4, "regency", ("bangka",), ("branding",), (), (STEP,))
    with engine.begin() as connection:
        save_taggings(connection, {article: newer}, 4)
        apply_corrections(connection, [article])
        assert load_taggings(connection, [article]) == {article: newer}
        assert connection.execute(text("SELECT count(*) FROM milestone")).scalar_one() == 0
        mark_tagged(connection, [article], 5)
        assert load_said(connection)[article].version == 5
    assert row_of(engine, article) == ("implicit", "regency", ["bangka"], ["branding", "society"], 5)


def test_what_was_undone_leaves_the_machines_word_and_nothing_else(engine, article):
    with engine.connect() as connection:
        before = connection.execute(text("SELECT kind, value, score, rank, rule FROM article_tag ORDER BY id")).all()
    (correction,) = keep(engine, ("regency", "remove", "bangka"))
    apply(engine, article)
    with engine.begin() as connection:
        undoing = Correction(
            0, "kabar.test/a", Change("regency", "undo", "bangka"), "Rina", AT, "", 3, {}, correction.id
        )
        add_correction(connection, undoing)
    apply(engine, article)
    with engine.connect() as connection:
        after = connection.execute(text("SELECT kind, value, score, rank, rule FROM article_tag ORDER BY id")).all()
        assert load_said(connection) == {}
    assert after == before
    assert row_of(engine, article) == ("explicit", "regency", ["bangka"], ["living", "economy"], 3)


def test_articles_whose_corrections_changed_hands_are_brought_in_step(engine, article, add_article):
    keep(engine, ("pillar", "remove", "living"))
    assert refresh_corrected(engine) == 1
    assert row_of(engine, article)[3] == ["economy"]
    assert refresh_corrected(engine) == 0
    with engine.begin() as connection:
        connection.execute(text("UPDATE article SET key = 'kabar.test/b'"))
    heir = add_article("Bangka lagi", key="kabar.test/a")
    with engine.begin() as connection:
        save_taggings(connection, {heir: MACHINE}, 3)
    assert refresh_corrected(engine) == 2
    assert row_of(engine, article)[3] == ["living", "economy"]
    assert row_of(engine, heir)[3] == ["economy"]


def test_nothing_to_apply_is_no_work(engine):
    apply(engine)
    assert refresh_corrected(engine) == 0
