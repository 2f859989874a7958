from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.clock import Week
from serving.brief.counts import daily_volume, peak
from serving.brief.parts import Brief, Figure, Peak
from serving.brief.rows import load_rows
from serving.brief.stories import group_by_story


def test_counts_every_day_of_the_week(brief: Brief) -> None:
    counted = [(day.on.day, day.explicit, day.implicit) for day in brief.days]
    assert counted == [(9, 2, 0), (10, 1, 1), (11, 0, 3), (12, 2, 0), (13, 1, 0), (14, 0, 1), (15, 1, 1)]


def test_names_the_largest_story_of_the_peak_day(brief: Brief) -> None:
    assert brief.peak == Peak(date(2026, 11, 11), 3, "S2 diberitakan harian_alfa", 2)


def test_a_week_without_articles_has_seven_days_and_no_peak() -> None:
    days = daily_volume([], Week(2026, 46))
    assert [day.articles for day in days] == [0] * 7
    assert peak(days, []) is None


def test_of_two_equal_days_the_earlier_is_the_peak(brief: Brief, filled: Engine, catalogue: Catalogue) -> None:
    rows = load_rows(filled, catalogue, brief.week)
    explicit = [article for article in rows.now if article.relevance == "explicit"]  # two on Monday, two on Thursday
    found = peak(daily_volume(explicit, brief.week), group_by_story(explicit))
    assert found == Peak(date(2026, 11, 9), 2, "S1 diberitakan harian_alfa", 2)


def test_counts_events_by_place_and_pillar(brief: Brief) -> None:
    cells = {pair: figure.now for pair, figure in brief.matrix.cells.items() if figure.now}
    assert cells == {
        ("alfa", "governance"): 1,
        ("alfa", "living"): 1,
        ("alfa", "society"): 1,
        ("beta", "environment"): 1,
        ("beta", "living"): 1,
        ("beta", "society"): 1,
        ("gama", "economy"): 1,
        ("gama", "governance"): 2,
        ("province", "economy"): 1,
    }
    assert brief.matrix.highest == 2
    assert brief.matrix.unplaced == 1


def test_a_new_outlet_makes_no_rise(brief: Brief) -> None:
    assert brief.matrix.totals["alfa"] == Figure(now=3, before=2, same_now=2, same_before=1)
    assert brief.matrix.cell("alfa", "living") == Figure(now=1, before=1, same_now=0, same_before=0)
    assert brief.matrix.cell("gama", "governance").change == 1
    assert brief.matrix.cell("beta", "economy") == Figure(0, 0, 0, 0)


def test_lists_outlets_by_relevant_articles(brief: Brief) -> None:
    rows = [(row.name, row.read, row.relevant, row.read_before, row.relevant_before) for row in brief.outlets]
    assert rows == [
        ("Harian Alfa", 6, 4, 2, 1),
        ("Warta Beta", 5, 4, 2, 1),
        ("Pemkot Gama", 3, 2, 2, 2),
        ("Media Baru", 2, 2, 0, 0),
        ("Judul Saja", 1, 1, 0, 0),
        ("Media Lama", 0, 0, 1, 1),
    ]
    assert [row.owner for row in brief.outlets][2:4] == ["government", "press"]
