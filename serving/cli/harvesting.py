"""`pantau nightly` and `harvest`: the night as a whole and its first half. The second half is in `processing.py`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from models.clock import parse_day, start_of_day
from models.errors import SourceError
from serving.cli.context import json_option, load_catalogue, load_settings
from serving.cli.printing import print_json, print_table, progress_bar
from serving.cli.processing import print_differences, print_stage, process_archived, stages_as_dict

if TYPE_CHECKING:
    from pipelines.stages import Progress
    from spiders.report import NightReport, SourceReport

_replay = click.option(
    "--replay",
    metavar="WARC",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Answer every request from this web archive instead of the network.",
)
_sources = click.option("--source", "sources", metavar="ID", multiple=True, help="Only this source; may be repeated.")
_since = click.option("--since", metavar="DAY", help="Go back to this day (2026-11-01) instead of the usual window.")


@click.command()
@_replay
@_sources
@_since
@json_option
def nightly(replay: Path | None, sources: tuple[str, ...], since: str | None, as_json: bool) -> None:
    """Harvest every source, then read, deduplicate, tag and embed what is new.

    Nothing known is fetched again; a night that was cut off is completed by the next one. The exit code is 1 only
    if the night failed as a whole.

    \b
    Examples:
      pantau nightly
      pantau nightly --source bangkapos --source laspela
      pantau nightly --replay samples/archive/sample.warc.gz
    """
    night = _harvest(replay, sources, since, quiet=as_json)
    reports, differences = process_archived(quiet=as_json)
    if as_json:
        print_json({**_night_as_dict(night), **stages_as_dict(reports, differences)})
    else:
        print_differences(differences)
        _print_sources(night)
        _print_sample_note(night)
    _check_night(night)


@click.command()
@_replay
@_sources
@_since
@json_option
def harvest(replay: Path | None, sources: tuple[str, ...], since: str | None, as_json: bool) -> None:
    """Fetch and archive new pages, without reading them.

    \b
    Example:
      pantau harvest --source portal_bateng
    """
    night = _harvest(replay, sources, since, quiet=as_json)
    if as_json:
        print_json(_night_as_dict(night))
    else:
        _print_sources(night)
    _check_night(night)


def _harvest(replay: Path | None, sources: tuple[str, ...], since: str | None, *, quiet: bool) -> NightReport:
    from spiders.run import harvest as run_harvest

    start: datetime | None = start_of_day(parse_day(since)) if since else None
    catalogue = load_catalogue()
    chosen = [catalogue.source(source_id).id for source_id in sources] or None
    with progress_bar("harvest") as bar:
        ticker = _Ticker(bar, len(chosen or catalogue.sources))
        night = run_harvest(load_settings(), catalogue, sources=chosen, replay=replay, since=start, progress=ticker)
    for warning in night.warnings:
        click.echo(warning, err=True)
    if not quiet:
        fetched = sum(report.fetched for report in night.sources)
        requests = sum(report.requests for report in night.sources)
        print_stage("harvest", {"pages": fetched, "requests": requests, "sources": len(night.sources)}, night.seconds)
    return night


class _Ticker:
    """Moves a bar on by one for every source that is through."""

    def __init__(self, bar: Progress, total: int) -> None:
        self._bar, self._total, self._done = bar, total, 0

    def __call__(self, report: SourceReport) -> None:
        self._done += 1
        self._bar(self._done, self._total)


def _night_as_dict(night: NightReport) -> dict[str, Any]:
    return {
        "night": night.night_id,
        "state": night.state,
        "reason": night.reason,
        "seconds": round(night.seconds, 2),
        "sources": [vars(report) for report in night.sources],
    }


def _check_night(night: NightReport) -> None:
    if night.state == "failed":
        raise SourceError(f"night {night.night_id} failed: {night.reason}")


def _print_sources(night: NightReport) -> None:
    columns = ("source", "state", "new pages", "known", "failed", "skipped", "requests", "reason")
    rows = [
        (r.source_id, r.state, r.fetched, r.known, r.failed, r.skipped, r.requests, r.reason) for r in night.sources
    ]
    print_table("Sources", columns, rows, right=columns[2:7])


def _print_sample_note(night: NightReport) -> None:
    sources = load_catalogue().sources
    if any(sources[report.source_id].is_sample for report in night.sources):
        click.echo("Outlets under .example are fictional; for real news use another PANTAU_HOME or DATABASE_URL.")
