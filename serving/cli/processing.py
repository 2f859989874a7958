"""`pantau process`: the half of the night that reads what is archived, and doing a stage of it again.

How differences are shown belongs to `differing.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from models.clock import parse_day, start_of_day
from models.errors import ReadingError, UsageError
from serving.cli.context import json_option, load_catalogue, load_settings, open_engine
from serving.cli.differing import print_readings, print_tags
from serving.cli.printing import open_lines, print_json, progress_bar

if TYPE_CHECKING:
    from models.store.choice import Choice
    from pipelines.stages import Differences, StageReport

_EXAMPLES = 3


class _Again(NamedTuple):
    """The options of `--again`."""

    stage: str | None
    sources: tuple[str, ...]
    since: str | None
    is_trial: bool
    is_accepted: bool
    examples: int | None
    out: Path | None
    as_json: bool

    @property
    def examples_each(self) -> int:
        return _EXAMPLES if self.examples is None else self.examples

    def choose(self) -> Choice:
        """Which pages or articles; UsageError for an unknown source or day."""
        from models.store.choice import Choice

        sources = tuple(source if source == "import" else load_catalogue().source(source).id for source in self.sources)
        return Choice(sources, start_of_day(parse_day(self.since)) if self.since else None)

    def check(self) -> None:
        """UsageError for options that mean nothing together."""
        given = {
            "--source": self.sources,
            "--since": self.since,
            "--dry-run": self.is_trial,
            "--accept": self.is_accepted,
            "--examples": self.examples is not None,
            "--out": self.out,
        }
        named = [name for name, value in given.items() if value]
        if self.stage is None and named:
            raise UsageError(f"{named[0]} needs --again extract or --again tag")
        if self.is_accepted and self.stage != "extract":
            raise UsageError("--accept is for --again extract: another tagging is never held back")
        if self.is_accepted and self.is_trial:
            raise UsageError("give --dry-run or --accept, not both")


@click.command()
@click.option("--again", "stage", type=click.Choice(["extract", "tag"]), help="Do this stage again for what is done.")
@click.option("--source", "sources", metavar="ID", multiple=True, help="With --again: only this source; repeatable.")
@click.option("--since", metavar="DAY", help="With --again: pages fetched, or articles published, from this day on.")
@click.option("--dry-run", "is_trial", is_flag=True, help="With --again: only say what would change.")
@click.option("--accept", "is_accepted", is_flag=True, help="Publish a reading that loses more than 2 % all the same.")
@click.option("--examples", metavar="N", type=click.IntRange(0, 1000), help="Of each kind of change [default: 3].")
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Every change, as JSONL.")
@json_option
def process(**options: Any) -> None:
    """Read, deduplicate, tag and embed what is archived and not yet done, or was done by an older version.

    --again extract reads every page that was read before from the archive with the present readers, reports what is
    different field by field, and publishes it; nothing is published (exit code 1) if more than 2 % of the pages lose
    their body or date. --again tag tags stored articles with the present rules and reports what is different tag by
    tag. Both can be stopped at any moment and done again. Article ids and analysts' corrections stay.

    \b
    Examples:
      pantau process
      pantau process --again extract --dry-run --source laspela
      pantau process --again extract --accept --out changes.jsonl
      pantau process --again tag --since 2026-11-01
    """
    again = _Again(**options)
    again.check()
    if again.stage == "extract":
        _extract_again(again)
    elif again.stage == "tag":
        _tag_again(again)
    else:
        _process_new(as_json=again.as_json)


def process_archived(*, quiet: bool) -> tuple[list[StageReport], Differences]:
    """Run every stage, with a line for each unless `quiet`; what has to be decided goes to stderr."""
    from pipelines.stages import Differences, run_stages

    reports, differences = [], Differences()
    for report in run_stages(open_engine(), load_catalogue(), load_settings(), progress_bar, differences):
        reports.append(report)
        if not quiet:
            print_stage(report.stage, report.counts, report.seconds)
        if report.warning:
            click.echo(report.warning, err=True)
    return reports, differences


def print_stage(stage: str, counts: dict[str, int], seconds: float) -> None:
    """The one line of a stage."""
    said = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items())
    click.echo(f"{stage:<12} {said or 'nothing to do'}  ({seconds:.1f} s)")


def stages_as_dict(reports: list[StageReport], differences: Differences) -> dict[str, Any]:
    """Stages for JSON; what a new version changed is there only after one."""
    told: dict[str, Any] = {"stages": [vars(report) for report in reports]}
    if differences.readings.pages:
        told["readings"] = differences.readings.as_dict()
    if differences.tags.articles:
        told["tags"] = differences.tags.as_dict()
    return told


def print_differences(differences: Differences) -> None:
    """What a new version of readers or rules changed; nothing on an ordinary night."""
    if differences.readings.pages:
        print_readings(differences.readings)
    if differences.tags.articles:
        print_tags(differences.tags)


def _process_new(*, as_json: bool) -> None:
    reports, differences = process_archived(quiet=as_json)
    if as_json:
        print_json(stages_as_dict(reports, differences))
    else:
        print_differences(differences)


def _extract_again(again: _Again) -> None:
    from pipelines.reading_differences import ReadingDifferences
    from pipelines.rereading import reread_pages

    choice, engine, catalogue, settings = again.choose(), open_engine(), load_catalogue(), load_settings()
    with open_lines(again.out) as sink, progress_bar("extract again") as progress:
        differences = ReadingDifferences(again.examples_each, sink)
        done = reread_pages(
            engine, catalogue, settings, choice, differences, progress,
            is_trial=again.is_trial, is_accepted=again.is_accepted,
        )  # fmt: skip
    if not again.as_json:
        print_readings(differences, missing=done.missing)
    is_held_back = not (done.is_published or again.is_trial)
    reports, told = process_archived(quiet=again.as_json) if done.is_published else ([], None)
    if again.as_json:
        stages = stages_as_dict(reports, told) if told else {"stages": []}
        print_json({"again": "extract", **vars(done), **differences.as_dict(), **stages})
    elif again.is_trial:
        needs_word = "" if differences.is_publishable else ", and nothing would be without --accept"
        click.echo(f"Dry run: nothing was published{needs_word}.")
    if is_held_back:
        raise ReadingError(f"{differences.describe_loss()}; nothing was published, --accept publishes it all the same")


def _tag_again(again: _Again) -> None:
    from pipelines.retagging import retag_articles
    from pipelines.tag_differences import TagDifferences

    choice, engine, catalogue, settings = again.choose(), open_engine(), load_catalogue(), load_settings()
    with open_lines(again.out) as sink, progress_bar("tag again") as progress:
        differences = TagDifferences(again.examples_each, sink)
        tagged = retag_articles(
            engine, catalogue, choice, differences, progress,
            archive_dir=settings.archive_dir, is_trial=again.is_trial,
        )  # fmt: skip
    if again.as_json:
        print_json({"again": "tag", "tagged": tagged, "is_written": not again.is_trial, **differences.as_dict()})
        return
    print_tags(differences)
    if again.is_trial:
        click.echo("Dry run: nothing was written.")
