"""How long something takes on a machine that others use too: time on the wall, and the same less the time its two
processes (ours and the database's) only waited for a processor. Linux counts those waits; elsewhere both are the same.

What is measured is `latency.py`.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

_NANO = 1e9
_LOOPS = 1_000_000


class Lap(NamedTuple):
    """Seconds of one act."""

    wall: float
    quiet: float
    """Without the waits for a processor."""


def time_act(act: Callable[[], object], process_ids: Sequence[int] = ()) -> Lap:
    """Time `act`. `process_ids`: of processes that take turns with this one, never two at once."""
    own = (os.getpid(), *process_ids)
    waited, started = _waited(own), time.perf_counter()
    act()
    wall = time.perf_counter() - started
    return Lap(wall, max(0.0, wall - (_waited(own) - waited)))


def percentiles(seconds: Sequence[float]) -> str:
    """p50, p95 and p99, in milliseconds."""
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return "  ".join(f"p{cut} {cuts[cut - 1] * 1000:6.1f}" for cut in (50, 95, 99)) + " ms"


def load_now() -> str:
    """How busy the machine is, and how quick its processor: the same loop takes twice as long where others use the
    other half of a core, or its host slows it."""
    started = time.process_time()
    sum(number * number for number in range(_LOOPS))
    loop = (time.process_time() - started) * 1000
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, a million squares in {loop:.0f} ms"


def worked(process_ids: Sequence[int]) -> float:
    """Seconds of processor time these processes have had so far, all threads together; 0 where that is not counted."""
    tasks = (path for process_id in process_ids for path in Path(f"/proc/{process_id}/task").glob("*/schedstat"))
    return sum(_read(path)[0] for path in tasks) / _NANO


def _waited(process_ids: Sequence[int]) -> float:
    """Of the first thread of each: it is the one that acts."""
    return sum(_read(Path(f"/proc/{process_id}/schedstat"))[1] for process_id in process_ids) / _NANO


def _read(path: Path) -> tuple[int, int]:
    """Nanoseconds at work and waiting for a processor."""
    try:
        at_work, waiting, _ = path.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return 0, 0
    return int(at_work), int(waiting)
