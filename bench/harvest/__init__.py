"""The harvest measured on a farm of fictional outlets: `python -m bench harvest[:PART] [--full] [--strict]`.

Each part prints what was measured beside its target. `--full`: the long versions. `--strict`: a target that is missed
makes the exit code 1.
"""

from __future__ import annotations

import signal
import sys
from importlib import import_module
from pathlib import Path

from bench.harvest.stage import open_stage
from bench.harvest.table import show

PARTS = ("recall", "politeness", "throughput", "memory", "crash", "hostile", "breaks")


def run(data: Path, part: str = "") -> None:
    """All parts, or one. `data` is not used: the farm makes its own."""
    if part and part not in PARTS:
        sys.exit(f"unknown part {part!r} of harvest; there are: {', '.join(PARTS)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))  # or the database would stay
    missed = 0
    with open_stage() as stage:
        for name in [part] if part else PARTS:
            print(f"-- harvest:{name}", flush=True)
            missed += show(import_module(f"bench.harvest.{name}").measure(stage, "--full" in sys.argv))
    if missed and "--strict" in sys.argv:
        sys.exit(f"{missed} targets of harvest missed")
