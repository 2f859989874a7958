"""F1 of every field on every labelled file, the same numbers as `pantau evaluate tags` gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.tagging.labelled import load_files, load_tagger
from pipelines.evaluate import FIELDS, evaluate_tags, tag_row


def measure(data: Path) -> Iterator[str]:
    """One line per file: articles and F1 (precision/recall) per field."""
    tagger = load_tagger()
    for name, rows in load_files(data).items():
        found = evaluate_tags(rows, lambda row: tag_row(tagger, row))
        shown = "  ".join(
            f"{field} {found[field][0]:.3f} ({found[field][1]:.2f}/{found[field][2]:.2f})" for field in FIELDS
        )
        yield f"{name:13} {len(rows):4}  {shown}"
