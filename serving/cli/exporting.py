"""`pantau export`."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from models.errors import StorageError
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
    from serving.export import COLUMNS, export_rows

    start, end = parse_span(week, since, until)
    rows = export_rows(open_engine(), start, end)
    write_out(rows, COLUMNS, kind, out)


def write_out(rows: Iterable[dict[str, Any]], columns: Sequence[str], kind: str, out: Path | None) -> None:
    """Rows in one of the formats to a file, which is named on stderr with their number, or to stdout."""
    if out is None:
        _write_stdout(rows, columns, kind)
    else:
        click.echo(f"{_write_file(rows, columns, kind, out)} articles written to {out}", err=True)


def _write_stdout(rows: Iterable[dict[str, Any]], columns: Sequence[str], kind: str) -> None:
    from serving.export import write_rows

    if kind != "xlsx":
        write_rows(rows, kind, sys.stdout.buffer, columns)  # type: ignore[arg-type]
        return
    book = io.BytesIO()  # a workbook is written back and forth
    write_rows(rows, "xlsx", book, columns)
    sys.stdout.buffer.write(book.getvalue())


def _write_file(rows: Iterable[dict[str, Any]], columns: Sequence[str], kind: str, out: Path) -> int:
    """The file appears, or replaces an older one, only when it is complete."""
    from serving.export import write_rows

    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            count = write_rows(rows, kind, file, columns)  # type: ignore[arg-type]
        part.replace(out)
    except OSError as error:
        raise StorageError(f"{out}: cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return count
