"""What another tagging changed: tag by tag, how many articles gained and lost it, with examples.

Pure comparison of two taggings of the same article; how they came about is not known here. "The same tag" is the same
word on the same article; that only its evidence or score is another is counted apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from models.shapes import Tagging

GROUPS = ("relevance", "scope", "regency", "pillar", "milestone")
Change = Literal["added", "removed", "changed"]
Label = tuple[str, str]
"""Group and value: ("pillar", "living")."""
Sink = Callable[[dict[str, Any]], None]


@dataclass
class LabelCount:
    """In how many articles one tag stood before and stands now. `changed`: it stood and stands, but says another thing
    (a pillar's rank; a milestone's status, regency or day)."""

    before: int = 0
    added: int = 0
    removed: int = 0
    changed: int = 0

    @property
    def after(self) -> int:
        """In how many articles it stands now."""
        return self.before + self.added - self.removed

    def as_dict(self) -> dict[str, int]:
        """The counts by name."""
        return {**vars(self), "after": self.after}


@dataclass
class TagDifferences:
    """Collects differences article by article. `sink` is given every one of them, `examples` keeps a few of each."""

    examples_each: int = 3
    sink: Sink | None = None
    articles: int = 0
    """How many were compared."""
    retagged: int = 0
    """In how many of them a tag was added, removed or changed."""
    reworded: int = 0
    """In how many others only evidence or scores are different."""
    labels: dict[Label, LabelCount] = field(default_factory=lambda: defaultdict(LabelCount))
    examples: list[dict[str, Any]] = field(default_factory=list)
    _shown: Counter[tuple[Label, Change]] = field(default_factory=Counter)

    @property
    def touched(self) -> int:
        """How many articles are different in any way."""
        return self.retagged + self.reworded

    def add(self, article_id: int, url: str, title: str, before: Tagging, after: Tagging) -> None:
        """Compare two taggings of one article."""
        self.articles += 1
        old, new = _details(before), _details(after)
        for label in old:
            self.labels[label].before += 1
        changes = list(_changes(old, new))
        self.retagged += bool(changes)
        self.reworded += not changes and before != after
        for label, change in changes:
            said = {"tag": label[0], "value": label[1], "change": change}
            told = {"before": old.get(label), "after": new.get(label)}
            why = _reasons(before if change == "removed" else after, label)
            self._note(
                label, change, {"article_id": article_id, "url": url, "title": title, **said, **told, "why": why}
            )

    def as_dict(self) -> dict[str, Any]:
        """Everything as a mapping for JSON; tags in the order of GROUPS, then by name."""
        return {
            "articles": self.articles,
            "touched": self.touched,
            "retagged": self.retagged,
            "reworded": self.reworded,
            "tags": [{"tag": label[0], "value": label[1], **count.as_dict()} for label, count in self.rows()],
            "examples": self.examples,
        }

    def rows(self) -> list[tuple[Label, LabelCount]]:
        """Every tag that any article has or had, with its counts."""
        return sorted(self.labels.items(), key=lambda item: (GROUPS.index(item[0][0]), item[0][1]))

    def _note(self, label: Label, change: Change, difference: dict[str, Any]) -> None:
        count = self.labels[label]
        setattr(count, change, getattr(count, change) + 1)
        if self.sink:
            self.sink(difference)
        if self._shown[label, change] < self.examples_each:
            self._shown[label, change] += 1
            self.examples.append(difference)


def _details(tagging: Tagging) -> dict[Label, Any]:
    """Every tag with what it says beside its name."""
    said: dict[Label, Any] = {("relevance", tagging.relevance): None, ("scope", tagging.scope): None}
    said |= {("regency", slug): None for slug in tagging.regencies}
    said |= {("pillar", slug): f"rank {rank}" for rank, slug in enumerate(tagging.pillars, start=1)}
    steps: dict[str, set[str]] = defaultdict(set)
    for found in tagging.milestones:
        steps[found.kind].add(f"{found.status}, {found.regency or 'no regency'}, {found.event_on or 'no day'}")
    return said | {("milestone", kind): "; ".join(sorted(told)) for kind, told in steps.items()}


def _changes(before: Mapping[Label, Any], after: Mapping[Label, Any]) -> Iterator[tuple[Label, Change]]:
    for label in before:
        if label not in after:
            yield label, "removed"
        elif before[label] != after[label]:
            yield label, "changed"
    for label in after:
        if label not in before:
            yield label, "added"


def _reasons(tagging: Tagging, label: Label) -> list[str]:
    """Rule and words of each tag of this name: what an operator looks at first."""
    group, value = label
    if group == "milestone":
        return [found.sentence for found in tagging.milestones if found.kind == value]
    return [
        ": ".join((tag.rule, *(repr(span.text) for span in tag.spans[:1])))
        for tag in tagging.tags
        if (tag.kind, tag.value) == label
    ]
