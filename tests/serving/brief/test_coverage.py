from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.clock import Week
from serving.brief.gather import gather_brief
from serving.brief.parts import Brief
from serving.brief.seen import Patchy


def test_names_every_source_that_was_not_seen_with_state_and_last_day(brief: Brief) -> None:
    found = {group.names: (group.state, group.last_seen_on) for group in brief.coverage.unseen}
    assert found == {
        ("Media Diam",): ("disabled", (None,)),
        ("Media Lama",): ("blocked", (date(2026, 11, 8),)),
        ("Media Mati",): ("unreachable", (None,)),
    }
    assert brief.coverage.sources == 8


def test_tells_partly_seen_missed_and_quiet_sources_apart(brief: Brief) -> None:
    assert brief.coverage.partial == ("Media Baru",)
    assert brief.coverage.patchy == (Patchy("Warta Beta", 1, 2),)
    assert brief.coverage.quiet == ("Pemkot Gama",)  # three articles, at least five expected


def test_sources_that_fail_alike_stand_together(engine: Engine, catalogue: Catalogue, week: Week) -> None:
    never, disabled = gather_brief(engine, catalogue, week).coverage.unseen[::-1]
    if never.state == "disabled":
        never, disabled = disabled, never
    assert len(never.names) == 7
    assert disabled.names == ("Media Diam",)


def test_a_week_whose_last_night_came_too_early_is_not_complete(
    filled: Engine, catalogue: Catalogue, week: Week
) -> None:
    with filled.begin() as connection:
        connection.exec_driver_sql("DELETE FROM source_night WHERE ended_at > '2026-11-15'")
    assert not gather_brief(filled, catalogue, week).coverage.is_complete
    assert gather_brief(filled, catalogue, week.before()).coverage.is_complete
