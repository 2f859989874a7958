"""`pantau search`."""

from __future__ import annotations

import click

from models.clock import WIB, parse_day
from models.errors import UsageError
from models.lexicon import MILESTONE_KINDS
from serving.cli.context import MODES, check_choice, json_option, load_catalogue, load_settings, open_engine
from serving.cli.printing import console, print_json
from serving.search import Filters, Hit, SearchRequest, SearchResult
from serving.search.request import Mode


@click.command()
@click.argument("query")
@click.option("--regency", metavar="SLUG", help="Only this regency (bangka-tengah).")
@click.option("--pillar", metavar="PILLAR", help="Only this pillar (governance).")
@click.option("--since", metavar="DAY", help="First day, WIB (2026-11-09).")
@click.option("--until", metavar="DAY", help="Last day, WIB (2026-11-15).")
@click.option("--source", metavar="ID", help="Only this source.")
@click.option("--milestone", metavar="KIND", help="Only articles reporting this step (bimtek-2, launch-app).")
@click.option("--mode", type=click.Choice(MODES), default="hybrid", show_default=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, metavar="N")
@json_option
def search(query: str, mode: Mode, limit: int, as_json: bool, **chosen: str | None) -> None:
    """Search the articles for words and meaning; an empty QUERY lists what the filters let through.

    \b
    Examples:
      pantau search "kota cerdas"
      pantau search "parkir nontunai" --regency pangkalpinang --since 2026-11-01
      pantau search "" --milestone launch-app --limit 50 --json
    """
    from pipelines.embedder import load_embedder
    from serving.search import search as run_search

    request = SearchRequest(query, _make_filters(**chosen), mode, limit)
    found = run_search(open_engine(), lambda: load_embedder(load_settings().model), request)
    if as_json:
        print_json(found.as_dict())
    else:
        if found.note:
            click.echo(found.note, err=True)
        _print_result(found)


def _make_filters(
    regency: str | None,
    pillar: str | None,
    source: str | None,
    milestone: str | None,
    since: str | None,
    until: str | None,
) -> Filters:
    filters = Filters(
        regency=check_choice(regency, "regency", _regencies(regency)),
        pillar=check_choice(pillar, "pillar", _pillars(pillar)),
        source=check_choice(source, "source", _sources(source)),
        milestone=check_choice(milestone, "milestone", list(MILESTONE_KINDS)),
        since=parse_day(since) if since else None,
        until=parse_day(until) if until else None,
    )
    if filters.since and filters.until and filters.since > filters.until:
        raise UsageError(f"--since {since} is later than --until {until}")
    return filters


def _regencies(asked: str | None) -> list[str]:
    return list(load_catalogue().regencies) if asked else []


def _pillars(asked: str | None) -> list[str]:
    return [pillar.id for pillar in load_catalogue().pillars.dimensions] if asked else []


def _sources(asked: str | None) -> list[str]:
    from serving.articles import load_source_ids

    # Imported articles may be of a source that has no file.
    return list(dict.fromkeys([*load_catalogue().sources, *load_source_ids(open_engine())])) if asked else []


def _print_result(found: SearchResult) -> None:
    out = console()
    if not found.hits:
        out.print(f"Nothing found for {found.query!r}.", markup=False)
        return
    out.print(f"{len(found.hits)} of {found.total} articles for {found.query!r}\n", markup=False)
    for number, hit in enumerate(found.hits, start=1):
        _print_hit(number, hit)


def _print_hit(number: int, hit: Hit) -> None:
    from rich.text import Text

    published = f"{hit.published_at.astimezone(WIB):%Y-%m-%d %H:%M}" if hit.published_at else "no date"
    place = ", ".join(hit.regencies) or hit.scope
    pillars = ", ".join(hit.pillars) or "no pillar"
    out = console()
    out.print(Text(f"{number}. {hit.title}", style="bold"))
    out.print(Text(f"   {published} · {hit.outlet} · {place} · {pillars}", style="dim"))
    out.print(Text(f"   {hit.url}", style="dim"), soft_wrap=True)
    snippet = Text(f"   {hit.snippet}")
    snippet.highlight_words(hit.why["terms"], style="yellow", case_sensitive=False)
    out.print(snippet)
    words = ", ".join(hit.why["terms"]) or "none"
    reasons = f"   why: words {words}; keyword {hit.why['bm25']}, meaning {hit.why['semantic']}"
    out.print(Text(f"{reasons}\n", style="dim"))
