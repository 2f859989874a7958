"""The numbers of the two weeks of conftest.py, counted by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import Engine

from models.catalogue import PROVINCES_DIR, Catalogue
from models.clock import Week
from serving.brief.gather import gather_brief, place_names
from serving.brief.parts import Brief, Figure
from serving.monitor import matrix


def test_counts_both_weeks_and_compares_only_outlets_of_both(brief: Brief) -> None:
    totals = brief.totals
    assert totals.read == Figure(now=17, before=7, same_now=14, same_before=6)
    assert totals.relevant == Figure(now=13, before=5, same_now=10, same_before=4)
    assert totals.events == Figure(now=8, before=5, same_now=7, same_before=4)
    assert (totals.outlets_now, totals.outlets_before, totals.outlets_both) == (5, 4, 3)


def test_keeps_explicit_and_implicit_apart(brief: Brief) -> None:
    assert brief.totals.explicit == Figure(now=7, before=2, same_now=5, same_before=2)
    assert brief.totals.implicit == Figure(now=6, before=3, same_now=5, same_before=2)


def test_counts_undated_articles_in_no_week(brief: Brief) -> None:
    assert brief.totals.undated == 1
    assert all(clip.title != "Tanpa tanggal" for clip in brief.clips)


def test_numbers_clips_in_order_of_publication(brief: Brief) -> None:
    assert [clip.number for clip in brief.clips] == list(range(1, 14))
    assert [clip.title[:2] for clip in brief.clips[:3]] == ["S1", "S1", "S1"]
    assert brief.clips[-1].title.startswith("S6")


def test_the_matrix_is_the_monitors_own(brief: Brief, filled: Engine, catalogue: Catalogue, week: Week) -> None:
    shutil.copytree(PROVINCES_DIR / "national", Path(catalogue.root) / "national")
    table = matrix(filled, catalogue, week.since, week.until)
    for place in table.rows:
        assert brief.matrix.totals[place].now == table.totals[place].events
        assert brief.matrix.explicit[place] == table.totals[place].explicit_events
        assert brief.matrix.articles[place] == table.totals[place].articles
        for pillar in table.pillars:
            assert brief.matrix.cell(place, pillar).now == table.cell(place, pillar).events


def test_places_stand_in_the_order_of_their_codes_with_the_province_last(catalogue: Catalogue) -> None:
    assert list(place_names(catalogue).items()) == [
        ("beta", "Kab. Beta"),
        ("alfa", "Kab. Alfa"),
        ("gama", "Kota Gama"),
        ("province", "Provinsi Contoh"),
    ]


def test_a_section_lists_its_stories_with_their_steps(brief: Brief) -> None:
    alfa = next(section for section in brief.sections if section.place == "alfa")
    assert (alfa.events.now, alfa.explicit_events, alfa.articles) == (3, 1, 5)
    assert alfa.pillars == (("governance", 1), ("living", 1), ("society", 1))
    assert [story.clips for story in alfa.stories] == [(1, 2, 3), (7,), (13,)]
    assert [step.kind for step in alfa.stories[0].steps] == ["regulation"]


def test_a_section_names_its_unseen_outlets(brief: Brief) -> None:
    unseen = {section.place: section.unseen for section in brief.sections}
    assert unseen == {"alfa": (), "beta": ("Media Mati",), "gama": (), "province": ()}


def test_a_clip_of_a_headline_outlet_shows_an_excerpt_only(brief: Brief) -> None:
    (clip,) = [clip for clip in brief.clips if clip.rights == "headline"]
    assert clip.is_cut
    assert len(clip.excerpt) <= 200


def test_a_clip_carries_its_evidence(brief: Brief) -> None:
    first = brief.clips[0]
    assert first.cues == ("kota cerdas", "perda")
    assert first.kinds == ("regulation",)
    assert first.content_hash == f"{1:064x}"


def test_knows_fictional_articles_by_their_host(filled: Engine, catalogue: Catalogue, week: Week) -> None:
    assert not gather_brief(filled, catalogue, week).has_sample
    with filled.begin() as connection:
        connection.exec_driver_sql("UPDATE article SET url = 'https://kabar.EXAMPLE:80/1' WHERE title LIKE 'S4%%'")
    changed = gather_brief(filled, catalogue, week)
    assert changed.has_sample
    assert [clip.number for clip in changed.clips if clip.is_sample] == [10]


def test_an_article_of_last_week_makes_no_sample_brief(filled: Engine, catalogue: Catalogue, week: Week) -> None:
    with filled.begin() as connection:
        connection.exec_driver_sql("UPDATE article SET url = 'https://kabar.example/1' WHERE title LIKE 'L5%%'")
    assert not gather_brief(filled, catalogue, week).has_sample


def test_an_empty_week_is_a_brief_too(empty_brief: Brief) -> None:
    assert empty_brief.clips == ()
    assert empty_brief.peak is None
    assert empty_brief.totals.relevant == Figure(0, 0, None, None)
    assert len(empty_brief.sections) == 4
    assert empty_brief.coverage.unseen_count == 8


def test_gathering_twice_gives_equal_briefs(brief: Brief, filled: Engine, catalogue: Catalogue, week: Week) -> None:
    assert gather_brief(filled, catalogue, week) == brief
