"""`pantau export`."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from serving.cli.context import open_engine, parse_span, span_options


@click.command()
@span_options
@click.option("--format", "kind", type=click.Choice(["jsonl", "csv", "xlsx"]), default="jsonl", show_default=True)
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Instead of stdout.")
def export(week: str | None, since: str | None, until: str | None, kind: str, out: Path | None) -> None:
    """One row per article with all its tags and the evidence for them; everything unless days are named.

    \b
    Examples:
      pantau export --week 2026-W46 --format xlsx --out week46.xlsx
      pantau export --format jsonl > articles.jsonl
    """
    from serving.export import export_rows, write_rows

    start, end = parse_span(week, since, until)
    rows = export_rows(open_engine(), start, end)
    if out is None:
        buffer = io.BytesIO() if kind == "xlsx" else sys.stdout.buffer
        write_rows(rows, kind, buffer)  # type: ignore[arg-type]
        if isinstance(buffer, io.BytesIO):
            sys.stdout.buffer.write(buffer.getvalue())
        return
    part = out.with_name(out.name + ".part")
    with part.open("wb") as file:
        count = write_rows(rows, kind, file)  # type: ignore[arg-type]
    part.replace(out)
    click.echo(f"{count} articles written to {out}", err=True)
