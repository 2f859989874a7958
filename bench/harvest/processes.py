"""What the kernel says about processes (Linux): who descends from whom, memory, time."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Sample(NamedTuple):
    """Memory at one moment: bytes of each process of a tree, and what was counted then."""

    at: float
    done: int
    bytes_of: dict[int, int]


class MemoryWatch:
    """Samples the memory of a process and its descendants in a thread, until the block ends."""

    def __init__(self, pid: int, count: Callable[[], int], every_seconds: float = 0.25) -> None:
        self._pid, self._count, self._every = pid, count, every_seconds
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.samples: list[Sample] = []

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(self._every):
            sizes = {pid: resident_bytes(pid) for pid in find_tree(self._pid)}
            self.samples.append(Sample(time.monotonic(), self._count(), sizes))


def find_tree(pid: int) -> list[int]:
    """A process and all its descendants, parents first."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            children.setdefault(_parent(int(folder.name)), []).append(int(folder.name))
    tree = [pid]
    for known in tree:
        tree += children.get(known, [])
    return tree


def kill_tree(pid: int) -> int:
    """Kill a process and all its descendants as if at one instant: all are halted before the first one dies."""
    halted: set[int] = set()
    while fresh := [one for one in find_tree(pid) if one not in halted]:
        for one in fresh:
            _signal(one, signal.SIGSTOP)
            halted.add(one)
    for one in halted:
        _signal(one, signal.SIGKILL)
    return len(halted)


def resident_bytes(pid: int) -> int:
    """Memory a process holds; 0 if it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def cpu_seconds(pid: int) -> float:
    """Processor time of a process tree so far, ended children included."""
    return sum(map(_own_cpu_seconds, find_tree(pid)))


def _own_cpu_seconds(pid: int) -> float:
    try:
        fields = _stat(pid)
    except OSError:
        return 0.0
    return sum(int(field) for field in fields[11:15]) / _TICKS


def _parent(pid: int) -> int:
    try:
        return int(_stat(pid)[1])
    except OSError:
        return 0


def _stat(pid: int) -> list[str]:
    """Fields of /proc/N/stat behind the name, which may hold anything."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()


def _signal(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)
