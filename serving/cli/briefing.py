"""`pantau brief`."""

from __future__ import annotations

from pathlib import Path

import click

from models.clock import parse_week
from serving.cli.context import json_option, last_full_week, load_catalogue, load_settings, open_engine
from serving.cli.printing import print_json


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
@json_option
def brief(week: str | None, formats: str, out: Path | None, as_json: bool) -> None:
    """Write the weekly media-monitoring brief, in Indonesian, and print where it is.

    A second run replaces the files of the first. PDF needs the Debian packages libpango-1.0-0, libpangoft2-1.0-0 and
    libharfbuzz-subset0.

    \b
    Examples:
      pantau brief
      pantau brief --week 2026-W46 --format docx,pdf,xlsx,html --out briefs/
    """
    from serving.brief.write import check_formats, write_brief

    chosen = check_formats(formats.split(","))
    asked = parse_week(week) if week else last_full_week()
    paths = write_brief(open_engine(), load_catalogue(), asked, chosen, out or load_settings().brief_dir)
    if as_json:
        print_json({"week": str(asked), "files": [str(path) for path in paths]})
        return
    for path in paths:
        click.echo(path)
