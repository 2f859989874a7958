"""`pantau sources`: the registry of sources."""

from __future__ import annotations

import click

from serving.cli.context import json_option, load_catalogue
from serving.cli.printing import print_json, print_table


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
