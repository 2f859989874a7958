"""`pantau extract`: one page read as JSON, without the store."""

from __future__ import annotations

from pathlib import Path

import click

from serving.cli.context import load_catalogue
from serving.cli.printing import print_json


@click.command()
@click.option("--url", required=True, help="The address the page was fetched from.")
@click.option("--source", "source_id", metavar="ID", help="Read it as a page of this source.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def extract(url: str, source_id: str | None, file: Path) -> None:
    """Read the HTML in FILE and print every field of the article, where each came from, and warnings.

    \b
    Example:
      pantau extract --url https://laskarwarta.example/2026/11/09/judul/ page.html
    """
    from pipelines.extract import extract_file

    print_json(extract_file(file.read_bytes(), url, source_id, load_catalogue()))
