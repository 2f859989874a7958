"""Tagging measured on labelled articles and on the sample articles: `python -m bench tagging[:PART]`.

`scores`: F1 per file. `curve`: precision and recall of relevance by threshold. `stability`: the same tags for the same
article said a little differently. `speed`: articles a second and core. Labels are in the .jsonl files beside.
"""

from __future__ import annotations

from pathlib import Path

from bench.parts import load_parts

PARTS = ("scores", "curve", "stability", "speed")


def run(data: Path, part: str = "") -> None:
    """All parts, or one. `data`: only `scores` and `curve` look beside it for the labelled articles of gold/."""
    for module in load_parts("tagging", PARTS, part):
        for line in module.measure(data):
            print(line, flush=True)
