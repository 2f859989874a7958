"""`pantau sources`: the registry of sources. What its commands do is `looking.py` and `adding.py`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from models.clock import WIB
from models.errors import SourceError, UsageError
from serving.cli.context import json_option, load_catalogue, load_settings
from serving.cli.printing import print_json, print_table, progress_bar

if TYPE_CHECKING:
    from serving.cli.looking import Seen


@click.group()
def sources() -> None:
    """The registry of sources: one YAML file each under provinces/<province>/sources."""


@sources.command("list")
@json_option
def list_sources(as_json: bool) -> None:
    """Every source with its platform, channels, rights and the day it was last probed.

    \b
    Example:
      pantau sources list --json
    """
    found = load_catalogue().sources.values()
    if as_json:
        print_json([{**source.model_dump(mode="json"), "is_sample": source.is_sample} for source in found])
        return
    columns = ("source", "name", "platform", "channels", "rights", "regencies", "enabled", "verified")
    rows = [
        (
            source.id,
            source.name,
            source.platform,
            ", ".join(channel.spider for channel in source.discover),
            source.rights,
            ", ".join(source.regencies) or "all",
            "yes" if source.enabled else "no",
            source.verified or "never",
        )
        for source in found
    ]
    print_table(f"{len(rows)} sources", columns, rows)


@sources.command()
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--record/--no-record", default=True, help="Write the day into `verified:` where it went well.")
@json_option
def probe(ids: tuple[str, ...], record: bool, as_json: bool) -> None:
    """Look at sources on the live web: robots.txt, every channel, one article through the reader.

    All enabled sources unless some are named. What was seen is kept in PANTAU_HOME/probes/ID.json. The exit code is 1
    if no source went well.

    \b
    Examples:
      pantau sources probe laspela bangka_pos
      pantau sources probe --no-record --json
    """
    from serving.cli.looking import choose_sources, probe_sources
    from serving.cli.looking import record as record_days

    catalogue = load_catalogue()
    with progress_bar("probe") as bar:
        seen = probe_sources(load_settings(), catalogue, choose_sources(catalogue, ids), bar)
    recorded = record_days(catalogue, seen) if record else []
    if as_json:
        print_json([{**found.as_dict(), "recorded": found.source_id in recorded} for found in seen])
    else:
        _print_seen(seen)
    if not any(found.went_well for found in seen):
        raise SourceError("no source gave an article that could be read with its date")


@sources.command()
@click.argument("url")
@click.option("--id", "source_id", help="Id of the source; made from the site's name unless given.")
@click.option("--name", help="Name of the outlet; what the site calls itself unless given.")
@click.option("--owner", type=click.Choice(["press", "government", "community"]), help="By the domain unless given.")
@click.option("--rights", type=click.Choice(["headline", "excerpt", "fulltext"]), help="What may be kept.")
@click.option("--regency", "regencies", metavar="SLUG", multiple=True, help="It speaks from here; may be repeated.")
def add(url: str, **wanted: Any) -> None:
    """Find out how the site at URL publishes, write its YAML file, freeze one of its pages.

    \b
    Examples:
      pantau sources add https://kabarcontoh.id
      pantau sources add https://diskominfo.contoh.go.id --regency bangka-tengah --id diskominfo_contoh
    """
    from serving.cli.adding import Wanted, add_source

    address = url if "://" in url else f"https://{url}"
    added = add_source(load_settings(), load_catalogue(), address, Wanted(**wanted))
    click.echo(f"{added.path} written; look it over")
    if added.frozen:
        click.echo(f"{added.frozen} frozen; correct what stands beside it as .json and set reviewed to true")
    _print_seen([added.seen])


@sources.command()
@click.argument("source_id", metavar="ID")
@click.option("--url", help="The article to freeze; the newest one unless given.")
@click.option(
    "--into", type=click.Path(file_okay=False, path_type=Path), help="Folder; that of the tests unless given."
)
def freeze(source_id: str, url: str | None, into: Path | None) -> None:
    """Keep one article page of a source with a draft of what should be read from it.

    \b
    Example:
      pantau sources freeze laspela --url https://negerilaskarpelangi.com/2026/11/09/judul/
    """
    from serving.cli.adding import freeze_source
    from serving.freezing import frozen_folder

    catalogue = load_catalogue()
    source = catalogue.source(source_id)
    folder = into or frozen_folder(catalogue, source.id)
    if into is None and not folder.parents[3].is_dir():
        raise UsageError(f"{folder.parents[3]} does not exist: this is no checkout; say where with --into")
    path = freeze_source(load_settings(), catalogue, source, url, folder)
    click.echo(f"{path} frozen; correct {path.with_suffix('.json').name} and set reviewed to true")


def _print_seen(seen: list[Seen]) -> None:
    columns = ("source", "robots.txt", "channels", "article", "date", "went well")
    print_table(f"{len(seen)} sources", columns, [_seen_row(found) for found in seen])


def _seen_row(found: Seen) -> tuple[object, ...]:
    status = found.robots["status"]
    delay = f", {found.robots['crawl_delay']:g} s" if found.robots["crawl_delay"] else ""
    channels = "; ".join(f"{each['spider']}: {each['reason']}" for each in found.channels)
    reading = found.reading
    return (
        found.source_id,
        f"{status or 'no answer'}{delay}",
        channels,
        reading.title if reading else found.trouble,
        f"{reading.published_at.astimezone(WIB):%Y-%m-%d %H:%M}" if reading and reading.published_at else "",
        "yes" if found.went_well else "no",
    )
