"""`python -m bench [NAME ...]`: run all benches, or the named ones. Data: PANTAU_BENCH_DATA, else ../shared/data."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

BENCHES = ("search",)


def main() -> None:
    """Run the benches; one whose data is not there says so and is passed over."""
    data = Path(os.environ.get("PANTAU_BENCH_DATA", "../shared/data"))
    wanted = sys.argv[1:] or list(BENCHES)
    for name in wanted:
        if name not in BENCHES:
            sys.exit(f"unknown bench {name!r}; there are: {', '.join(BENCHES)}")
        print(f"== {name}", flush=True)
        import_module(f"bench.{name}").run(data)


if __name__ == "__main__":
    main()
