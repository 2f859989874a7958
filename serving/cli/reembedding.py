"""`pantau reembed`: another embedding model, and which ones are kept."""

from __future__ import annotations

import click

from models.errors import UsageError
from serving.cli.context import json_option, load_settings, open_engine
from serving.cli.printing import print_json, print_table, progress_bar


@click.command()
@click.option("--model", metavar="NAME", help="`bundled`, or a sentence-transformers model by hub id or folder.")
@click.option("--drop", metavar="NAME", help="Forget a model that is not searched, with its vectors.")
@json_option
def reembed(model: str | None, drop: str | None, as_json: bool) -> None:
    """Embed all passages by another model beside the old one, then search by it; without options, list the models.

    Searches go on by the old model until the last passage is done. Stopped half-way, the same command goes on where it
    was. The old vectors stay: naming the old model again goes back to it.

    \b
    Examples:
      pantau reembed
      pantau reembed --model ./models/multilingual-e5-small
      pantau reembed --model bundled
      pantau reembed --drop ./models/multilingual-e5-small
    """
    if model and drop:
        raise UsageError("give --model or --drop, not both")
    if model:
        _switch(model)
    if drop:
        _drop(drop)
    _show(as_json)


def _switch(name: str) -> None:
    from pipelines.embedder import load_embedder
    from pipelines.reembed import reembed as switch

    embedder = load_embedder(name)
    with progress_bar("embed passages") as progress:
        switch(open_engine(), embedder, progress)
    wanted = load_settings().model
    if wanted not in (None, name):
        click.echo(f"PANTAU_MODEL={wanted}: the next night goes back to it; unset it to stay with {name}", err=True)


def _drop(name: str) -> None:
    from models.store.vectors import drop_model, stored_models

    with open_engine().begin() as connection:
        models = {model.name: model for model in stored_models(connection)}
        if name not in models:
            raise UsageError(f"there is no model {name!r}; there are: {', '.join(models) or 'none'}")
        if models[name].is_active:
            raise UsageError(f"{name} is searched; switch to another model first")
        drop_model(connection, models[name])


def _show(as_json: bool) -> None:
    from models.store.vectors import count_unembedded, stored_models

    with open_engine().begin() as connection:
        rows = [
            {
                "name": model.name,
                "fingerprint": model.fingerprint,
                "dimensions": model.dimensions,
                "is_active": model.is_active,
                "missing": count_unembedded(connection, model),
            }
            for model in stored_models(connection)
        ]
    if as_json:
        print_json(rows)
        return
    columns = ("model", "weights", "dimensions", "searched", "passages without a vector")
    cells = ((*list(row.values())[:3], "yes" if row["is_active"] else "", row["missing"]) for row in rows)
    print_table("Embedding models", columns, cells, right=columns[2:3] + columns[4:])
