"""`pantau export`."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from models.replacing import replace_file
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
    from serving.export import export_rows

    start, end = parse_span(week, since, until)
    write_out(export_rows(open_engine(), start, end), kind, out)


def write_out(
    rows: Iterable[dict[str, Any]],
    kind: str,
    out: Path | None,
    columns: Sequence[str] | None = None,
    noun: str = "articles",
) -> None:
    """Write rows to stdout, or to a file, which appears, or replaces an older one, only when it is complete.

    `columns`: the keys of the rows; unset = those of an export. `noun`: what stderr says was written to the file.
    StorageError where it cannot be written.
    """
    from serving.export import COLUMNS, write_rows

    if out is None:
        _write_stdout(rows, kind, columns or COLUMNS)
        return
    with replace_file(out) as part, part.open("wb") as file:
        count = write_rows(rows, kind, file, columns or COLUMNS)  # type: ignore[arg-type]
    click.echo(f"{count} {noun} written to {out}", err=True)


def _write_stdout(rows: Iterable[dict[str, Any]], kind: str, columns: Sequence[str]) -> None:
    from serving.export import write_rows

    if kind != "xlsx":
        write_rows(rows, kind, sys.stdout.buffer, columns)  # type: ignore[arg-type]
        return
    book = io.BytesIO()  # a workbook is written back and forth
    write_rows(rows, "xlsx", book, columns)
    sys.stdout.buffer.write(book.getvalue())
