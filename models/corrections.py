"""What an analyst says instead of the machine: one change of a tag or of a story, who made it and why.

Plain values only: kept by `models/store/corrections.py`, laid over tags by `pipelines/corrections.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from models.shapes import Tagging

CORRECTED = "correction"
"""The rule of a tag that an analyst set."""
ChangeKind = Literal["relevance", "scope", "regency", "pillar", "milestone", "story"]
Action = Literal["set", "add", "remove", "merge", "split", "undo"]
TAG_KINDS: tuple[ChangeKind, ...] = ("relevance", "scope", "regency", "pillar", "milestone")


@dataclass(frozen=True)
class Change:
    """One thing said otherwise.

    relevance, scope: set VALUE (relevance also `relevant`: at the machine's own level, `implicit` where it says none).
    regency, pillar: add or remove VALUE; a pillar's `details` may hold its `rank`, 1 = dominant.
    milestone: set or remove kind VALUE; `details`: status, event_on (ISO), regency, each optional.
    story: merge (VALUE = the other article's key) or split; `details.articles`: keys of the articles it is put to, or
    taken from.
    """

    kind: ChangeKind
    action: Action
    value: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Correction:
    """A change as it is kept. `machine`, `machine_version`: what the stage said when it was made, and its version."""

    id: int
    article_key: str
    change: Change
    made_by: str
    made_at: datetime
    note: str
    machine_version: int
    machine: Mapping[str, Any]
    undoes_id: int | None = None
    undone_by_id: int | None = None
    article_id: int | None = None
    """The article that holds this key now; None where none does."""


def summarise(tagging: Tagging) -> dict[str, Any]:
    """The values of a tagging without their evidence, JSON-ready: what `machine` holds."""
    return {
        "relevance": tagging.relevance,
        "scope": tagging.scope,
        "regencies": list(tagging.regencies),
        "pillars": list(tagging.pillars),
        "milestones": [
            {
                "kind": found.kind,
                "status": found.status,
                "regency": found.regency,
                "date": found.event_on.isoformat() if found.event_on else None,
            }
            for found in tagging.milestones
        ],
    }
