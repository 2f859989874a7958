"""Search measured: `python -m bench search[:PART]`. The analyst's own set: analyst/README.md."""

from __future__ import annotations

from pathlib import Path

from bench.parts import load_parts

PARTS = ("quality", "analyst", "latency", "fuzz", "cold")


def run(data: Path, part: str = "") -> None:
    """All parts, or one. `data` holds public test sets, and the texts among which the sample articles are hidden."""
    for module in load_parts("search", PARTS, part):
        module.measure(data)
