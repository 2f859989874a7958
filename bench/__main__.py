"""`python -m bench [NAME[:PART] ...] [--full]`: run all benches, or the named ones, or one part of one.

Data: PANTAU_BENCH_DATA, else ../shared/data. `--full`: the long versions, for benches that have them.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

BENCHES = ("search", "harvest", "health", "reading", "stories", "again", "tagging")


def main() -> None:
    """Run the benches; one whose data is not there says so and is passed over."""
    data = Path(os.environ.get("PANTAU_BENCH_DATA", "../shared/data"))
    wanted = [name for name in sys.argv[1:] if not name.startswith("--")] or list(BENCHES)
    for name in wanted:
        bench, _, part = name.partition(":")
        if bench not in BENCHES:
            sys.exit(f"unknown bench {bench!r}; there are: {', '.join(BENCHES)}")
        print(f"== {name}", flush=True)
        import_module(f"bench.{bench}").run(data, *([part] if part else []))


if __name__ == "__main__":
    main()
