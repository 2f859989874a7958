"""`pantau matrix` and `pantau status`: the store seen from above."""

from __future__ import annotations

import click

from models.clock import WIB, Week, parse_week
from models.errors import UsageError
from serving.cli.context import json_option, last_full_week, load_catalogue, open_engine, parse_span, span_options
from serving.cli.printing import print_json, print_table
from serving.monitor import PROVINCE_ROW, Cell

_SAID_BY_THE_NIGHT = ("as_expected", "broken", "unknown")
"""Verdicts the reason of the last night explains; the others have a reason of their own."""


@click.command()
@span_options
@json_option
def matrix(week: str | None, since: str | None, until: str | None, as_json: bool) -> None:
    """Events per regency and pillar; last week unless told otherwise.

    A cell reads "2+3": two events whose news name the smart-city programme, three that only belong to a pillar.
    Copies of one press release are one event.

    \b
    Examples:
      pantau matrix --week 2026-W46
      pantau matrix --since 2026-01-01 --until 2026-06-30 --json
    """
    from serving.monitor import matrix as make_matrix

    if not (week or since or until):
        week = str(last_full_week())
    start, end = parse_span(week, since, until)
    if start is None or end is None:
        raise UsageError("give both --since and --until, or --week")
    table = make_matrix(open_engine(), load_catalogue(), start, end)
    if as_json:
        print_json(table.as_dict())
        return
    title = f"Events by regency and pillar, {_span_name(week, since, until)}"
    rows = [
        (
            row,
            *(_shown(table.cell(row, pillar)) for pillar in table.pillars),
            _shown(table.totals.get(row, Cell())),
            table.totals.get(row, Cell()).articles,
        )
        for row in table.rows
    ]
    columns = ("regency", *table.pillars, "events", "articles")
    caption = f"explicit + implicit events; {PROVINCE_ROW} = news of the province as a whole"
    print_table(title, columns, rows, right=columns[1:], caption=caption)


@click.command()
@json_option
def status(as_json: bool) -> None:
    """How every source fares: state of its last night, articles of its last seven days, and a verdict on both.

    Verdicts: as expected; quiet, silent too long, above (against its own habit, weekends and holidays allowed for, and
    against its file); broken (not seen in its last night); unknown.

    \b
    Example:
      pantau status --json
    """
    from serving.monitor import source_statuses

    statuses = source_statuses(open_engine(), load_catalogue())
    if as_json:
        print_json([found.as_dict() for found in statuses])
        return
    counted = ("articles", "refused", "7 days", "usual")
    columns = ("source", "state", "last seen (WIB)", *counted, "expected", "verdict", "reason")
    rows = [
        (
            found.source_id,
            found.state,
            f"{found.last_seen_at.astimezone(WIB):%Y-%m-%d %H:%M}" if found.last_seen_at else "never",
            found.articles,
            found.refused,
            found.last_week,
            "" if found.usual_week is None else f"{found.usual_week:g}",
            f"{found.expected_min}-{found.expected_max}",
            found.verdict.replace("_", " "),
            found.reason if found.verdict in _SAID_BY_THE_NIGHT else found.verdict_reason,
        )
        for found in statuses
    ]
    print_table("Sources", columns, rows, right=counted)


def _shown(cell: Cell) -> str:
    return f"{cell.explicit_events}+{cell.implicit_events}" if cell.events else "·"


def _span_name(week: str | None, since: str | None, until: str | None) -> str:
    if not week:
        return f"{since} to {until}"
    chosen: Week = parse_week(week)
    return f"{chosen} ({chosen.monday} to {chosen.sunday})"
