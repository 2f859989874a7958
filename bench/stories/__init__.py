"""Stories measured: `python -m bench stories[:quality|:speed]`. What each part measures is said in README.md."""

from __future__ import annotations

from pathlib import Path

from bench.parts import load_parts

PARTS = ("quality", "speed")


def run(data: Path, part: str = "") -> None:
    """Both parts, or one. `data` is not used: the articles are written for this bench."""
    del data
    for module in load_parts("stories", PARTS, part):
        module.measure()
