"""Steps of the ledger: which mentions are one report, which reports are of one step, and what holds of it by now.

A report is what one story says of a step, however many outlets carried it. A later report corrects an earlier one; the
earlier stays beside it. Pure: reading the store is `ledger.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.clock import wib_date

ONCE = frozenset(
    ("seleksi", "mou", "dewan-tim", "komitmen", "bimtek-1", "bimtek-2", "bimtek-3", "bimtek-4", "masterplan")
)
"""Steps a place takes once in a round of the programme, so that any two reports of one are of the same."""
OFTEN_A_DAY = frozenset(("launch-app", "infrastructure", "training", "award", "kritik", "wacana"))
"""Kinds of which one place may have several on one day: the day does not tell that they are the same."""
ROUND = timedelta(days=300)
"""Rounds of the programme are a year apart; reports of one step are not."""
_ORDER = ("planned", "under_way", "done")
"""How far a step is. Where as many articles of a story say one thing as the other, the lesser is claimed."""


@dataclass(frozen=True)
class _Told:
    """What is said of a step. `is_corrected`: an analyst set it."""

    status: str
    event_on: date | None
    programme: str | None
    reported_at: datetime
    title: str
    sentence: str
    is_corrected: bool


@dataclass(frozen=True)
class Mention(_Told):
    """A milestone as one article reports it. `story`: story id, or minus the article's id where it has none."""

    place: str | None
    kind: str
    score: float
    story: int
    article_id: int
    outlet: str


@dataclass(frozen=True)
class Report(_Told):
    """What one story says of a step."""

    article_ids: tuple[int, ...]
    outlets: tuple[str, ...]

    @property
    def on(self) -> date:
        """The day the step is of, as far as this report tells."""
        return self.event_on or wib_date(self.reported_at)


@dataclass(frozen=True)
class Step:
    """One step with everything reported of it, in order of time. `superseded`: reports a later one corrected."""

    place: str | None
    kind: str
    status: str
    event_on: date | None
    programme: str | None
    sentence: str
    reports: tuple[Report, ...]
    superseded: tuple[Report, ...]

    @property
    def articles(self) -> int:
        """How many articles report it."""
        return len({article_id for report in self.reports for article_id in report.article_ids})

    @property
    def outlets(self) -> int:
        """How many outlets report it."""
        return len({outlet for report in self.reports for outlet in report.outlets})

    @property
    def is_corrected(self) -> bool:
        """An analyst set it."""
        return any(report.is_corrected for report in self.reports)


def make_steps(mentions: Iterable[Mention]) -> list[Step]:
    """All steps in order of their day, then of their first report. Mentions must be in the order of publication."""
    stories: dict[tuple[str | None, str, int], list[Mention]] = {}
    for mention in mentions:
        stories.setdefault((mention.place, mention.kind, mention.story), []).append(mention)
    groups: dict[tuple[str | None, str], list[list[Report]]] = {}
    for (place, kind, _), told in stories.items():
        _add(groups.setdefault((place, kind), []), _report(told), kind)
    steps = [_step(place, kind, reports) for (place, kind), found in groups.items() for reports in found]
    return sorted(steps, key=lambda step: (step.event_on or step.reports[0].on, step.reports[0].reported_at, step.kind))


def _add(groups: list[list[Report]], report: Report, kind: str) -> None:
    for reports in groups:
        if any(_is_same(report, other, kind) for other in reports):
            reports.append(report)
            return
    groups.append([report])


def _is_same(one: Report, other: Report, kind: str) -> bool:
    if abs(one.on - other.on) > ROUND:
        return False
    if kind in ONCE:
        return True
    if one.programme and other.programme:
        return one.programme.casefold() == other.programme.casefold()
    is_same_day = one.event_on is not None and one.event_on == other.event_on
    return is_same_day and kind not in OFTEN_A_DAY


def _report(told: Sequence[Mention]) -> Report:
    sure = [mention for mention in told if mention.is_corrected] or told
    statuses = Counter(mention.status for mention in sure)
    days = Counter(mention.event_on for mention in sure if mention.event_on)
    best = max(sure, key=lambda mention: mention.score)
    return Report(
        status=max(_ORDER, key=lambda status: (statuses[status], -_ORDER.index(status))),
        event_on=days.most_common(1)[0][0] if days else None,
        programme=next((mention.programme for mention in sure if mention.programme), None),
        reported_at=told[0].reported_at,
        article_ids=tuple(dict.fromkeys(mention.article_id for mention in told)),
        outlets=tuple(dict.fromkeys(mention.outlet for mention in told)),
        title=told[0].title,
        sentence=best.sentence,
        is_corrected=any(mention.is_corrected for mention in told),
    )


def _step(place: str | None, kind: str, reports: Sequence[Report]) -> Step:
    ordered = sorted(reports, key=lambda report: report.reported_at)
    current, superseded = ordered[0], []
    event_on = current.event_on
    for report in sorted(ordered[1:], key=lambda report: (report.is_corrected, report.reported_at)):
        if not _corrects(report, current, event_on):
            superseded.append(report)
            continue
        if (report.status, report.event_on or event_on) != (current.status, event_on):
            superseded.append(current)
        current, event_on = report, report.event_on or event_on
    programme = next((report.programme for report in reversed(ordered) if report.programme), None)
    left = tuple(report for report in ordered if report in superseded)
    return Step(place, kind, current.status, event_on, programme, current.sentence, tuple(ordered), left)


def _corrects(later: Report, earlier: Report, event_on: date | None) -> bool:
    """Whether a later report holds. What was done is not planned again, unless for a later day: it was put off."""
    if later.is_corrected:
        return True
    if earlier.is_corrected:
        return False
    if _ORDER.index(later.status) >= _ORDER.index(earlier.status):
        return True
    return later.event_on is not None and event_on is not None and later.event_on > event_on
