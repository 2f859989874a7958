"""`pantau saved`: searches kept under a name. `pantau search --saved` and `pantau brief --saved` use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from serving.cli.context import json_option, load_catalogue, load_settings, open_engine
from serving.cli.printing import print_json, print_table

if TYPE_CHECKING:
    from serving.saved import Counted


@click.group()
def saved() -> None:
    """Searches kept under a name: for `pantau search --saved`, `pantau brief --saved`, the web app and the API.

    Everything a saved search asks for stands in its QUERY, in the query language (`pantau search --help`): words,
    "exact phrases", -without, OR, wilayah: pilar: sumber: tahap: sejak: sampai: cerita:. Words like "minggu lalu" are
    read anew every day.
    """


@saved.command("add")
@click.argument("name")
@click.argument("query")
@click.option("--replace", "may_replace", is_flag=True, help="Put it in the place of the one of this name.")
@json_option
def add_search(name: str, query: str, may_replace: bool, as_json: bool) -> None:
    """Keep QUERY under NAME (1 to 80 characters; "Parkir" and "PARKIR" are one name).

    A QUERY that begins with - has to stand behind --.

    \b
    Examples:
      pantau saved add "Parkir kota" 'parkir nontunai wilayah:pangkalpinang'
      pantau saved add "Pusat komando" '"command center" -anggaran sejak:"bulan lalu"' --replace
      pantau saved add -- "Bukan iklan" '-iklan "kota cerdas"'
    """
    from serving.saved import as_dict, save_search

    kept, is_new = save_search(open_engine(), name, query, may_replace=may_replace)
    problems = _problems(kept.query)
    if as_json:
        print_json({**as_dict(kept), "is_new": is_new, "problems": problems})
        return
    click.echo(f"{'saved' if is_new else 'replaced'} {kept.name!r}: {kept.query}")
    for problem in problems:
        click.echo(problem, err=True)


@saved.command("list")
@json_option
def list_searches(as_json: bool) -> None:
    """Every saved search by name: how many articles it finds in all and of the last 7 days, what it does not
    understand.

    \b
    Examples:
      pantau saved list
      pantau saved list --json
    """
    from models import clock
    from models.clock import wib_date
    from pipelines.embedder import load_embedder
    from serving.saved import count_saved
    from serving.search import Knowledge

    today = wib_date(clock.now())
    knowledge = Knowledge(load_catalogue())
    found = count_saved(open_engine(), lambda: load_embedder(load_settings().model), knowledge, today)
    if as_json:
        print_json([counted.as_dict() for counted in found])
        return
    columns = ("name", "query", "articles", "last 7 days", "not understood")
    print_table(f"{len(found)} saved searches", columns, map(_row, found), right=("articles", "last 7 days"))


@saved.command("remove")
@click.argument("name")
@json_option
def remove_search(name: str, as_json: bool) -> None:
    """Forget the saved search NAME.

    \b
    Example:
      pantau saved remove "Parkir kota"
    """
    from serving.saved import as_dict, remove_saved

    gone = remove_saved(open_engine(), name)
    if as_json:
        print_json(as_dict(gone))
        return
    click.echo(f"removed {gone.name!r}: {gone.query}")


def _row(found: Counted) -> tuple[object, ...]:
    return found.saved.name, found.saved.query, found.total, found.new, "; ".join(found.problems)


def _problems(query: str) -> tuple[str, ...]:
    """What of a query is not understood and read as words."""
    from models import clock
    from models.clock import wib_date
    from serving.search.language import parse_query
    from serving.search.understanding import Knowledge, values_of

    with open_engine().connect() as connection:
        values = values_of(connection, Knowledge(load_catalogue()), wib_date(clock.now()))
        return parse_query(query, values.read).problems
