"""Child processes of a harvest: start them, hear them, end them. What they do is `worker.py`, which is `run.py`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any, Literal, NamedTuple

from spiders.job import Job

WORKER = [sys.executable, "-P", "-m", "spiders.worker"]
_ROOT = Path(__file__).parents[1]
_PATIENCE_SECONDS = 20.0
"""How long a child that was asked to stop may take to put away what it has."""


class Message(NamedTuple):
    """Something a child said: an event (a mapping), a line of its log, or that it has ended (its exit code)."""

    child: Child
    kind: Literal["event", "log", "exit"]
    content: Any


class Child:
    """One running worker. `unfinished`: ids of its sources without a report."""

    def __init__(self, job: Job, messages: Queue[Message], most_seconds: float) -> None:
        self.unfinished = [assignment.source.id for assignment in job.assignments]
        self.deadline = time.monotonic() + most_seconds
        self._messages = messages
        # Ctrl-C is ours to pass on: a second signal would be an order to drop everything.
        self._process = open_child(WORKER, is_own_session=True)
        self._threads = [
            Thread(target=self._hear_events, daemon=True),
            Thread(target=self._hear_log, daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        self._hand_over(job)

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    def interrupt(self) -> None:
        """Ask it, once, to stop; it stores what it has fetched."""
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)

    def end(self) -> None:
        """Wait until it has stopped, and kill it if it does not."""
        try:
            self._process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self._close()

    def kill(self) -> None:
        """End it at once."""
        with suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()

    def _hand_over(self, job: Job) -> None:
        with suppress(BrokenPipeError):  # it died before it read its job: its end tells
            _open(self._process.stdin).write(job.model_dump_json())
            _open(self._process.stdin).close()

    def _hear_events(self) -> None:
        for line in _open(self._process.stdout):
            self._messages.put(Message(self, "event", json.loads(line)))
        code = self._process.wait()
        self._threads[1].join()
        self._messages.put(Message(self, "exit", code))

    def _hear_log(self) -> None:
        for line in _open(self._process.stderr):
            self._messages.put(Message(self, "log", line.rstrip("\n")))

    def _close(self) -> None:
        for thread in self._threads:
            thread.join(_PATIENCE_SECONDS)
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            with suppress(BrokenPipeError):
                _open(stream).close()


class Children:
    """The workers of one harvest, at most `most_at_once` at a time; the others wait their turn.

    A context manager: children still running at its end are ended.
    """

    def __init__(self, most_at_once: int, most_seconds: float) -> None:
        self._most_at_once, self._most_seconds = most_at_once, most_seconds
        self._waiting: list[Job] = []
        self._running: list[Child] = []
        self._messages: Queue[Message] = Queue()

    def __enter__(self) -> Children:
        return self

    def __exit__(self, *_: object) -> None:
        for child in self._running:
            child.interrupt()
        for child in self._running:
            child.end()

    def add(self, job: Job) -> None:
        """One more job."""
        self._waiting.append(job)

    def hear(self) -> Iterator[Message]:
        """What the children say, until the last has ended; jobs may be added meanwhile."""
        while self._waiting or self._running:
            self._start_waiting()
            message = self._next_message()
            if message is None:
                continue
            if message.kind == "exit":
                self._running.remove(message.child)
                message.child.end()
            yield message

    def _start_waiting(self) -> None:
        while self._waiting and len(self._running) < self._most_at_once:
            self._running.append(Child(self._waiting.pop(0), self._messages, self._most_seconds))

    def _next_message(self) -> Message | None:
        try:
            return self._messages.get(timeout=1.0)
        except Empty:
            for child in self._running:
                if time.monotonic() > child.deadline:
                    child.kill()
            return None


def open_child(command: Sequence[str], *, is_own_session: bool = False) -> subprocess.Popen[str]:
    """Start a child with three pipes; it looks for modules in this checkout (or installation) first."""
    known = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), *known])},
        start_new_session=is_own_session,
    )


def _open(stream: IO[str] | None) -> IO[str]:
    assert stream is not None, "every child is started with pipes"
    return stream
