from __future__ import annotations

from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.clock import Week
from serving.brief.rows import load_rows, printable


def test_a_week_begins_and_ends_at_midnight_in_jakarta(filled: Engine, catalogue: Catalogue, week: Week) -> None:
    rows = load_rows(filled, catalogue, week)
    assert rows.before[-1].title.startswith("L5")  # Sunday 23:59
    assert rows.now[-1].title.startswith("S6")  # Sunday 23:30
    assert sum(row.read for row in rows.delivered) == 24  # Monday 00:00 of the next week is left out


def test_articles_without_a_story_are_stories_of_their_own(filled: Engine, catalogue: Catalogue, week: Week) -> None:
    alone = [article for article in load_rows(filled, catalogue, week).now if article.title.startswith("S4")]
    assert [article.story for article in alone] == [-alone[0].id]


def test_only_milestones_of_the_week_are_read(filled: Engine, catalogue: Catalogue, week: Week) -> None:
    assert len(load_rows(filled, catalogue, week).milestones) == 8
    assert load_rows(filled, catalogue, week.before()).milestones == []


def test_an_outlet_of_no_source_keeps_its_own_name(filled: Engine, catalogue: Catalogue, week: Week) -> None:
    with filled.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE article SET source_id = 'import', outlet = 'Koran Tamu' WHERE title LIKE 'S5%%'"
        )
    (guest,) = [row for row in load_rows(filled, catalogue, week).delivered if row.outlet == "Koran Tamu"]
    assert (guest.outlet_id, guest.read, guest.relevant) == ("Koran Tamu", 1, 1)


def test_nights_are_counted_from_noon_to_noon(filled: Engine, catalogue: Catalogue, week: Week) -> None:
    nights = {row.source_id: (row.seen, row.nights) for row in load_rows(filled, catalogue, week).nights}
    assert nights["harian_alfa"] == (2, 2)  # the night of 8 November belongs to the week before
    assert nights["warta_beta"] == (1, 2)


def test_control_characters_are_taken_out_and_line_breaks_kept() -> None:
    assert printable("a\x00b\x0bc\ud800\nd\te") == "abc\nd\te"
