"""What could be seen: sources that failed in the last night, missed nights, or were quieter than usual.

Without this part, silence would be read as "no news".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from models.clock import Week, wib_date
from serving.brief.rows import Nights, Rows
from serving.brief.seen import Coverage, Patchy, Unseen
from serving.monitor import SourceStatus

SEEN = ("ok", "nothing_new")
PARTLY_SEEN = "over_budget"


def coverage(rows: Rows, statuses: Sequence[SourceStatus], week: Week) -> Coverage:
    """How far the week can be trusted, from the state of every source and the verdict on it."""
    seen = [status for status in statuses if status.state in SEEN]
    return Coverage(
        sources=len(statuses),
        unseen=_unseen(status for status in statuses if status.state not in (*SEEN, PARTLY_SEEN)),
        partial=tuple(status.name for status in statuses if status.state == PARTLY_SEEN),
        patchy=_patchy(seen, {night.source_id: night for night in rows.nights}),
        quiet=tuple(status.name for status in seen if status.verdict == "quiet"),
        silent=tuple(status.name for status in seen if status.verdict == "silent_too_long"),
        data_at=rows.data_at,
        night_at=rows.night_at,
        is_complete=rows.night_at is not None and rows.night_at >= week.until,
    )


def _unseen(statuses: Iterable[SourceStatus]) -> tuple[Unseen, ...]:
    groups: dict[str, list[SourceStatus]] = {}
    for status in statuses:
        groups.setdefault(status.state, []).append(status)
    return tuple(
        Unseen(
            state,
            tuple(status.name for status in group),
            tuple(status.reason for status in group),
            tuple(wib_date(status.last_seen_at) if status.last_seen_at else None for status in group),
        )
        for state, group in groups.items()
    )


def _patchy(seen: Iterable[SourceStatus], nights: Mapping[str, Nights]) -> tuple[Patchy, ...]:
    counted = [(status.name, nights[status.source_id]) for status in seen if status.source_id in nights]
    return tuple(Patchy(name, night.seen, night.nights) for name, night in counted if night.seen < night.nights)
