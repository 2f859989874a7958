"""One night in a process of its own: a job as JSON in, its report as JSON out, logs to standard error."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from models.catalogue import Catalogue
from models.settings import Settings
from spiders.run import harvest


def main() -> None:
    """Harvest as the job says."""
    job = json.load(sys.stdin)
    settings = Settings.model_validate(job["settings"])
    catalogue = Catalogue("ladang", root=Path(job["catalogue"]), samples=None)
    report = harvest(settings, catalogue, sources=job["sources"], log=lambda line: print(line, file=sys.stderr))
    json.dump(asdict(report), sys.stdout, default=str)


if __name__ == "__main__":
    main()
