"""Reading measured beside named peers: `python -m bench reading[:PART]`.

Pages: those of `html/` in the data folder with their ground truth, passed over where it is absent, and our own frozen
ones of `tests/fixtures/pages`. Each part prints what was measured beside its target. Where peers that are no
dependency of ours come from is said in `bench/interpreters.py`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

PARTS = ("quality", "speed", "dates", "mutated")


def run(data: Path, part: str = "") -> None:
    """All parts, or one. `data`: the folder that may hold `html/`."""
    if part and part not in PARTS:
        sys.exit(f"unknown part {part!r} of reading; there are: {', '.join(PARTS)}")
    for name in [part] if part else PARTS:
        print(f"-- reading:{name}", flush=True)
        import_module(f"bench.reading.{name}").measure(data)
