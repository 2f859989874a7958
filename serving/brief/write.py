"""Write: a brief as files. Every format is made in full before the first file is put in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.clock import Week
from models.errors import StorageError, UsageError
from models.replacing import replace_file
from serving.brief.cut import Cut
from serving.brief.gather import gather_brief
from serving.brief.parts import Brief

FORMATS = ("docx", "pdf", "xlsx", "html")


def write_brief(
    engine: Engine,
    catalogue: Catalogue,
    week: Week,
    formats: Sequence[str],
    out_dir: Path,
    cut: Cut | None = None,
) -> list[Path]:
    """Write pantau-<province>-<week>.<format> for each format, replacing older ones; returns the paths in that order.

    The files of a cut carry its slug behind the week, so that they never replace those of the whole brief.
    Raises UsageError for an unknown format, ProjectError where PDF's libraries are missing, StorageError where the
    folder cannot be written. Nothing is written unless every format could be made.
    """
    chosen = check_formats(formats)
    brief = gather_brief(engine, catalogue, week, cut)
    stem = f"pantau-{catalogue.province_id}-{week}{f'-{cut.slug}' if cut else ''}"
    made = {out_dir / f"{stem}.{name}": render(brief, name) for name in chosen}
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        for path, content in made.items():
            with replace_file(path) as part:
                part.write_bytes(content)
    except OSError as error:
        raise StorageError(f"{out_dir}: the brief cannot be written there: {error.strerror or error}") from error
    return list(made)


def check_formats(formats: Sequence[str]) -> list[str]:
    """The formats once each, in the order given; UsageError for an unknown one or none at all."""
    chosen = list(dict.fromkeys(name.strip().lower() for name in formats if name.strip()))
    for name in chosen:
        if name not in FORMATS:
            raise UsageError(f"unknown format {name!r}; known: {', '.join(FORMATS)}")
    if not chosen:
        raise UsageError(f"no format given; known: {', '.join(FORMATS)}")
    return chosen


def render(brief: Brief, name: str) -> bytes:
    """The brief in one format. Each format's library is imported only when it is asked for."""
    make = cast(Callable[[Brief], "bytes | str"], getattr(import_module(f"serving.brief.as_{name}"), f"as_{name}"))
    made = make(brief)
    return made.encode() if isinstance(made, str) else made
