"""`pantau search`: the options. What is shown of the answer is in `findings.py`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from models.clock import parse_day
from models.errors import UsageError
from models.lexicon import MILESTONE_KINDS
from serving.cli.context import MODES, check_choice, json_option, load_catalogue, load_settings, open_engine
from serving.cli.exporting import write_out
from serving.cli.printing import print_json

if TYPE_CHECKING:
    from serving.search import Filters

_FILTERS = (
    click.option(
        "--regency", metavar="SLUG",
        help="Only this regency (bangka-tengah), or `province` for news of the province itself; several with commas.",
    ),
    click.option("--pillar", metavar="PILLAR", help="Only this pillar (governance)."),
    click.option("--since", metavar="DAY", help="First day, WIB (2026-11-09)."),
    click.option("--until", metavar="DAY", help="Last day, WIB (2026-11-15)."),
    click.option("--source", metavar="ID", help="Only this source."),
    click.option("--milestone", metavar="KIND", help="Only articles reporting this step (bimtek-2, launch-app)."),
    click.option("--story", type=click.IntRange(1, 2**63 - 1), metavar="ID", help="Only articles of this story."),
)  # fmt: skip
_MANNERS = (
    click.option("--mode", type=click.Choice(MODES), default="hybrid", show_default=True),
    click.option("--order", type=click.Choice(["relevance", "date"]), default="relevance", show_default=True),
    click.option(
        "--by", type=click.Choice(["article", "story"]), default="article", show_default=True,
        help="story: the best article of each, with the others folded under it.",
    ),
    click.option("--literal", "is_literal", is_flag=True, help="No synonyms, places, days or corrected spelling."),
    click.option("--timeless", is_flag=True, help="Newer articles are not preferred."),
    click.option("--like", type=click.IntRange(1, 2**63 - 1), metavar="ID", help="More like this article."),
    click.option("--facets", "has_facets", is_flag=True, help="Count the articles found by each filter's values."),
    click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, metavar="N"),
    click.option("--offset", type=click.IntRange(0, 100_000), default=0, metavar="N", help="Leave out the best N."),
)  # fmt: skip


def _offer(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed((*_FILTERS, *_MANNERS)):
        command = option(command)
    return command


@click.command()
@click.argument("query", default="")
@click.option("--saved", metavar="NAME", help="What is saved under this name; the words of QUERY are added to it.")
@_offer
@click.option("--format", "kind", type=click.Choice(["jsonl", "csv", "xlsx"]), help="A row per hit instead of a text.")
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Where --format writes.")
@json_option
def search(query: str, saved: str | None, kind: str | None, out: Path | None, as_json: bool, **chosen: Any) -> None:
    """Search the articles for words and meaning; an empty QUERY lists what the filters let through.

    QUERY knows "exact phrases", -without, OR, and the filters as fields: wilayah: pilar: sumber: tahap: sejak:
    sampai: cerita: (regency: pillar: source: milestone: since: until: story:). What else it was taken for, such as
    synonyms, places, days, corrected words, is shown above the hits; --literal switches that off.

    \b
    Examples:
      pantau search "kota cerdas"
      pantau search 'parkir nontunai wilayah:pangkalpinang sejak:2026-11-01'
      pantau search '"command center" -anggaran' --by story --facets
      pantau search "spbe oktober 2026" --format xlsx --out spbe.xlsx
      pantau search --like 42
      pantau search --saved "Parkir kota" --since 2026-11-09
      pantau search --milestone launch-app --limit 50 --json
    """
    from pipelines.embedder import load_embedder
    from serving.cli.findings import RESULT_COLUMNS, print_result, result_row
    from serving.saved import add_words, find_saved
    from serving.search import Knowledge, SearchRequest
    from serving.search import search as run_search

    _check_output(kind, out, as_json)
    filters = _make_filters(chosen)
    asked = query if saved is None else add_words(find_saved(open_engine(), saved), query)
    request = SearchRequest(asked, filters, prefers_recent=not chosen.pop("timeless"), **chosen)
    knowledge = Knowledge(load_catalogue())
    found = run_search(open_engine(), lambda: load_embedder(load_settings().model), request, knowledge)
    if as_json:
        print_json(found.as_dict())
    elif kind:
        write_out((result_row(hit) for hit in found.hits), kind, out, RESULT_COLUMNS)
    else:
        print_result(found)


def _check_output(kind: str | None, out: Path | None, as_json: bool) -> None:
    if out and not kind:
        raise UsageError("--out needs --format")
    if kind and as_json:
        raise UsageError("give --json or --format, not both")


def _make_filters(chosen: dict[str, Any]) -> Filters:
    """Takes the filters' options out of `chosen`."""
    from serving.search import Filters

    since, until = chosen.pop("since"), chosen.pop("until")
    filters = Filters(
        regency=_check(chosen.pop("regency"), "regency", _regencies),
        pillar=_check(chosen.pop("pillar"), "pillar", _pillars),
        source=_check(chosen.pop("source"), "source", _sources),
        milestone=_check(chosen.pop("milestone"), "milestone", lambda: list(MILESTONE_KINDS)),
        since=parse_day(since) if since else None,
        until=parse_day(until) if until else None,
        story=chosen.pop("story"),
    )
    if filters.since and filters.until and filters.since > filters.until:
        raise UsageError(f"--since {since} is later than --until {until}")
    return filters


def _check(asked: str | None, name: str, known: Callable[[], list[str]]) -> str | None:
    """Values with commas between, each of them a known one."""
    for value in asked.split(",") if asked else ():
        check_choice(value, name, known())
    return asked


def _regencies() -> list[str]:
    from serving.search.request import PROVINCE

    return [*load_catalogue().regencies, PROVINCE]


def _pillars() -> list[str]:
    return [pillar.id for pillar in load_catalogue().pillars.dimensions]


def _sources() -> list[str]:
    from serving.articles import load_source_ids

    # Imported articles may be of a source that has no file.
    return list(dict.fromkeys([*load_catalogue().sources, *load_source_ids(open_engine())]))
