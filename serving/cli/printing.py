"""How commands show things: tables, progress bars, JSON. No command logic."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from models.replacing import replace_file

if TYPE_CHECKING:
    from rich.console import Console

    from pipelines.stages import Progress

WIDTH_WHEN_PIPED = 140


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None))


def console(*, stderr: bool = False) -> Console:
    """A rich console; a pipe gets a fixed width so that tables stay whole."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(file=stream, width=None if stream.isatty() else WIDTH_WHEN_PIPED, highlight=False)


def print_table(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    right: Iterable[str] = (),
    caption: str | None = None,
) -> None:
    """A table; `right` names the columns with numbers."""
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, caption=caption, caption_justify="left")
    numbers = set(right)
    for column in columns:
        table.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else escape(str(cell)) for cell in row))
    console().print(table)


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """A bar on stderr (nothing in a pipe) that is fed with (done, total)."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    shown = console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=shown, transient=True, disable=not shown.is_terminal) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def open_lines(out: Path | None) -> Iterator[Callable[[dict[str, Any]], None] | None]:
    """A function that writes one JSON line; None for no file. The file appears, or replaces an older one, at the end.

    StorageError where it cannot be written.
    """
    if out is None:
        yield None
        return
    with replace_file(out) as part, part.open("w", encoding="utf-8") as file:
        yield lambda row: print(json.dumps(row, ensure_ascii=False), file=file)
