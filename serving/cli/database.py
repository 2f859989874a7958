"""`pantau db`: the embedded server and its backups."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.errors import UsageError
from serving.cli.context import json_option, load_settings, open_engine
from serving.cli.printing import print_json

if TYPE_CHECKING:
    from models.server import EmbeddedServer


@click.group()
def database() -> None:
    """The embedded PostgreSQL, and backups of whichever database is in use."""


@database.command()
def start() -> None:
    """Start the embedded server (any command does so by itself) and bring the schema up to date."""
    _server()
    open_engine()
    click.echo("running")


@database.command()
def stop() -> None:
    """Stop the embedded server; it is left running otherwise."""
    click.echo("stopped" if _server().stop() else "was not running")


@database.command()
@json_option
def status(as_json: bool) -> None:
    """Whether the embedded server runs, since which process, and how big its data is."""
    found = {name: str(value) if isinstance(value, Path) else value for name, value in vars(_server().status()).items()}
    if as_json:
        print_json(found)
        return
    for name, value in found.items():
        click.echo(f"{name:<12} {value}")


@database.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write the whole database to FILE (pg_dump's own format)."""
    from models.backup import backup_database

    backup_database(_url(), file)
    click.echo(f"{file.stat().st_size / 1e6:.1f} MB written to {file}")


@database.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file: Path, yes: bool) -> None:
    """Put the backup in FILE in the place of the database in use."""
    from models.backup import restore_database
    from models.database import check_revision

    if not yes:
        click.confirm(f"Replace everything in the database by {file}?", abort=True)
    restore_database(_url(), file, check_revision)
    click.echo(f"restored from {file}")


def _server() -> EmbeddedServer:
    from models.server import EmbeddedServer

    settings = load_settings()
    if settings.database_url:
        raise UsageError("DATABASE_URL is set: that server is not Pantau's to start, stop or describe")
    return EmbeddedServer(settings.home)


def _url() -> str:
    return open_engine().url.render_as_string(hide_password=False)
