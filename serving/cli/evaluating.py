"""`pantau evaluate tags` and `pantau evaluate search`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from models.errors import UsageError
from serving.cli.context import MODES, json_option, load_catalogue, load_settings, open_engine
from serving.cli.printing import print_json, print_table, progress_bar

FIELDS = ("relevant", "regency", "province", "pillar", "milestone")


@click.group()
def evaluate() -> None:
    """Measure tags and search against labelled data."""


@evaluate.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--corrections", "with_corrections", is_flag=True, help="How often analysts overruled the machine.")
@click.option("-v", "--verbose", is_flag=True, help="List every disagreement and the scores per value.")
@json_option
def tags(file: Path | None, with_corrections: bool, verbose: bool, as_json: bool) -> None:
    """F1, precision and recall per tag on the labelled articles in FILE (JSON lines).

    Rows with a `text` are tagged on the spot, beside a naive baseline; rows without one are looked up in the store
    under their `url`, and their titles, times and stories are compared too. The machine is measured: what analysts
    corrected in the store counts only with --corrections, which needs no FILE.

    \b
    Examples:
      pantau evaluate tags labelled.jsonl -v
      pantau evaluate tags samples/truth.jsonl
      pantau evaluate tags --corrections --json
    """
    if file is None and not with_corrections:
        raise UsageError("give a FILE of labelled articles, or --corrections, or both")
    result = _score_file(file) if file else {}
    overruled = _count_overruled() if with_corrections else []
    if as_json:
        print_json(result | ({"corrections": overruled} if with_corrections else {}))
        return
    if file:
        _print_tags(f"Labelled articles, {file.name}", result, verbose=verbose)
    if with_corrections:
        _print_overruled(overruled, verbose=verbose)


def _score_file(file: Path) -> dict[str, Any]:
    from serving.labelled import load_labelled

    rows = load_labelled(file)
    fresh = [row for row in rows if row.get("text")]
    kept = [row for row in rows if not row.get("text")]
    result: dict[str, Any] = {}
    if fresh:
        result |= _score_fresh(fresh)
    if kept:
        result |= _score_stored(kept)
    return result


@evaluate.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--mode", "modes", type=click.Choice(MODES), multiple=True, help="Only this mode; may be repeated.")
@click.option("--split", "splits", multiple=True, help="Only queries of this split; may be repeated.")
@json_option
def search(folder: Path, modes: tuple[str, ...], splits: tuple[str, ...], as_json: bool) -> None:
    """nDCG@10, recall@10 and MRR on a BEIR-style FOLDER (corpus.jsonl, queries.jsonl, qrels.tsv).

    The corpus goes into a database of its own, which is dropped at the end.

    \b
    Example:
      pantau evaluate search data/tydiqa_id --split test --mode hybrid
    """
    from pipelines.embedder import load_embedder
    from serving.evaluation import evaluate_search

    embedder = load_embedder(load_settings().model)
    with progress_bar("queries") as progress:
        found = evaluate_search(open_engine(), embedder, folder, modes or MODES, splits, progress)  # type: ignore[arg-type]
    if as_json:
        print_json(found)
        return
    names = list(next(iter(found.values())))
    rows = [(mode, *(f"{scores[name]:.4f}" for name in names)) for mode, scores in found.items()]
    print_table(str(folder), ("mode", *names), rows, right=names)


def _score_fresh(rows: list[dict[str, Any]]) -> dict[str, Any]:
    from pipelines.baseline import NaiveTagger
    from pipelines.evaluate import evaluate_tags, tag_row
    from pipelines.tag import Tagger

    catalogue = load_catalogue()
    tagger = Tagger(catalogue)
    judge: Callable[[Any], Any] = lambda row: tag_row(tagger, row)  # noqa: E731
    return {"pantau": evaluate_tags(rows, judge), "naive": evaluate_tags(rows, NaiveTagger(catalogue))}


def _score_stored(rows: list[dict[str, Any]]) -> dict[str, Any]:
    from pipelines.evaluate import evaluate_tags
    from serving.export import machine_rows
    from serving.labelled import address, by_address, score_stored

    stored = by_address(machine_rows(open_engine()))
    return {
        "stored": evaluate_tags(rows, lambda row: stored.get(address(row["url"]))),
        "reading": score_stored(rows, stored).as_dict(),
    }


def _count_overruled() -> list[dict[str, Any]]:
    from serving.overruling import count_overruled

    return count_overruled(open_engine())


def _print_overruled(rows: list[dict[str, Any]], *, verbose: bool) -> None:
    """Sums per tag and version; each value with `verbose`."""
    numbers = ("version", "corrections", "overruled", "missed", "wrong", "changed", "confirmed", "agrees_now", "said")
    columns = ("stage", "tag", "value", *numbers)
    shown = [row for row in rows if verbose or row["value"] is None]
    cells = [tuple("all" if name == "value" and row[name] is None else row[name] for name in columns) for row in shown]
    caption = "agrees_now: the machine says so itself by now; said: articles it tags so by that version"
    print_table("Corrections by analysts", columns, cells, right=numbers, caption=caption)


def _print_tags(title: str, result: dict[str, Any], *, verbose: bool) -> None:
    boards = {name: scores for name, scores in result.items() if name != "reading"}
    rows = [
        (name, field, *(f"{value:.3f}" for value in scores[field]))
        for name, scores in boards.items()
        for field in FIELDS
    ]
    rows += [(name, "date (exact)", f"{scores['date_exact']:.3f}", "", "") for name, scores in boards.items()]
    print_table(title, ("tagger", "tag", "F1", "precision", "recall"), rows, right=("F1", "precision", "recall"))
    for name, scores in boards.items():
        if scores["missing"]:
            click.echo(f"{name}: nothing found for {scores['missing']} articles")
    if "reading" in result:
        _print_reading(result["reading"], verbose=verbose)
    if verbose:
        _print_disagreements(boards)


def _print_reading(reading: dict[str, Any], *, verbose: bool) -> None:
    rows = [(name, reading[name], reading[f"{name}_of"]) for name in ("titles", "times", "stories")]
    print_table("Reading and stories", ("what", "right", "of"), rows, right=("right", "of"))
    for problem in reading["problems"] if verbose else []:
        click.echo(f"  {problem}")


def _print_disagreements(boards: dict[str, dict[str, Any]]) -> None:
    for name, scores in boards.items():
        if name == "naive":
            continue
        for field, values in scores["values"].items():
            rows = [(value, *(f"{score:.3f}" for score in found)) for value, found in values.items()]
            print_table(f"{name}: {field}", ("value", "F1", "precision", "recall"), rows)
        for found in scores["disagreements"]:
            said = f"{found['want']} read as {found['have']}"
            click.echo(f"  {found['field']} {found['id']}: {said}  {found['title'][:70]}")
