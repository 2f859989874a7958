"""Which Python runs a peer that is no dependency of ours: this one where it has it, else that of PANTAU_BENCH_PEERS.

news-please and newspaper4k stand beside Pantau's pins only with a newer pip than a fresh Python 3.11 brings (23.2 stops
at their two spellings of one extra of lxml), so they live in an environment of their own:
`python3.11 -m venv peers && peers/bin/pip install newspaper4k news-please`, then `PANTAU_BENCH_PEERS=peers/bin/python`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from importlib.util import find_spec

_CHECK = "import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)"


@cache
def find_python(module: str) -> str | None:
    """The path of a Python that can import `module`; None where there is none."""
    if find_spec(module):
        return sys.executable
    other = os.environ.get("PANTAU_BENCH_PEERS")
    if not other:
        return None
    has = subprocess.run([other, "-I", "-c", _CHECK, module], capture_output=True, check=False)
    return other if has.returncode == 0 else None


def why_missing(module: str) -> str:
    """A sentence for the table."""
    if os.environ.get("PANTAU_BENCH_PEERS"):
        return f"passed over: the Python of PANTAU_BENCH_PEERS has no {module}"
    return f"passed over: {module} is not here and PANTAU_BENCH_PEERS is not set"
