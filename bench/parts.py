"""The parts of a bench: a module each, in the package of the bench, with a `measure` of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from types import ModuleType


def load_parts(bench: str, parts: Sequence[str], part: str) -> Iterator[ModuleType]:
    """The modules of all `parts`, or of one, each imported and announced when its turn comes; exits for an unknown."""
    if part and part not in parts:
        sys.exit(f"unknown part {part!r} of {bench}; there are: {', '.join(parts)}")
    return (_load(bench, name) for name in ([part] if part else parts))


def _load(bench: str, part: str) -> ModuleType:
    print(f"-- {bench}:{part}", flush=True)
    return import_module(f"bench.{bench}.{part}")
