"""The one query behind every verdict: articles by source and day, and the days on which harvests saw their end."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import Connection, text

from models.store.pages import COMPLETE_STATES
from serving.health.days import SourceDays

MEMORY = timedelta(days=400)
"""How far back a verdict looks: 24 weeks to learn from, and any silence up to half a year."""


def load_days(connection: Connection) -> dict[str, SourceDays]:
    """By source id, all sources that were ever harvested or have articles.

    Days are of WIB. An article without a date counts on the day it was first seen, unless that was the day of the
    source's first harvest, which brings old ones too.
    """
    published: dict[str, dict[date, int]] = defaultdict(dict)
    seen: dict[str, set[date]] = defaultdict(set)
    rows = connection.execute(text(_DAYS), {"states": list(COMPLETE_STATES), "memory": MEMORY})
    for source_id, on, count in rows:
        if count is None:
            seen[source_id].add(on)
        else:
            published[source_id][on] = count
    return {
        source_id: SourceDays(published[source_id], frozenset(seen[source_id])) for source_id in {*published, *seen}
    }


_DAYS = """
    WITH night AS (
        SELECT source_id, (started_at AT TIME ZONE 'Asia/Jakarta')::date AS seen_on
        FROM source_night WHERE state = ANY(:states)
    ), latest AS (
        SELECT max(seen_on) - CAST(:memory AS interval) AS since FROM night
    ), first AS (
        SELECT source_id, min(seen_on) AS seen_on FROM night GROUP BY source_id
    ), dated AS (
        SELECT a.source_id, (coalesce(a.published_at, a.first_seen_at) AT TIME ZONE 'Asia/Jakarta')::date AS on_day
        FROM article a LEFT JOIN first ON first.source_id = a.source_id
        WHERE a.published_at IS NOT NULL OR (a.first_seen_at AT TIME ZONE 'Asia/Jakarta')::date > first.seen_on
    )
    SELECT source_id, on_day, count(*) FROM dated, latest WHERE on_day >= latest.since GROUP BY source_id, on_day
    UNION ALL
    SELECT DISTINCT source_id, seen_on, NULL::bigint FROM night, latest WHERE seen_on >= latest.since
"""
