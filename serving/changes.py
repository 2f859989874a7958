"""What somebody asks to be corrected, from a command, a form or a program, as changes; wrong requests are refused.

Nothing is read from or written to the store here: that is `correcting.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from models.catalogue import Catalogue
from models.clock import parse_day
from models.corrections import Change
from models.errors import UsageError
from models.lexicon import MilestoneKind, Pillar
from models.shapes import MilestoneStatus, Scope

Shape = TypeVar("Shape", bound=BaseModel)


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AskedPillar(_Asked):
    """A pillar to be added or moved."""

    pillar: Pillar
    rank: int | None = Field(None, ge=1, le=6, description="1 = dominant; without it, after the others")


class AskedMilestone(_Asked):
    """A step to be set; what is left out stays as it is, and a new step is done."""

    kind: MilestoneKind
    status: MilestoneStatus | None = None
    date: dt.date | None = Field(None, description="day of the event")
    regency: str | None = None


class AskedRemoval(_Asked):
    """A step to be removed, in one regency or wherever it is said of."""

    kind: MilestoneKind
    regency: str | None = None


class Asked(_Asked):
    """Everything that may be changed of one article at once."""

    relevance: Literal["relevant", "explicit", "implicit", "none"] | None = Field(
        None, description="relevant = at the machine's own level, implicit where it says none"
    )
    scope: Scope | None = None
    add_regencies: list[str] = []
    remove_regencies: list[str] = []
    add_pillars: list[AskedPillar] = []
    remove_pillars: list[Pillar] = []
    milestones: list[AskedMilestone] = []
    remove_milestones: list[AskedRemoval] = []
    merge_with: int | None = Field(None, ge=1, description="id of an article that tells the same event")
    split: bool = Field(False, description="true: it tells another event than the rest of its story")


def make_changes(asked: Asked, catalogue: Catalogue) -> list[Change]:
    """The changes of tags, removals first so that a step can be moved to another regency; stories are left out.

    UsageError for a regency that is not of this province.
    """
    _check_regencies(asked, catalogue)
    return [*_verdicts(asked), *_places(asked), *_pillars(asked), *_milestones(asked)]


def parse_pillar(words: str) -> AskedPillar:
    """`governance` or `governance:1`. UsageError for anything else."""
    pillar, _, rank = words.partition(":")
    return _make(AskedPillar, f"pillar {words!r}", pillar=pillar, rank=rank or None)


def parse_milestone(words: str) -> AskedMilestone:
    """`bimtek-2`, `bimtek-2:done`, `bimtek-2:done:2026-11-10`, `bimtek-2:done:2026-11-10:bangka`; a part may be empty.

    UsageError for anything else.
    """
    parts = [part.strip() or None for part in words.split(":")]
    if len(parts) > 4:
        raise UsageError(f"milestone {words!r} is not of the form KIND:STATUS:DAY:REGENCY")
    kind, status, day, regency = [*parts, None, None, None][:4]
    on = parse_day(day) if day else None
    return _make(AskedMilestone, f"milestone {words!r}", kind=kind, status=status, date=on, regency=regency)


def parse_removal(words: str) -> AskedRemoval:
    """`bimtek-2` or `bimtek-2:bangka`. UsageError for anything else."""
    kind, _, regency = words.partition(":")
    return _make(AskedRemoval, f"milestone {words!r}", kind=kind, regency=regency or None)


def make_asked(**values: object) -> Asked:
    """A request from its parts; UsageError naming what is wrong."""
    return _make(Asked, "correction", **values)


def _make(shape: type[Shape], what: str, **values: object) -> Shape:
    try:
        return shape.model_validate(values)
    except ValidationError as error:
        found = error.errors()[0]
        place = ".".join(map(str, found["loc"]))
        raise UsageError(f"{what}: {place}: {found['msg']}") from error


def _check_regencies(asked: Asked, catalogue: Catalogue) -> None:
    named = [*asked.add_regencies, *asked.remove_regencies]
    named += [step.regency for step in asked.milestones if step.regency is not None]
    named += [removal.regency for removal in asked.remove_milestones if removal.regency is not None]
    for slug in named:
        if slug not in catalogue.regencies:
            raise UsageError(f"unknown regency {slug!r}; known: {', '.join(catalogue.regencies)}")


def _verdicts(asked: Asked) -> Iterator[Change]:
    if asked.relevance:
        yield Change("relevance", "set", asked.relevance)
    if asked.scope:
        yield Change("scope", "set", asked.scope)


def _places(asked: Asked) -> Iterable[Change]:
    removed = [Change("regency", "remove", slug) for slug in asked.remove_regencies]
    return [*removed, *(Change("regency", "add", slug) for slug in asked.add_regencies)]


def _pillars(asked: Asked) -> Iterator[Change]:
    for pillar in asked.remove_pillars:
        yield Change("pillar", "remove", pillar)
    for added in asked.add_pillars:
        yield Change("pillar", "add", added.pillar, {"rank": added.rank} if added.rank else {})


def _milestones(asked: Asked) -> Iterator[Change]:
    for removal in asked.remove_milestones:
        yield Change("milestone", "remove", removal.kind, {"regency": removal.regency} if removal.regency else {})
    for step in asked.milestones:
        said = {
            "status": step.status,
            "event_on": step.date.isoformat() if step.date else None,
            "regency": step.regency,
        }
        yield Change("milestone", "set", step.kind, {name: value for name, value in said.items() if value})
