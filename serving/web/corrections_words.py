"""Corrections in Indonesian words: what was changed, and the machine's word beside the analyst's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from models.corrections import Change, Correction
from serving.articles import ArticleView
from serving.web.labels import RELEVANCE, SCOPES, STATUSES, Labels, format_day


class Comparison(NamedTuple):
    """One line of the table: what the machine says and what is shown."""

    name: str
    machine: str
    shown: str

    @property
    def differs(self) -> bool:
        """True where the analyst overruled the machine."""
        return self.machine != self.shown


def describe(correction: Correction, words: Labels) -> str:
    """`wilayah ditambah: Bangka Barat`."""
    change = correction.change
    if change.kind == "relevance":
        return f"relevansi: {'relevan' if change.value == 'relevant' else RELEVANCE[change.value]}"
    if change.kind == "scope":
        return f"cakupan: {SCOPES[change.value]}"
    if change.kind == "milestone":
        return _describe_step(change, words)
    if change.kind == "story":
        return "dipisahkan dari peristiwa" if change.action == "split" else f"digabung dengan peristiwa {change.value}"
    name = "wilayah" if change.kind == "regency" else "pilar"
    verb = "dihapus" if change.action == "remove" else "ditambah"
    rank = f" (peringkat {change.details['rank']})" if "rank" in change.details else ""
    return f"{name} {verb}: {words.tag(change.kind, change.value)}{rank}"


def compare(article: ArticleView, machine: Mapping[str, Any], words: Labels) -> list[Comparison]:
    """The machine's tags beside those that are shown, kind by kind."""
    shown: dict[str, Any] = {
        "relevance": article.relevance,
        "scope": article.scope,
        "regencies": article.regencies,
        "pillars": article.pillars,
        "milestones": [
            {"kind": step.kind, "status": step.status, "regency": step.regency, "date": _iso(step.event_on)}
            for step in article.milestones
        ],
    }
    return [
        Comparison("Relevansi", RELEVANCE[machine["relevance"]], RELEVANCE[shown["relevance"]]),
        Comparison("Cakupan", SCOPES[machine["scope"]], SCOPES[shown["scope"]]),
        *(
            Comparison(name, _listed(machine[key], tag, words), _listed(shown[key], tag, words))
            for name, key, tag in (("Wilayah", "regencies", "regency"), ("Pilar", "pillars", "pillar"))
        ),
        Comparison("Tahap", _steps(machine["milestones"], words), _steps(shown["milestones"], words)),
    ]


def _listed(values: Iterable[str], tag: str, words: Labels) -> str:
    return ", ".join(words.tag(tag, value) for value in values) or "–"


def _steps(steps: Iterable[Mapping[str, Any]], words: Labels) -> str:
    return "; ".join(_step(step["kind"], step["status"], step["regency"], step["date"], words) for step in steps) or "–"


def _describe_step(change: Change, words: Labels) -> str:
    details = change.details
    said = _step(change.value, details.get("status"), details.get("regency"), details.get("event_on"), words)
    return f"tahap {'dihapus' if change.action == 'remove' else 'ditetapkan'}: {said}"


def _step(kind: str, status: str | None, regency: str | None, on: str | None, words: Labels) -> str:
    parts = [
        STATUSES[status] if status else "",
        words.tag("regency", regency) if regency else "",
        format_day(date.fromisoformat(on)) if on else "",
    ]
    more = ", ".join(part for part in parts if part)
    return words.tag("milestone", kind) + (f" ({more})" if more else "")


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None
