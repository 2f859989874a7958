"""`pantau brief`: of a whole week, or cut by a query."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.clock import Week, parse_week
from models.errors import UsageError
from serving.cli.context import json_option, last_full_week, load_catalogue, load_settings, open_engine
from serving.cli.printing import print_json

if TYPE_CHECKING:
    from serving.brief.cut import Cut


@click.command()
@click.option("--week", metavar="WEEK", help="An ISO week (2026-W46); the last full week unless given.")
@click.option(
    "--format",
    "formats",
    metavar="LIST",
    default="docx,html",
    show_default=True,
    help="Any of docx, pdf, xlsx, html, joined by commas.",
)
@click.option(
    "--out", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Instead of PANTAU_HOME/briefs."
)
@click.option("--query", metavar="QUERY", help="Only articles that meet this query (see `pantau search --help`).")
@click.option("--saved", metavar="NAME", help="Only articles that meet the search saved under this name.")
@json_option
def brief(
    week: str | None, formats: str, out: Path | None, query: str | None, saved: str | None, as_json: bool
) -> None:
    """Write the weekly media-monitoring brief, in Indonesian, and print where it is.

    With --query or --saved it is cut to the articles that meet that query, the week before too, says so on its first
    page, and goes into files of its own. Each word of the query has to hold (or what means the same), like its fields
    and exact phrases; nothing is ranked and no spelling corrected. Days like "minggu lalu" count from the Monday after
    the week.

    A second run replaces the files of the first. PDF needs the Debian packages libpango-1.0-0, libpangoft2-1.0-0 and
    libharfbuzz-subset0.

    \b
    Examples:
      pantau brief
      pantau brief --week 2026-W46 --format docx,pdf,xlsx,html --out briefs/
      pantau brief --query '"command center" -anggaran wilayah:bateng'
      pantau brief --week 2026-W46 --saved "Parkir kota"
    """
    from serving.brief.write import check_formats, write_brief

    chosen = check_formats(formats.split(","))
    asked = parse_week(week) if week else last_full_week()
    if query is not None and saved is not None:
        raise UsageError("give --query or --saved, not both")
    cut = _make_cut(asked, query, saved)
    paths = write_brief(open_engine(), load_catalogue(), asked, chosen, out or load_settings().brief_dir, cut)
    if as_json:
        told = {"cut": cut.as_dict()} if cut else {}
        print_json({"week": str(asked), "files": [str(path) for path in paths], **told})
        return
    for line in _describe(cut) if cut else ():
        click.echo(line, err=True)
    for path in paths:
        click.echo(path)


def _make_cut(week: Week, query: str | None, saved: str | None) -> Cut | None:
    from serving.brief.cut import make_cut
    from serving.saved import find_saved

    if saved is not None:
        kept = find_saved(open_engine(), saved)
        return make_cut(open_engine(), load_catalogue(), week, kept.query, kept.name)
    return None if query is None else make_cut(open_engine(), load_catalogue(), week, query)


def _describe(cut: Cut) -> list[str]:
    """What the query was taken for, and what of it was not understood."""
    said = cut.narrowing
    unknown = [
        f"no article holds {word!r}{f'; did you mean {close!r}?' if close else ''}"
        for word, close in said.unknown.items()
    ]
    return [
        f"only articles that meet {said.query!r}",
        *(f"must hold: {' or '.join(demand.names)}" for demand in said.demands),
        *(f"without: {words}" for words in said.without),
        *(f"only {name} {value}" for name, value in said.filters.named().items()),
        *said.problems,
        *unknown,
    ]
