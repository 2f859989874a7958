"""Looking at known sources: fetching is `spiders`', reading `pipelines`', files are the catalogue's; here they meet.

New sources and frozen pages are `adding.py`, the commands and their output `registry.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.boilerplate import load_boilerplate
from models.catalogue import Catalogue
from models.clock import WIB, now, wib_date
from models.errors import ReadingError, UsageError
from models.settings import Settings
from models.shapes import Page, Reading
from models.source_file import record_verified
from models.sources import Source
from pipelines.extract import extract
from serving.source_table import make_source_table

if TYPE_CHECKING:
    from spiders.probe import Probe

_MOST_AT_ONCE = 4
"""Each look has a process of its own, which mostly waits."""


@dataclass(frozen=True)
class Seen:
    """What a look at a source gave. `reading` None: no article could be had or read, `trouble` says why."""

    source_id: str
    at: datetime
    robots: dict[str, Any]
    channels: list[dict[str, Any]]
    page: Page | None
    reading: Reading | None
    trouble: str | None

    @property
    def went_well(self) -> bool:
        """Whether an article was read, its date included: the source can be harvested."""
        return self.reading is not None and self.reading.published_at is not None

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready: what is written to PANTAU_HOME/probes/<id>.json."""
        return {
            "source": self.source_id,
            "probed_at": self.at.astimezone(WIB).isoformat(timespec="seconds"),
            "went_well": self.went_well,
            "robots": self.robots,
            "channels": self.channels,
            "article": _show_article(self.page, self.reading),
            "trouble": self.trouble,
        }


def probe_sources(
    settings: Settings, catalogue: Catalogue, sources: Sequence[Source], progress: Callable[[int, int], None]
) -> list[Seen]:
    """Look at these sources, a few at once, and write what was seen to PANTAU_HOME/probes."""
    seen: list[Seen] = []
    with ThreadPoolExecutor(_MOST_AT_ONCE) as pool:
        for found in pool.map(partial(_probe, settings, catalogue), sources):
            write_seen(settings, found)
            seen.append(found)
            progress(len(seen), len(sources))
    return seen


def choose_sources(catalogue: Catalogue, ids: Sequence[str]) -> list[Source]:
    """The named ones, enabled or not; all that a night would ask where none is named. UsageError for sample outlets."""
    named = [catalogue.source(source_id) for source_id in dict.fromkeys(ids)]
    for source in named:
        if source.is_sample:
            raise UsageError(f"{source.id} is a sample outlet: it exists in the sample archive only")
    return named or [source for source in catalogue.sources.values() if source.enabled and not source.is_sample]


def record(catalogue: Catalogue, seen: Sequence[Seen]) -> list[str]:
    """Set `verified:` in the files of the sources that went well; returns their ids. The coverage table follows."""
    good = [found for found in seen if found.went_well]
    for found in good:
        path = source_path(catalogue, found.source_id)
        path.write_text(record_verified(path.read_text(encoding="utf-8"), wib_date(found.at), str(path)), "utf-8")
    if good:
        renew_table(catalogue)
    return [found.source_id for found in good]


def source_path(catalogue: Catalogue, source_id: str) -> Path:
    """The file of a source."""
    return catalogue.folder / "sources" / f"{source_id}.yml"


def write_seen(settings: Settings, seen: Seen) -> Path:
    """Keep what was seen under PANTAU_HOME; the next look replaces it."""
    path = settings.home / "probes" / f"{seen.source_id}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(seen.as_dict(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def renew_table(catalogue: Catalogue) -> None:
    """Write docs/sources.md anew where it is the page of this province."""
    page = catalogue.root.parent / "docs" / "sources.md"
    fresh = Catalogue(catalogue.province_id, root=catalogue.root, samples=None)
    if page.is_file() and page.read_text(encoding="utf-8").startswith(f"# Sources of {fresh.province.name}\n"):
        page.write_text(make_source_table(fresh), encoding="utf-8")


def make_seen(catalogue: Catalogue, source: Source, probe: Probe) -> Seen:
    """A probe with its article read."""
    channels = [each.as_dict() for each in probe.channels]
    reading, problem = read_page(catalogue, source, probe.page) if probe.page else (None, None)
    trouble = f"{probe.trouble.state}: {probe.trouble.words}" if probe.trouble else problem
    return Seen(
        source.id,
        probe.at,
        {**vars(probe.robots), "sitemaps": list(probe.robots.sitemaps)},
        channels,
        probe.page,
        reading,
        trouble,
    )


def read_page(catalogue: Catalogue, source: Source, page: Page) -> tuple[Reading | None, str | None]:
    """What is read from a page, or why nothing is; a reading without a date has its problem said too."""
    try:
        reading = extract(page, source, catalogue.platform_of(source), load_boilerplate(catalogue.root))
    except ReadingError as error:
        return None, str(error)
    return reading, None if reading.published_at else f"{page.url}: its date was not found"


def _probe(settings: Settings, catalogue: Catalogue, source: Source) -> Seen:
    from spiders.asking import Asker
    from spiders.probe import probe_source

    with Asker(settings) as asker:
        return make_seen(catalogue, source, probe_source(asker, source, catalogue.platform_of(source), now()))


def _show_article(page: Page | None, reading: Reading | None) -> dict[str, Any] | None:
    if page is None:
        return None
    if reading is None:
        return {"url": page.url}
    return {
        "url": page.url,
        "title": reading.title,
        "published_at": reading.published_at and reading.published_at.astimezone(WIB).isoformat(),
        "published_basis": reading.published_basis,
        "author": reading.author,
        "letters": len(reading.body),
        "warnings": list(reading.warnings),
    }
