"""Corrections as they are shown: as JSON, as evidence beside a tag, in English words; and how far the machine differs.

Making them is `correcting.py`; the Indonesian words are the web app's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from models.clock import WIB
from models.corrections import CORRECTED, Change, Correction

Verdict = Literal["missed", "wrong", "changed", "confirmed"]
"""What a correction says of the machine: it lacked a tag, had one too many, had it otherwise, or was right."""


def as_dict(correction: Correction) -> dict[str, Any]:
    """JSON-ready; times in WIB."""
    return {
        "id": correction.id,
        "article_id": correction.article_id,
        "article_key": correction.article_key,
        **vars(correction.change),
        "details": dict(correction.change.details),
        "by": correction.made_by,
        "at": correction.made_at.astimezone(WIB).isoformat(),
        "note": correction.note,
        "machine_version": correction.machine_version,
        "machine": dict(correction.machine),
        "undoes": correction.undoes_id,
        "undone_by": correction.undone_by_id,
    }


def as_evidence(correction: Correction) -> dict[str, Any]:
    """What stands beside a tag as its reason."""
    return {
        "rule": CORRECTED,
        "correction": correction.id,
        "action": correction.change.action,
        "kind": correction.change.kind,
        "value": correction.change.value,
        "by": correction.made_by,
        "at": correction.made_at.astimezone(WIB).isoformat(),
        "note": correction.note,
    }


def describe(correction: Correction) -> str:
    """In a few words: "add pillar living (rank 1)"."""
    change = correction.change
    if change.action == "undo":
        return f"undo {correction.undoes_id} ({change.kind} {change.value})".replace(" )", ")")
    if change.kind == "story":
        with_other = f" with {change.value}" if change.action == "merge" else ""
        return f"{change.action} story{with_other}"
    details = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in change.details.items())
    return f"{change.action} {change.kind} {change.value}" + (f" ({details})" if details else "")


def judge(change: Change, said: Mapping[str, Any]) -> Verdict:
    """What a change of a tag says of the machine, given the machine's values (as `models.corrections.summarise`)."""
    if change.kind == "milestone":
        return _judge_milestone(change, said["milestones"])
    if change.kind in ("relevance", "scope"):
        return _judge_verdict(change, said)
    values = said["regencies" if change.kind == "regency" else "pillars"]
    if change.action == "remove":
        return "wrong" if change.value in values else "confirmed"
    if change.value not in values:
        return "missed"
    rank = change.details.get("rank")
    return "confirmed" if rank in (None, values.index(change.value) + 1) else "changed"


def _judge_verdict(change: Change, said: Mapping[str, Any]) -> Verdict:
    have, want = said[change.kind], change.value
    if change.kind == "relevance":
        if want != "none" and have == "none":
            return "missed"
        if want == "none" and have != "none":
            return "wrong"
    return "confirmed" if want in (have, "relevant") else "changed"


def _judge_milestone(change: Change, said: list[Mapping[str, Any]]) -> Verdict:
    regency = change.details.get("regency")
    of_kind = [step for step in said if step["kind"] == change.value]
    if change.action == "remove":
        is_said = any(regency in (None, step["regency"]) for step in of_kind)
        return "wrong" if is_said else "confirmed"
    if not of_kind:
        return "missed"
    wanted = {"status": change.details.get("status"), "date": change.details.get("event_on"), "regency": regency}
    asked = {name: value for name, value in wanted.items() if value}
    is_met = any(all(step[name] == value for name, value in asked.items()) for step in of_kind)
    return "confirmed" if is_met else "changed"
