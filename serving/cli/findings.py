"""What `pantau search` shows: hits for people, and as rows of a table. The options are in `searching.py`."""

from __future__ import annotations

from typing import Any

import click

from models.clock import WIB
from serving.cli.printing import console
from serving.search import Hit, SearchResult

RESULT_COLUMNS = (
    "id", "url", "title", "score", "published_at", "outlet", "source", "regencies", "pillars", "scope", "story_id",
    "snippet", "why", "copies", "corrections",
)  # fmt: skip
_FACET_VALUES = 8


def result_row(hit: Hit) -> dict[str, Any]:
    """A hit by RESULT_COLUMNS."""
    row = hit.as_dict()
    return {name: row[name] for name in RESULT_COLUMNS}


def print_result(found: SearchResult) -> None:
    """The hits with what the query was taken for above them, notes on stderr."""
    for note in (found.note, *found.understood.get("problems", ())):
        if note:
            click.echo(note, err=True)
    out = console()
    if not found.hits:
        out.print(f"Nothing found for {found.query!r}.", markup=False)
    else:
        out.print(f"{len(found.hits)} of {found.total} articles for {found.query!r}", markup=False)
    for line in _describe(found.understood):
        out.print(line, markup=False, style="dim", soft_wrap=True)
    out.print()
    for number, hit in enumerate(found.hits, start=1):
        _print_hit(number, hit)
    for name, counts in found.facets.items():
        shown = " · ".join(f"{value} {count}" for value, count in list(counts.items())[:_FACET_VALUES])
        out.print(f"{name}: {shown or 'none'}", markup=False)


def _describe(understood: dict[str, Any]) -> list[str]:
    lines = [f"read {word!r} as {right!r}" for word, right in understood.get("corrected", {}).items()]
    lines += [f"{term!r} is also: {', '.join(others)}" for term, others in understood.get("synonyms", {}).items()]
    if understood.get("places"):
        lines.append(f"place, preferred: {', '.join(understood['places'])}")
    if understood.get("days"):
        lines.append(f"only from {understood['days']['since']} to {understood['days']['until']}")
    lines += [f"only {name} {value}" for name, value in understood.get("filters", {}).items()]
    lines += [f"must hold: {words}" for words in understood.get("required", ())]
    lines += [f"without: {words}" for words in understood.get("without", ())]
    return lines


def _print_hit(number: int, hit: Hit) -> None:
    from rich.text import Text

    published = f"{hit.published_at.astimezone(WIB):%Y-%m-%d %H:%M}" if hit.published_at else "no date"
    place = ", ".join(hit.regencies) or hit.scope
    pillars = ", ".join(hit.pillars) or "no pillar"
    out = console()
    out.print(Text(f"{number}. {hit.title}", style="bold"))
    out.print(Text(f"   {published} · {hit.outlet} · {place} · {pillars}", style="dim"))
    out.print(Text(f"   {hit.url}", style="dim"), soft_wrap=True)
    snippet = Text(f"   {hit.snippet}")
    snippet.highlight_words(hit.why["terms"], style="yellow", case_sensitive=False)
    out.print(snippet)
    words = ", ".join(hit.why["terms"]) or "none"
    words += f"; names {', '.join(hit.why['concepts'])}" if hit.why["concepts"] else ""
    reasons = f"   why: words {words}; keyword {hit.why['bm25']}, meaning {hit.why['semantic']}"
    out.print(Text(reasons, style="dim"))
    if hit.copies:
        outlets = ", ".join(copy["outlet"] for copy in hit.copies)
        out.print(Text(f"   same story in {len(hit.copies)} more: {outlets}", style="dim"))
    out.print()
