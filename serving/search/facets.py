"""How many of the articles found fall on each regency, pillar, source, step and month."""

from __future__ import annotations

from sqlalchemy import Connection, text

from serving.search.counting import Matching

Facets = dict[str, dict[str, int]]
_MOST_VALUES = 30
_COUNTED = {
    "regency": "SELECT unnest(regencies) FROM found",
    "pillar": "SELECT unnest(pillars) FROM found",
    "source": "SELECT source_id FROM found",
    "milestone": "SELECT kind FROM (SELECT DISTINCT m.article_id, m.kind FROM milestone m JOIN found f ON"
    " f.id = m.article_id) AS steps",
    "month": "SELECT to_char(published_at AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM') FROM found WHERE published_at"
    " IS NOT NULL",
}


def count_facets(connection: Connection, found: Matching) -> Facets:
    """Counts by value for each facet, most frequent first; estimates where `found` is a sample."""
    counted = " UNION ALL ".join(
        f"(SELECT '{name}' AS facet, value, count(*) AS n FROM ({select}) AS one (value)"
        f" GROUP BY value ORDER BY n DESC, value LIMIT {_MOST_VALUES})"
        for name, select in _COUNTED.items()
    )
    rows = connection.execute(
        text(
            "WITH found AS MATERIALIZED (SELECT a.id, a.regencies, a.pillars, a.source_id, a.published_at"
            f" FROM {found.sql}) {counted}"
        ),
        found.parameters,
    )
    facets: Facets = {name: {} for name in _COUNTED}
    for facet, value, count in rows:
        facets[facet][value] = found.total(count)
    return facets
