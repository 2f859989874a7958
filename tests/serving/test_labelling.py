import json

import pytest

from models.shapes import MilestoneTag, Span, Tagging
from models.store.tags import save_taggings
from serving.changes import make_asked
from serving.correcting import Author, correct_article
from serving.labelled import load_labelled
from serving.labelling import labelled_rows

RINA = Author("Rina", "salah")
STEP = MilestoneTag("mou", "done", "contoh", None, "Satu", Span("title", 0, 4, "Satu"))
TAGGING = Tagging(True, "explicit", 0.8, "regency", ("contoh",), ("living",), (), (STEP,))


@pytest.fixture
def correct(engine, catalogue, add_article):
    def make(title, asked, **values):
        article_id = add_article(title, **{"body": "Isi berita.", **values})
        with engine.begin() as connection:
            save_taggings(connection, {article_id: TAGGING}, 7)
        correct_article(engine, catalogue, article_id, make_asked(**asked), RINA)
        return article_id

    return make


def test_corrected_articles_are_labelled_as_the_analyst_left_them(engine, correct, add_article, tmp_path):
    add_article("Lain")
    article_id = correct("Satu", {"remove_pillars": ["living"], "add_pillars": [{"pillar": "society"}]})
    rows = list(labelled_rows(engine))
    path = tmp_path / "label.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (row,) = load_labelled(path)
    assert (row["id"], row["relevant"], row["regencies"], row["pillars"]) == (article_id, True, ["contoh"], ["society"])
    assert (row["province"], row["milestone"], row["text"]) == (False, ["mou"], "Isi berita.")
    assert [(c["action"], c["value"], c["by"]) for c in row["corrections"]] == [
        ("remove", "living", "Rina"), ("add", "society", "Rina"),
    ]  # fmt: skip


def test_an_article_without_steps_says_so_and_provincial_news_is_marked(engine, correct):
    correct("Satu", {"remove_milestones": [{"kind": "mou"}], "scope": "province"})
    (row,) = labelled_rows(engine)
    assert (row["milestone"], row["province"]) == (["none"], True)


def test_no_more_text_is_handed_on_than_the_source_allows(engine, correct):
    correct("Satu", {"relevance": "none"}, body="kata " * 200, rights="excerpt")
    (row,) = labelled_rows(engine)
    assert "text" not in row
    assert row["relevant"] is False


def test_a_corrected_story_labels_no_tag(engine, correct, catalogue, add_article):
    one, two = add_article("A"), add_article("B")
    correct_article(engine, catalogue, one, make_asked(merge_with=two), RINA)
    assert list(labelled_rows(engine)) == []
