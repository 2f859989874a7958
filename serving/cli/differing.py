"""How the differences between two readings, or two taggings, are shown to an operator. Nothing is compared here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from serving.cli.printing import print_table

if TYPE_CHECKING:
    from pipelines.reading_differences import ReadingDifferences, SourceCount
    from pipelines.tag_differences import TagDifferences

_WIDTH = 110
_UNSHOWN = {"key", "published_basis", "is_date_inferred", "origins", "parts"}
"""Fields without examples on the screen: they follow from others, and JSON has them."""
_AROUND = 30
"""Characters shown before the place where two texts part."""


def print_readings(differences: ReadingDifferences, missing: int = 0) -> None:
    """What reading again changed: one sentence, fields, sources, examples. `missing`: pages the archive lost."""
    told = differences.as_dict()
    click.echo(
        f"{told['pages']} pages read again: {told['touched']} are read otherwise, {told['now_refused']} more and"
        f" {told['now_read']} fewer are refused; {differences.describe_loss()}"
    )
    if missing:
        click.echo(f"{missing} pages are not in the archive any more; what was read of them stays.")
    if not told["touched"]:
        return
    kinds = ("unchanged", "changed", "gained", "lost")
    rows = [(name, *(counts[kind] for kind in kinds)) for name, counts in told["fields"].items()]
    print_table("Fields", ("field", *kinds), rows, right=kinds)
    columns = ("source", "pages", "different", "lost", "fields")
    touched = [(name, count) for name, count in sorted(differences.sources.items()) if count.touched]
    shown = [(name, count.pages, count.touched, count.lost, _list_changes(count)) for name, count in touched]
    print_table("Sources", columns, shown, right=columns[1:4])
    for found in (found for found in differences.examples if found["field"] not in _UNSHOWN):
        click.echo(f"{found['field']} {found['change']}  {found['url']}")
        _print_change(found)


def print_tags(differences: TagDifferences) -> None:
    """What tagging again changed: one sentence, tags, examples."""
    click.echo(
        f"{differences.articles} articles tagged again: {differences.retagged} are tagged otherwise,"
        f" {differences.reworded} as before for other reasons"
    )
    kinds = ("before", "added", "removed", "changed", "after")
    rows = [
        (label[0], label[1], *(count.as_dict()[kind] for kind in kinds))
        for label, count in differences.rows()
        if count.added or count.removed or count.changed
    ]
    if rows:
        print_table("Tags", ("tag", "value", *kinds), rows, right=kinds)
    for found in differences.examples:
        click.echo(f"{found['tag']} {found['value']} {found['change']}  {found['url']}  {found['title']}")
        if found["change"] == "changed":
            _print_change(found)
        for reason in found["why"][:1]:
            click.echo(f"    because {_shorten(reason)}")


def _list_changes(count: SourceCount) -> str:
    return ", ".join(f"{name} {number} {change}" for (name, change), number in count.changes.most_common())


def _print_change(found: Mapping[str, Any]) -> None:
    before, after = (_as_text(found[side]) for side in ("before", "after"))
    start = max(0, _parting(before, after) - _AROUND)
    for sign, said in (("-", before), ("+", after)):
        if said:
            click.echo(f"    {sign} {'…' if start else ''}{_shorten(said[start:])}")
    if not after and found.get("reason"):
        click.echo(f"    refused: {_shorten(found['reason'])}")


def _parting(before: str, after: str) -> int:
    """Where two texts begin to differ."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(before), len(after)))


def _shorten(said: str) -> str:
    line = " ".join(said.split())
    return line if len(line) <= _WIDTH else f"{line[:_WIDTH]}…"


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
