"""From the shell's prompt to the answer: `pantau search` on a running server of the sample store, and `pantau --help`.

Targets: 2 s and half a second. Processor time stands beside time on the wall: on a busy machine only it says something.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from bench.scratch import open_scratch
from bench.search.fuzz import fill_with_sample
from bench.search.stopwatch import load_now

ROUNDS = 7
COMMANDS = {
    "pantau --help": (["--help"], 0.5),
    'pantau search "kota cerdas" --json': (["search", "kota cerdas", "--json"], 2.0),
}
_MAIN = "from serving.cli.main import main; main()"


def measure(data: Path) -> None:
    """The median of some rounds, the first left out; `data` is not looked at."""
    with open_scratch() as (engine, settings):
        fill_with_sample(engine, settings)
        for name, (arguments, target) in COMMANDS.items():
            _report(name, arguments, target, settings.home)


def _report(name: str, arguments: list[str], target: float, home: Path) -> None:
    laps = [_run(arguments, home) for _ in range(ROUNDS + 1)][1:]
    wall, own = median(lap[0] for lap in laps), median(lap[1] for lap in laps)
    print(
        f"{name}: {wall:.2f} s on the wall, {own:.2f} s of processor time, target {target} s ({load_now()})", flush=True
    )


def _run(arguments: list[str], home: Path) -> tuple[float, float]:
    """Seconds on the wall and of the processor."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PANTAU_", "DATABASE_"))}
    used, started = _used(), time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", _MAIN, *arguments],
        env={**environment, "PANTAU_HOME": str(home)}, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return time.perf_counter() - started, _used() - used


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
