"""`pantau model`: fitting the embedding model to one's own corpus. Switching models is `reembedding.py`."""

from __future__ import annotations

import click

from serving.cli.context import json_option, load_settings, open_engine
from serving.cli.printing import print_json, progress_bar


@click.group()
def model() -> None:
    """The embedding model and one's own corpus."""


@model.command()
@click.option("--keep", is_flag=True, help="Only train and measure; do not search by the result.")
@json_option
def adapt(keep: bool, as_json: bool) -> None:
    """Train the bundled model further on the harvested articles, and search by it if that is better.

    Better means: the titles of stories held out from the training find their own article at a higher place among all
    articles. Otherwise nothing changes. Takes seconds to minutes; needs 300 articles.

    \b
    Examples:
      pantau model adapt
      pantau model adapt --keep --json
    """
    from pipelines.adapt import adapt_model
    from pipelines.embedder import load_embedder
    from pipelines.reembed import reembed

    engine = open_engine()
    with progress_bar("learn from the articles") as progress:
        result = adapt_model(engine, load_settings().home / "models", progress)
    is_searched = result.folder is not None and not keep
    if is_searched:
        with progress_bar("embed passages") as progress:
            reembed(engine, load_embedder(str(result.folder)), progress)
    if as_json:
        folder = str(result.folder) if result.folder else None
        print_json({**vars(result), "folder": folder, "is_searched": is_searched})
        return
    click.echo(
        f"{result.held_out} of {result.articles} titles held out; mean reciprocal rank of their article"
        f" {result.before:.3f} before, {result.after:.3f} after"
    )
    click.echo(_outcome(str(result.folder) if result.folder else None, is_searched))


def _outcome(folder: str | None, is_searched: bool) -> str:
    if folder is None:
        return "Not better: the model that is searched stays."
    if is_searched:
        return f"Searched from now on: {folder} (back: pantau reembed --model bundled)"
    return f"Kept, not searched: {folder} (switch: pantau reembed --model {folder})"
