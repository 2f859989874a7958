"""Corrections of milestones: which of the machine's steps an analyst replaced, removed or added. No tags here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from models.corrections import Correction
from models.shapes import MilestoneTag, Span


def correct_milestones(
    said: Sequence[MilestoneTag], corrections: Sequence[Correction], title: str
) -> tuple[MilestoneTag, ...]:
    """The milestones as they are shown.

    A step said of a regency takes the place of what is said of it there or of no regency; said without one, of all
    that is said of it. What it leaves open (status, day, words) stays as the machine has it; a step the machine did
    not see is done unless told otherwise, and stands on the article's `title`.
    """
    milestones = list(said)
    for correction in corrections:
        kind, regency = correction.change.value, correction.change.details.get("regency")
        meant = [found for found in milestones if found.kind == kind and _is_meant(found, regency, correction)]
        at = milestones.index(meant[0]) if meant else len(milestones)
        milestones = [found for found in milestones if found not in meant]
        if correction.change.action == "set":
            milestones[at:at] = _set(correction, meant, title)
    return tuple(milestones)


def _is_meant(found: MilestoneTag, regency: str | None, correction: Correction) -> bool:
    if regency is None:
        return True
    return found.regency == regency or (found.regency is None and correction.change.action == "set")


def _set(correction: Correction, meant: Sequence[MilestoneTag], title: str) -> list[MilestoneTag]:
    details = correction.change.details
    if not meant:
        made = MilestoneTag(
            kind=correction.change.value,
            status=details.get("status") or "done",
            regency=details.get("regency"),
            event_on=_day(details),
            sentence=title,
            span=Span("title", 0, len(title), title),
            correction_id=correction.id,
        )
        return [made]
    kept = meant if details.get("regency") is None else meant[:1]
    return [
        replace(
            found,
            status=details.get("status") or found.status,
            regency=details.get("regency") or found.regency,
            event_on=_day(details) or found.event_on,
            figures=_figures(found, details),
            score=1.0,
            correction_id=correction.id,
        )
        for found in kept
    ]


def _figures(found: MilestoneTag, details: Any) -> dict[str, str]:
    """The last day of an event goes with its first: another day makes it unknown."""
    day = _day(details)
    moved = day is not None and day != found.event_on
    return {name: value for name, value in found.figures.items() if not (moved and name == "until")}


def _day(details: Any) -> date | None:
    return date.fromisoformat(details["event_on"]) if details.get("event_on") else None
