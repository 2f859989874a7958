from __future__ import annotations

from datetime import date

from serving.brief.parts import Brief
from serving.brief.stories import unique


def test_ranks_issues_by_outlets_then_articles_then_naming_the_programme(brief: Brief) -> None:
    shown = [(issue.title[:2], len(issue.outlets), issue.articles) for issue in brief.issues]
    assert shown == [("S1", 3, 3), ("S2", 2, 3), ("S3", 2, 2), ("S4", 1, 1), ("S7", 1, 1)]
    assert brief.stories == 8


def test_an_issue_is_told_by_its_earliest_article(brief: Brief) -> None:
    first = brief.issues[0]
    assert first.title == "S1 diberitakan harian_alfa"
    assert first.summary == "Pemerintah Kabupaten Alfa menetapkan aturan. Aturan itu berlaku tahun depan."
    assert first.summary_outlet == "Harian Alfa"
    assert first.clips == (1, 2, 3)
    assert (first.places, first.pillars) == (("alfa",), ("governance",))


def test_an_issue_quotes_whoever_is_quoted_in_any_of_its_articles(brief: Brief) -> None:
    voice = brief.issues[0].voice
    assert voice is not None
    assert voice.who == "Kepala Diskominfo Alfa"
    assert brief.issues[1].voice is None


def test_a_story_that_began_earlier_says_so(brief: Brief) -> None:
    assert [issue.began_on for issue in brief.issues[:2]] == [date(2026, 11, 5), None]


def test_the_summary_of_a_headline_outlet_stays_within_its_rights(brief: Brief) -> None:
    assert all(len(issue.summary) <= 500 for issue in brief.issues)


def test_values_are_kept_once_in_order() -> None:
    assert unique(["b", "a", "b"]) == ("b", "a")
