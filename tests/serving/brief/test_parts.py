from __future__ import annotations

from datetime import date

from serving.brief.parts import Brief, Day, Figure, Voice


def test_a_change_is_that_of_the_outlets_of_both_weeks() -> None:
    assert Figure(now=9, before=3, same_now=4, same_before=3).change == 1


def test_nothing_can_be_compared_without_outlets_of_both_weeks() -> None:
    assert Figure(now=9, before=0, same_now=None, same_before=None).change is None


def test_a_day_adds_both_kinds() -> None:
    assert Day(date(2026, 11, 9), 2, 3).articles == 5


def test_a_voice_is_cut_at_its_speaker() -> None:
    assert Voice("Bupati", '"Ya," kata Bupati tadi.').parts == ('"Ya," kata ', "Bupati", " tadi.")


def test_a_pair_without_news_in_either_week_holds_nothing(brief: Brief) -> None:
    assert brief.matrix.cell("gama", "society").now == 0
    assert brief.matrix.cell("gama", "society").change == 0
