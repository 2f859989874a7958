"""The coverage table of docs/sources.md: every real source of a province with what is known about it.

Run: python -m serving.source_table > docs/sources.md. Only facts of the catalogue are shown; what a source gave last
night is `serving/monitor.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence

from models.catalogue import Catalogue
from models.settings import Settings
from models.sources import Source

COMMAND = "python -m serving.source_table > docs/sources.md"
COLUMNS = ("id", "name", "owner", "platform", "channels", "rights", "regencies", "enabled", "verified")


def make_source_table(catalogue: Catalogue) -> str:
    """Markdown of a whole page: head, counts per owner and platform, one row per source in order of id.

    Sample outlets are left out: they exist nowhere. The same catalogue always gives the same text, ending in a newline.
    """
    sources = sorted((each for each in catalogue.sources.values() if not each.is_sample), key=lambda each: each.id)
    parts = (
        _make_head(catalogue.province.name, sources),
        _make_counts("owner", sources, lambda source: source.owner),
        _make_counts("platform", sources, lambda source: source.platform),
        _make_table(COLUMNS, (_make_row(source) for source in sources)),
    )
    return "\n\n".join(parts) + "\n"


def _make_head(province: str, sources: Sequence[Source]) -> str:
    enabled = sum(source.enabled for source in sources)
    verified = sum(source.verified is not None for source in sources)
    return (
        f"# Sources of {province}\n\n"
        f"Written by `{COMMAND}` out of the files under `provinces/`; a test fails when this page lags behind them.\n\n"
        f"{len(sources)} sources: {enabled} are asked every night, {len(sources) - enabled} are not and say why,"
        f" {verified} were probed on the live site. Channels stand in the order they are tried; a later one is asked"
        " when the earlier fail or do not reach back far enough. `pantau status` shows what each source gave."
    )


def _make_counts(title: str, sources: Iterable[Source], kind_of: Callable[[Source], str]) -> str:
    """One row per kind, the most frequent first."""
    enabled: dict[str, list[bool]] = {}
    for source in sources:
        enabled.setdefault(kind_of(source), []).append(source.enabled)
    ranked = sorted(enabled.items(), key=lambda item: (-len(item[1]), item[0]))
    return _make_table((title, "sources", "enabled"), ((kind, str(len(all_)), str(sum(all_))) for kind, all_ in ranked))


def _make_row(source: Source) -> tuple[str, ...]:
    return (
        f"`{source.id}`",
        f"[{source.name}]({source.homepage})",
        source.owner,
        source.platform,
        ", ".join(channel.spider for channel in source.discover),
        source.rights,
        ", ".join(source.regencies) or "whole province",
        "yes" if source.enabled else f"no: {source.reason}",
        "never" if source.verified is None else source.verified.isoformat(),
    )


def _make_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(_escape(cell) for cell in line)} |" for line in lines)


def _escape(cell: str) -> str:
    """A reason may run over several lines or hold a bar; a cell may not."""
    return " ".join(cell.split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(make_source_table(Catalogue(Settings().province, samples=None)))
