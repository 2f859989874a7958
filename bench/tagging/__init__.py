"""Tagging measured on labelled articles and on the sample articles: `python -m bench tagging[:PART]`.

`scores`: F1 per file. `curve`: precision and recall of relevance by threshold. `stability`: the same tags for the same
article said a little differently. `speed`: articles a second and core. Labels are in the .jsonl files beside.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

PARTS = ("scores", "curve", "stability", "speed")


def run(data: Path, part: str = "") -> None:
    """All parts, or one. `data`: only `scores` and `curve` look beside it for the labelled articles of gold/."""
    if part and part not in PARTS:
        sys.exit(f"unknown part {part!r} of tagging; there are: {', '.join(PARTS)}")
    for name in [part] if part else PARTS:
        print(f"-- tagging:{name}", flush=True)
        for line in import_module(f"bench.tagging.{name}").measure(data):
            print(line, flush=True)
