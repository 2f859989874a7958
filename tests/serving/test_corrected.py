import pytest

from models.shapes import Tagging
from models.store.tags import save_taggings
from serving.changes import make_asked
from serving.corrected import load_corrected
from serving.correcting import Author, correct_article, undo_correction

RINA = Author("Rina")


@pytest.fixture
def article(engine, add_article):
    article_id = add_article("Satu")
    with engine.begin() as connection:
        save_taggings(connection, {article_id: Tagging(True, "explicit", 0.8, "elsewhere")}, 7)
    return article_id


def test_an_article_nobody_corrected_has_only_the_machines_word(engine, article):
    found = load_corrected(engine, article)
    assert (found.corrections, found.machine, found.history) == ([], None, [])


def test_a_corrected_one_has_both_and_its_history_without_undoings(engine, catalogue, article):
    made = correct_article(engine, catalogue, article, make_asked(relevance="none", scope="province"), RINA)
    undone = undo_correction(engine, made[0].id, RINA)
    found = load_corrected(engine, article)
    assert [c.id for c in found.corrections] == [made[0].id, made[1].id, undone.id]
    assert [(c.id, c.undone_by_id) for c in found.history] == [(made[0].id, undone.id), (made[1].id, None)]
    assert found.by_id[undone.id].undoes_id == made[0].id
    assert found.machine is not None
    assert (found.machine["relevance"], found.machine["scope"], found.machine["version"]) == (
        "explicit",
        "elsewhere",
        7,
    )
