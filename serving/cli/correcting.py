"""`pantau correct` and `pantau corrections`: an analyst's word instead of the machine's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from models.errors import UsageError
from models.lexicon import PILLARS
from serving.cli.context import json_option, load_catalogue, open_engine
from serving.cli.printing import print_json, print_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.corrections import Correction
    from serving.changes import Asked

SCOPES = ("regency", "several", "province", "elsewhere")


def author_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--by` and `--note`: who says so, and why."""
    command = click.option("--note", metavar="TEXT", default="", help="Why; shown beside the correction.")(command)
    return click.option(
        "--by", "made_by", metavar="NAME", required=True, envvar="PANTAU_ANALYST",
        help="Who corrects; PANTAU_ANALYST unless given.",
    )(command)  # fmt: skip


@click.command()
@click.argument("article")
@click.option("--relevant", "relevance", flag_value="relevant", help="It belongs here, though the machine says no.")
@click.option("--not-relevant", "relevance", flag_value="none", help="It does not belong here.")
@click.option("--explicit", "relevance", flag_value="explicit", help="Relevant, and it names the programme.")
@click.option("--implicit", "relevance", flag_value="implicit", help="Relevant by its pillar alone.")
@click.option("--scope", type=click.Choice(SCOPES), help="Of one regency, several, the province, or elsewhere.")
@click.option("--add-regency", "add_regencies", metavar="SLUG", multiple=True, help="May be repeated.")
@click.option("--remove-regency", "remove_regencies", metavar="SLUG", multiple=True, help="May be repeated.")
@click.option("--add-pillar", "add_pillars", metavar="PILLAR[:RANK]", multiple=True, help="Rank 1 is the dominant one.")
@click.option("--remove-pillar", "remove_pillars", type=click.Choice(PILLARS), multiple=True, help="May be repeated.")
@click.option("--milestone", "milestones", metavar="KIND[:STATUS[:DAY[:REGENCY]]]", multiple=True,
              help="Set a step; parts left empty stay as they are.")  # fmt: skip
@click.option("--remove-milestone", "remove_milestones", metavar="KIND[:REGENCY]", multiple=True, help="Drop a step.")
@click.option(
    "--story", metavar="merge:ARTICLE|split", help="It tells the event of another article, or one of its own."
)
@author_options
@json_option
def correct(article: str, made_by: str, note: str, as_json: bool, **wanted: Any) -> None:
    """Correct the tags or the story of ARTICLE, given by its number or its address.

    What the machine said is kept beside it. The correction holds everywhere at once and through every later reading,
    tagging and grouping, until `pantau corrections undo` takes it back.

    \b
    Examples:
      pantau correct 187 --not-relevant --by Rina --note "iklan jam tangan"
      pantau correct 42 --remove-regency bangka --add-regency bangka-barat --by Rina
      pantau correct 42 --add-pillar living:1 --remove-pillar branding --by Rina
      pantau correct 42 --milestone launch-app:planned:2026-12-01:bangka-barat --by Rina
      pantau correct https://laskarwarta.example/2026/11/09/judul/ --story merge:42 --by Rina
    """
    from serving.correcting import Author, correct_article
    from serving.finding import find_article

    engine, catalogue = open_engine(), load_catalogue()
    article_id = find_article(engine, catalogue, article)
    asked = _read(wanted)
    _print(correct_article(engine, catalogue, article_id, asked, Author(made_by, note)), as_json)


@click.group()
def corrections() -> None:
    """What analysts corrected: list it, take it back, hand it on as labelled data."""


@corrections.command("list")
@click.option("--article", help="Only of this article: number or address.")
@click.option("--active", "is_active", is_flag=True, help="Only those that count: neither undone nor undoing.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the last N.")
@json_option
def list_corrections(article: str | None, is_active: bool, limit: int | None, as_json: bool) -> None:
    """Every correction in the order in which it was made, undone ones too.

    \b
    Example:
      pantau corrections list --article 42 --json
    """
    from models.store.corrections import load_corrections
    from serving.finding import find_article

    engine = open_engine()
    ids = [find_article(engine, load_catalogue(), article)] if article else None
    with engine.connect() as connection:
        found = load_corrections(connection, article_ids=ids, is_active=is_active, limit=limit)
    _print(found, as_json)


@corrections.command()
@click.argument("correction_id", metavar="ID", type=click.IntRange(1))
@author_options
@json_option
def undo(correction_id: int, made_by: str, note: str, as_json: bool) -> None:
    """Take correction ID back. Nothing is deleted: the list shows both.

    \b
    Example:
      pantau corrections undo 12 --by Rina --note "salah artikel"
    """
    from serving.correcting import Author, undo_correction

    _print([undo_correction(open_engine(), correction_id, Author(made_by, note))], as_json)


@corrections.command("export")
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Instead of stdout.")
def export_corrections(out: Path | None) -> None:
    """The corrected articles as labelled data (JSON lines), as `pantau evaluate tags` reads them.

    Articles of which no more than an excerpt may be kept carry no text: they are looked up in the store.

    \b
    Examples:
      pantau corrections export --out corrected.jsonl
      pantau evaluate tags corrected.jsonl -v
    """
    from serving.cli.exporting import write_out
    from serving.labelling import labelled_rows

    write_out(labelled_rows(open_engine()), "jsonl", out, noun="labelled articles")


def _read(wanted: dict[str, Any]) -> Asked:
    from serving.changes import make_asked, parse_milestone, parse_pillar, parse_removal
    from serving.finding import find_article

    merge_with = None
    story = wanted.pop("story")
    if story not in (None, "split"):
        verb, _, other = story.partition(":")
        if verb != "merge" or not other:
            raise UsageError(f"--story {story!r} is neither merge:ARTICLE nor split")
        merge_with = find_article(open_engine(), load_catalogue(), other)
    parts = {
        "add_pillars": [parse_pillar(words) for words in wanted.pop("add_pillars")],
        "milestones": [parse_milestone(words) for words in wanted.pop("milestones")],
        "remove_milestones": [parse_removal(words) for words in wanted.pop("remove_milestones")],
    }
    return make_asked(**wanted, **parts, merge_with=merge_with, split=story == "split")


def _print(found: list[Correction], as_json: bool) -> None:
    from models.clock import WIB
    from serving.corrections import as_dict, describe

    if as_json:
        print_json([as_dict(correction) for correction in found])
        return
    rows = [
        (
            correction.id,
            f"{correction.made_at.astimezone(WIB):%Y-%m-%d %H:%M}",
            correction.made_by,
            correction.article_id or correction.article_key,
            describe(correction),
            f"undone by {correction.undone_by_id}" if correction.undone_by_id else "",
            correction.note,
        )
        for correction in found
    ]
    columns = ("id", "when (WIB)", "by", "article", "what", "", "note")
    print_table(f"{len(rows)} corrections", columns, rows)
