"""Reading measured beside named peers: `python -m bench reading[:PART]`.

Pages: those of `html/` in the data folder with their ground truth, passed over where it is absent, and our own frozen
ones of `tests/fixtures/pages`. Each part prints what was measured beside its target. Where peers that are no
dependency of ours come from is said in `bench/interpreters.py`.
"""

from __future__ import annotations

from pathlib import Path

from bench.parts import load_parts

PARTS = ("quality", "speed", "dates", "mutated")


def run(data: Path, part: str = "") -> None:
    """All parts, or one. `data`: the folder that may hold `html/`."""
    for module in load_parts("reading", PARTS, part):
        module.measure(data)
