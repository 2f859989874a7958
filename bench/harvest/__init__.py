"""The harvest measured on a farm of fictional outlets: `python -m bench harvest[:PART] [--full] [--strict]`.

Each part prints what was measured beside its target. `--full`: the long versions. `--strict`: a target that is missed
makes the exit code 1.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from bench.harvest.stage import open_stage
from bench.harvest.table import show
from bench.parts import load_parts

PARTS = ("recall", "politeness", "throughput", "memory", "crash", "hostile", "breaks")


def run(data: Path, part: str = "") -> None:
    """All parts, or one. `data` is not used: the farm makes its own."""
    modules = load_parts("harvest", PARTS, part)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))  # or the database would stay
    with open_stage() as stage:
        missed = sum(show(module.measure(stage, "--full" in sys.argv)) for module in modules)
    if missed and "--strict" in sys.argv:
        sys.exit(f"{missed} targets of harvest missed")
