"""Stories measured: `python -m bench stories[:quality|:speed]`. What each part measures is said in README.md."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

PARTS = ("quality", "speed")


def run(data: Path, part: str = "") -> None:
    """Both parts, or one. `data` is not used: the articles are written for this bench."""
    del data
    if part and part not in PARTS:
        sys.exit(f"unknown part {part!r} of stories; there are: {', '.join(PARTS)}")
    for name in [part] if part else PARTS:
        import_module(f"bench.stories.{name}").measure()
