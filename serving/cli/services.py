"""`pantau serve` and `pantau schedule`: the two long-running services."""

from __future__ import annotations

import os
import signal
import sys
from importlib.resources import files
from pathlib import Path

import click

from serving.cli.context import load_settings, open_engine


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--read-only", "is_read_only", is_flag=True, help="Nobody can correct tags or save searches through it.")
def serve(host: str, port: int, is_read_only: bool) -> None:
    """Web app and REST API (its description is at /docs).

    It knows no passwords: whoever reaches it can read everything and, unless it is read-only, correct
    tags and save searches.

    \b
    Example:
      pantau serve --port 8080
    """
    import uvicorn

    from serving.web.app import make_app

    uvicorn.run(
        make_app(load_settings(), is_read_only=is_read_only),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
    )


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=3000, show_default=True)
def schedule(host: str, port: int) -> None:
    """Dagster's web interface and its daemon, which starts the nightly (01:00 WIB) and weekly (Monday 05:00) runs.

    Its own state lies in the folder `dagster` under PANTAU_HOME.

    \b
    Example:
      PANTAU_NIGHTLY_CRON="30 2 * * *" pantau schedule
    """
    open_engine()
    os.environ["DAGSTER_HOME"] = str(prepare_dagster_home(load_settings().home))
    # A shell that starts this in the background leaves SIGINT ignored, and then nothing stops Dagster's children.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    command = [sys.executable, "-m", "dagster", "dev", "-m", "dagster_project.definitions", "-h", host, "-p", str(port)]
    click.echo(f"Dagster: http://{host}:{port}", err=True)
    sys.stderr.flush()
    os.execv(sys.executable, command)


def prepare_dagster_home(home: Path) -> Path:
    """The folder for Dagster's state, absolute, with its settings file."""
    folder = (home / "dagster").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "dagster.yaml"
    if not settings.exists():
        settings.write_bytes((Path(str(files("dagster_project"))) / "dagster.yml").read_bytes())
    return folder
