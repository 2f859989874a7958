"""Builds the bundled sample archive: `python -m samples.build [--check]`.

Reads articles, sources and looks of this folder; writes archive/sample.warc.gz and truth.jsonl, the same bytes on
every run. With --check nothing is written and any difference to the committed files is an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from models.errors import ProjectError
from samples.labels import CRAWLED_AT
from samples.outlets import Outlet, load_outlets
from samples.site import answer_outlet
from samples.truth import write_truth
from samples.warc import NOTE, Answer, first_difference, write_archive

HERE = Path(__file__).parent
ARCHIVE = Path("archive") / "sample.warc.gz"
TRUTH = Path("truth.jsonl")
INFO = {
    "software": "Pantau samples.build",
    "format": "WARC File Format 1.1",
    "description": f"{NOTE}: every outlet, article and event in this file is invented.",
    "isPartOf": "pantau-samples",
    "robots": "classic",
}
_PAUSE = timedelta(seconds=5)
_HEAD_START = timedelta(seconds=3)


@dataclass(frozen=True)
class Build:
    """The two files made from the sample folder, and how many answers and articles are in them."""

    archive: bytes
    truth: str
    answers: int
    articles: int


def build(folder: Path = HERE, *, show_progress: bool = False) -> Build:
    """Renders and packs everything in memory. Raises CatalogError naming the file and field that is wrong."""
    outlets = load_outlets(folder)
    answers: list[tuple[datetime, Answer]] = []
    shown = track(outlets, "Rendering", console=Console(stderr=True), transient=True, disable=not show_progress)
    for number, outlet in enumerate(shown):
        answers += _spread(number, outlet)
    articles = sum(len(outlet.posts) for outlet in outlets)
    return Build(write_archive(answers, INFO), write_truth(outlets), len(answers), articles)


def difference(made: Build, folder: Path = HERE) -> str | None:
    """The first difference between a build and the committed files; None when there is none."""
    for path in (folder / ARCHIVE, folder / TRUTH):
        if not path.is_file():
            return f"{path} is missing"
    found = first_difference((folder / ARCHIVE).read_bytes(), made.archive)
    if found:
        return f"{folder / ARCHIVE}: {found}"
    old = (folder / TRUTH).read_text(encoding="utf-8").splitlines()
    new = made.truth.splitlines()
    for number, (before, after) in enumerate(zip(old, new, strict=False), start=1):
        if before != after:
            return f"{folder / TRUTH}:{number}: was {before[:90]}, is {after[:90]}"
    return None if len(old) == len(new) else f"{folder / TRUTH}: has {len(old)} lines, should have {len(new)}"


def _spread(number: int, outlet: Outlet) -> list[tuple[datetime, Answer]]:
    """Outlets are crawled side by side, each with a pause between two requests."""
    start = CRAWLED_AT + number * _HEAD_START
    return [(start + index * _PAUSE, answer) for index, answer in enumerate(answer_outlet(outlet))]


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; fail if the committed files are not what would be written.")
def main(check: bool) -> None:
    """Build the sample archive and its truth file."""
    try:
        made = build(show_progress=True)
        found = difference(made) if check else None
    except ProjectError as error:
        raise click.ClickException(str(error)) from error
    if found:
        raise click.ClickException(f"{found}; run python -m samples.build")
    if not check:
        (HERE / ARCHIVE).parent.mkdir(exist_ok=True)
        (HERE / ARCHIVE).write_bytes(made.archive)
        (HERE / TRUTH).write_text(made.truth, encoding="utf-8")
    done = "is up to date" if check else "written"
    size = len(made.archive) / 1e6
    click.echo(f"{ARCHIVE} {done}: {made.articles} articles, {made.answers} answers, {size:.2f} MB", err=True)


if __name__ == "__main__":
    main()
