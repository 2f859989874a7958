"""The week's milestones: one row per story, kind and place, however many outlets carried it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from models.lexicon import MILESTONE_KINDS
from serving.brief.parts import LedgerRow
from serving.brief.rows import Found, FoundMilestone
from serving.brief.stories import unique

_CAUTION = ("planned", "under_way", "done")
"""Where as many articles say one thing as the other, the brief claims the lesser."""


def ledger(
    milestones: Iterable[FoundMilestone],
    articles: Mapping[int, Found],
    numbers: Mapping[int, int],
    places: Sequence[str],
) -> tuple[LedgerRow, ...]:
    """Rows by place (in the order of `places`, those without one last), then event date, then step of the programme."""
    groups: dict[tuple[int, str, str | None], list[FoundMilestone]] = {}
    for milestone in milestones:
        place = milestone.place or _only_place(articles[milestone.article_id])
        groups.setdefault((articles[milestone.article_id].story, milestone.kind, place), []).append(milestone)
    rows = [_row(kind, place, group, articles, numbers) for (_, kind, place), group in groups.items()]
    order = {place: position for position, place in enumerate(places)}
    return tuple(sorted(rows, key=lambda row: _position(row, order)))


def _only_place(article: Found) -> str | None:
    return article.places[0] if len(article.places) == 1 else None


def _row(
    kind: str,
    place: str | None,
    group: Sequence[FoundMilestone],
    articles: Mapping[int, Found],
    numbers: Mapping[int, int],
) -> LedgerRow:
    reporting = [articles[article_id] for article_id in dict.fromkeys(m.article_id for m in group)]
    return LedgerRow(
        place=place,
        kind=kind,
        status=_status(group),
        event_on=_event_on(group),
        sentence=max(group, key=lambda milestone: milestone.score).sentence,
        outlets=unique(article.outlet for article in reporting),
        clips=tuple(numbers[article.id] for article in reporting),
    )


def _status(group: Iterable[FoundMilestone]) -> str:
    counted = Counter(milestone.status for milestone in group)
    return max(_CAUTION, key=lambda status: (counted[status], -_CAUTION.index(status)))


def _event_on(group: Iterable[FoundMilestone]) -> date | None:
    counted = Counter(milestone.event_on for milestone in group if milestone.event_on)
    return counted.most_common(1)[0][0] if counted else None


def _position(row: LedgerRow, order: Mapping[str, int]) -> tuple[int, date, int, int]:
    place = order.get(row.place, len(order)) if row.place else len(order)
    kind = MILESTONE_KINDS.index(row.kind) if row.kind in MILESTONE_KINDS else len(MILESTONE_KINDS)
    return place, row.event_on or date.max, kind, row.clips[0]
