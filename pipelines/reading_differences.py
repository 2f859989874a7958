"""What another reading changed: field by field and source by source, with examples, and whether it may be published.

Pure comparison of two documents of the same page, as plain values (`plain`); how they came about is not known here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from models.clock import WIB
from models.tables import Document

_NOT_READ = ("page_id", "state", "reason", "extract_version", "article_id")
FIELDS = tuple(name for name in Document.model_fields if name not in _NOT_READ)
MOST_LOST = 0.02
"""Largest share of the pages read before that may lose their body or their date."""
_SHRUNK = 0.5
"""A body with less than this share of its characters left is as good as lost: a reader that finds one paragraph."""
_EMPTY: tuple[Any, ...] = (None, "", [], {}, "none")

Change = Literal["unchanged", "changed", "gained", "lost"]
Plain = Mapping[str, Any]
Sink = Callable[[dict[str, Any]], None]


@dataclass
class SourceCount:
    """How the pages of one source fared."""

    pages: int = 0
    read_before: int = 0
    touched: int = 0
    lost: int = 0
    """Read before, and without body or date (or refused) now."""
    changes: Counter[tuple[str, Change]] = field(default_factory=Counter)
    """By field and kind of change; unchanged fields are not counted here."""


@dataclass
class ReadingDifferences:
    """Collects differences page by page. `sink` is given every one of them, `examples` keeps a few of each kind."""

    examples_each: int = 3
    sink: Sink | None = None
    now_refused: int = 0
    now_read: int = 0
    fields: dict[str, Counter[Change]] = field(default_factory=lambda: {name: Counter() for name in FIELDS})
    sources: dict[str, SourceCount] = field(default_factory=lambda: defaultdict(SourceCount))
    examples: list[dict[str, Any]] = field(default_factory=list)
    _shown: Counter[tuple[str, Change]] = field(default_factory=Counter)

    def add(self, page_id: int, source_id: str, url: str, before: Plain, after: Plain) -> None:
        """Compare two readings of one page, both as `plain` gives them."""
        source = self.sources[source_id]
        was_read, is_read = before["state"] == "read", after["state"] == "read"
        self.now_refused += was_read and not is_read
        self.now_read += is_read and not was_read
        source.pages += 1
        source.read_before += was_read
        source.lost += was_read and (_loses_body(before, after) or _loses_date(before, after))
        changes = {name: compare_values(_said(before, name), _said(after, name)) for name in FIELDS}
        source.touched += any(change != "unchanged" for change in changes.values())
        for name, change in changes.items():
            self.fields[name][change] += 1
            if change != "unchanged":
                source.changes[name, change] += 1
                told = {"before": _said(before, name), "after": _said(after, name), "reason": after["reason"]}
                page = {"page_id": page_id, "source_id": source_id, "url": url}
                self._tell(name, change, {**page, "field": name, "change": change, **told})

    @property
    def pages(self) -> int:
        """How many pages were compared."""
        return sum(source.pages for source in self.sources.values())

    @property
    def read_before(self) -> int:
        """How many of them had been read (and not refused) before."""
        return sum(source.read_before for source in self.sources.values())

    @property
    def touched(self) -> int:
        """How many are different in any field."""
        return sum(source.touched for source in self.sources.values())

    @property
    def lost(self) -> int:
        """How many read before lose their body or date."""
        return sum(source.lost for source in self.sources.values())

    @property
    def is_publishable(self) -> bool:
        """Whether the loss is within MOST_LOST."""
        return self.lost <= MOST_LOST * self.read_before

    def describe_loss(self) -> str:
        """The loss as a clause, with every source that has a part in it, the worst first."""
        if not self.lost:
            return f"none of {self.read_before} pages read before loses its body or date"
        losing = sorted(
            ((count.lost, source_id, count.read_before) for source_id, count in self.sources.items() if count.lost),
            key=lambda losing: (-losing[0], losing[1]),
        )
        where = ", ".join(f"{source_id} {lost} of {read}" for lost, source_id, read in losing)
        share = 100 * self.lost / max(1, self.read_before)
        return (
            f"the new reading loses the body or the date of {self.lost} of {self.read_before} pages read before"
            f" ({share:.1f} %, at most {100 * MOST_LOST:.0f} % may be lost): {where}"
        )

    def as_dict(self) -> dict[str, Any]:
        """Everything as a mapping for JSON."""
        names = ("pages", "read_before", "touched", "now_refused", "now_read", "lost", "is_publishable")
        return {
            **{name: getattr(self, name) for name in names},
            "fields": {name: _as_dict(counts) for name, counts in self.fields.items()},
            "sources": {source_id: _source_as_dict(count) for source_id, count in sorted(self.sources.items())},
            "examples": self.examples,
        }

    def _tell(self, name: str, change: Change, difference: dict[str, Any]) -> None:
        if self.sink:
            self.sink(difference)
        if self._shown[name, change] < self.examples_each:
            self._shown[name, change] += 1
            self.examples.append(difference)


def plain(document: Mapping[str, Any]) -> dict[str, Any]:
    """The compared columns of a document row as JSON holds them: instants as ISO 8601 in WIB."""
    return {name: _plain(document.get(name)) for name in ("state", "reason", *FIELDS)}


def compare_values(before: Any, after: Any) -> Change:
    """How one field fared."""
    if before == after:
        return "unchanged"
    if before in _EMPTY:
        return "unchanged" if after in _EMPTY else "gained"
    return "lost" if after in _EMPTY else "changed"


def _said(document: Plain, name: str) -> Any:
    """What a reading says of a field; a refused page says nothing."""
    return document[name] if document["state"] == "read" else None


def _loses_body(before: Plain, after: Plain) -> bool:
    return len(_said(after, "body") or "") < _SHRUNK * len(before["body"])


def _loses_date(before: Plain, after: Plain) -> bool:
    return before["published_at"] is not None and _said(after, "published_at") is None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(WIB).isoformat()
    if isinstance(value, tuple):
        return list(value)
    return value


def _as_dict(counts: Counter[Change]) -> dict[str, int]:
    kinds: tuple[Change, ...] = ("unchanged", "changed", "gained", "lost")
    return {kind: counts[kind] for kind in kinds}


def _source_as_dict(count: SourceCount) -> dict[str, Any]:
    fields: dict[str, dict[str, int]] = defaultdict(dict)
    for (name, change), number in count.changes.items():
        fields[name][change] = number
    counts = {name: value for name, value in vars(count).items() if name != "changes"}
    return {**counts, "fields": {name: fields[name] for name in FIELDS if name in fields}}
