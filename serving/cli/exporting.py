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
    from serving.export import export_rows

    start, end = parse_span(week, since, until)
    count = write_out(export_rows(open_engine(), start, end), kind, out)
    if out is not None:
        click.echo(f"{count} articles written to {out}", err=True)


def write_out(rows: Iterable[dict[str, Any]], kind: str, out: Path | None, columns: Sequence[str] | None = None) -> int:
    """Write rows to a file, or to stdout for None; returns how many. StorageError where the file cannot be written.

    `columns`: the keys of the rows; unset = those of an export.
    """
    return _write_stdout(rows, kind, columns) if out is None else _write_file(rows, kind, out, columns)


def _write_stdout(rows: Iterable[dict[str, Any]], kind: str, columns: Sequence[str] | None) -> int:
    from serving.export import COLUMNS, write_rows

    if kind != "xlsx":
        return write_rows(rows, kind, sys.stdout.buffer, columns or COLUMNS)  # type: ignore[arg-type]
    book = io.BytesIO()  # a workbook is written back and forth
    count = write_rows(rows, "xlsx", book, columns or COLUMNS)
    sys.stdout.buffer.write(book.getvalue())
    return count


def _write_file(rows: Iterable[dict[str, Any]], kind: str, out: Path, columns: Sequence[str] | None) -> int:
    """The file appears, or replaces an older one, only when it is complete."""
    from serving.export import COLUMNS, write_rows

    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            count = write_rows(rows, kind, file, columns or COLUMNS)  # type: ignore[arg-type]
        part.replace(out)
    except OSError as error:
        raise StorageError(f"{out}: cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return count
