"""`pantau import`: articles from elsewhere, through the same stages."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from serving.cli.context import json_option, load_catalogue, load_settings, open_engine
from serving.cli.printing import print_json, progress_bar

SHOWN = 20


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def import_articles(file: Path, as_json: bool) -> None:
    """Take in articles from FILE, one JSON object a line, and read, tag and embed them.

    Needed: url, and text or html. Optional: title, published (ISO), outlet, author. Other keys are ignored with one
    warning; a line that cannot be taken is named and skipped. Exit code 1 only if no line could be taken.

    \b
    Example:
      pantau import articles.jsonl
    """
    from pipelines.importing import import_file
    from pipelines.stages import run_stages

    engine, catalogue, settings = open_engine(), load_catalogue(), load_settings()
    with progress_bar("import") as progress:
        report = import_file(engine, catalogue, settings.archive_dir, file, progress)
    stages = list(run_stages(engine, catalogue, settings, progress_bar))
    if report.ignored_keys:
        click.echo(f"{file}: ignored keys: {', '.join(sorted(report.ignored_keys))}", err=True)
    for problem in report.bad[:SHOWN]:
        click.echo(problem, err=True)
    if len(report.bad) > SHOWN:
        click.echo(f"... and {len(report.bad) - SHOWN} more lines", err=True)
    if as_json:
        print_json({**vars(report), "ignored_keys": sorted(report.ignored_keys), "stages": [vars(s) for s in stages]})
    else:
        click.echo(f"{report.imported} imported, {report.known} already known, {len(report.bad)} refused")
    if report.bad and not (report.imported or report.known):
        sys.exit(1)
