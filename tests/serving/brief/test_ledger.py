from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.clock import Week
from serving.brief.gather import gather_brief
from serving.brief.parts import Brief


def test_one_row_per_story_kind_and_place(brief: Brief) -> None:
    rows = [(row.place, row.kind, row.clips) for row in brief.milestones]
    assert rows == [
        ("beta", "infrastructure", (4, 5)),
        ("alfa", "regulation", (1, 2, 3)),
        ("gama", "kritik", (10,)),
        ("gama", "launch-app", (8,)),
        ("province", "index", (11,)),
    ]


def test_most_articles_decide_the_status(brief: Brief) -> None:
    assert brief.milestones[1].status == "done"  # two say done, one planned
    assert brief.milestones[1].event_on == date(2026, 11, 9)


def test_of_two_statuses_said_as_often_the_lesser_is_claimed(brief: Brief) -> None:
    assert brief.milestones[0].status == "under_way"


def test_shows_the_sentence_of_the_surest_article_and_all_outlets(brief: Brief) -> None:
    assert brief.milestones[1].sentence == "Kalimat tonggak S1 dari warta_beta."
    assert brief.milestones[1].outlets == ("Harian Alfa", "Warta Beta", "Media Baru")


def test_a_milestone_without_a_place_takes_the_only_one_of_its_article(
    filled: Engine, catalogue: Catalogue, week: Week
) -> None:
    with filled.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO milestone (article_id, kind, status, sentence, span, score, figures)"
            " SELECT id, 'award', 'done', 'Kalimat.', '{}', 1, '{}' FROM article WHERE title LIKE 'S6%%'"
        )
    rows = gather_brief(filled, catalogue, week).milestones
    assert [(row.place, row.kind) for row in rows][-2:] == [("province", "index"), (None, "award")]  # S6 has two places
