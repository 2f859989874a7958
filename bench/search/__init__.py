"""Search measured: `python -m bench search[:PART]`. The analyst's own set: analyst/README.md."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

PARTS = ("quality", "analyst", "latency", "fuzz", "cold")


def run(data: Path, part: str = "") -> None:
    """All parts, or one. `data` holds public test sets, and the texts among which the sample articles are hidden."""
    if part and part not in PARTS:
        sys.exit(f"unknown part {part!r} of search; there are: {', '.join(PARTS)}")
    for name in [part] if part else PARTS:
        print(f"-- search:{name}", flush=True)
        import_module(f"bench.search.{name}").measure(data)
