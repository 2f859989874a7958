"""`pantau ledger`: the steps of the programme per regency."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from serving.cli.context import check_choice, json_option, load_catalogue, open_engine
from serving.cli.printing import print_json, print_table

if TYPE_CHECKING:
    from serving.ledger import PlaceLedger
    from serving.ledger_steps import Report

STATES = {
    "in_programme": "in the national programme since {since}",
    "no_evidence": "not in the national programme (no evidence)",
    "no_news": "no relevant news",
}


@click.command()
@click.option("--regency", metavar="SLUG", help="Only this regency, or `province`.")
@json_option
def ledger(regency: str | None, as_json: bool) -> None:
    """Steps of the programme per regency in order of time: status, day, how many articles of how many outlets.

    Copies of one press release are one report. A later report corrects an earlier one; both are listed.

    \b
    Examples:
      pantau ledger --regency bangka-tengah
      pantau ledger --json
    """
    from serving.ledger import make_ledger
    from serving.monitor import PROVINCE_ROW

    catalogue = load_catalogue()
    check_choice(regency, "regency", [*catalogue.regencies, PROVINCE_ROW])
    found = [place for place in make_ledger(open_engine(), catalogue) if regency in (None, place.place)]
    if as_json:
        print_json([place.as_dict() for place in found])
        return
    for place in found:
        _print_place(place)


def _print_place(place: PlaceLedger) -> None:
    state = STATES[place.state].format(since=place.in_programme_since) if place.place else "given to no place"
    if not place.steps:
        click.echo(f"{place.place}: {state}; no step reported\n")
        return
    rows: list[tuple[object, ...]] = []
    for step in place.steps:
        status = f"{step.status.replace('_', ' ')}{' (corrected)' if step.is_corrected else ''}"
        rows.append((step.event_on or "no date", step.kind, status, step.programme, step.articles, step.outlets))
        rows += [("", "", f"  earlier: {_said(report)}", "", "", "") for report in step.superseded]
    columns = ("day", "step", "status", "programme", "articles", "outlets")
    print_table(f"{place.place or 'no place'}: {state}", columns, rows, right=("articles", "outlets"))


def _said(report: Report) -> str:
    return f"{report.status.replace('_', ' ')}{f', {report.event_on}' if report.event_on else ''}"
