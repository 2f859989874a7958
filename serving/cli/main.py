"""The list of commands, loaded lazily, and the one place where errors become sentences and exit codes.

Exit codes: 0 done, 1 the run failed, 2 wrong usage.
"""

from __future__ import annotations

import sys
from errno import EDQUOT, ENOSPC
from importlib import import_module
from typing import NamedTuple

import click

from models.errors import ProjectError, UsageError


class Listed(NamedTuple):
    """Where a command lives and what the overview says of it."""

    module: str
    name: str
    summary: str


COMMANDS = {
    "nightly": Listed("harvesting", "nightly", "Harvest, read, tag, embed: the whole night, incremental."),
    "harvest": Listed("harvesting", "harvest", "Only fetch and archive new pages."),
    "process": Listed("processing", "process", "Only read, tag and embed what is archived; or do it again."),
    "import": Listed("importing", "import_articles", "Take in articles from a JSONL file."),
    "extract": Listed("reading", "extract", "Read one HTML page and print it as JSON."),
    "search": Listed("searching", "search", "Search the articles."),
    "saved": Listed("saving", "saved", "Searches kept under a name: add, list, remove."),
    "correct": Listed("correcting", "correct", "Correct the tags or the story of an article."),
    "corrections": Listed("correcting", "corrections", "What analysts corrected: list, undo, export."),
    "export": Listed("exporting", "export", "Write articles with all tags as JSONL, CSV or XLSX."),
    "matrix": Listed("monitoring", "matrix", "Regencies by pillars: events and articles of a week."),
    "ledger": Listed("ledger", "ledger", "Steps of the programme per regency, in order of time."),
    "status": Listed("monitoring", "status", "How every source fares."),
    "brief": Listed("briefing", "brief", "Write the weekly media-monitoring brief."),
    "sources": Listed("registry", "sources", "The registry of sources."),
    "reembed": Listed("reembedding", "reembed", "Search by another embedding model."),
    "model": Listed("modelling", "model", "Fit the embedding model to one's own corpus."),
    "evaluate": Listed("evaluating", "evaluate", "Measure tags and search against labelled data."),
    "serve": Listed("services", "serve", "Web app and REST API."),
    "schedule": Listed("services", "schedule", "Dagster with its daemon: nightly and weekly runs."),
    "db": Listed("database", "database", "The embedded database and its backups."),
}


class LazyGroup(click.Group):
    """Lists all commands without importing any."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the night, not of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the one command that is called."""
        listed = COMMANDS.get(cmd_name)
        if listed is None:
            return None
        command: click.Command = getattr(import_module(f"serving.cli.{listed.module}"), listed.name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview, from the list alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, listed.summary) for name, listed in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pantau", prog_name="pantau")
def pantau() -> None:
    """Pantau watches regional news about smart-city programmes.

    \b
    Examples:
      pantau nightly --replay samples/archive/sample.warc.gz
      pantau search "layanan digital" --regency bangka-tengah --json
      pantau brief --week 2026-W46 --format docx,html
    """


def main() -> None:
    """Entry point of the `pantau` command."""
    try:
        pantau.main(prog_name="pantau", standalone_mode=False)
    except click.exceptions.Abort:
        _leave("stopped by the user", 130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except UsageError as error:
        _leave(str(error), 2)
    except ProjectError as error:
        _leave(str(error), 1)
    except Exception as error:
        message = _explain(error)
        if message is None:
            raise
        _leave(message, 1)


def _explain(error: Exception) -> str | None:
    """One sentence for what a machine does to us; None for a mistake of our own, which deserves its traceback.

    SQLAlchemy and psycopg are told by name: importing them would cost every command its start.
    """
    kinds = {f"{kind.__module__.split('.')[0]}.{kind.__name__}" for kind in type(error).__mro__}
    if kinds & {"sqlalchemy.OperationalError", "sqlalchemy.PendingRollbackError", "psycopg.OperationalError"}:
        return f"the database failed in the middle of the work ({_reason(error)}); the same command goes on from there"
    if isinstance(error, OSError) and error.errno in (ENOSPC, EDQUOT):
        return f"the disk is full ({error}); make room, and the same command goes on from there"
    return None


def _reason(error: BaseException) -> str:
    """What the driver said first: errors that follow from it hide it in their context."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    while error.__context__ is not None:
        error = error.__context__
        if getattr(error, "orig", None):
            said = str(error.orig).strip().splitlines()[0]  # type: ignore[attr-defined]
    return said


def _leave(message: str, code: int) -> None:
    click.echo(f"pantau: {message}", err=True)
    sys.exit(code)
