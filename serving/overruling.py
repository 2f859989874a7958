"""Overruling: how often analysts corrected what the machine said, per tag, value and version of the stage.

A correction counts with the machine's word at the time it was made; what the machine says of the same article today
tells whether it has learnt. Labelled files are scored in `pipelines/evaluate.py`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Engine, text

from models.corrections import Correction, summarise
from models.store.corrections import load_corrections, load_said
from serving.corrections import judge

Row = dict[str, Any]


class Point(NamedTuple):
    """What a correction is counted under."""

    stage: str
    version: int
    tag: str
    value: str


def count_overruled(engine: Engine) -> list[Row]:
    """One row per stage, version, tag and value that was corrected, and one per tag with value None for its sum.

    Keys: stage, version, tag, value, corrections, and of these: `missed` (the machine lacked it), `wrong` (it had it),
    `changed` (it had it otherwise), `confirmed` (it was right), `agrees_now`; `overruled`, the sum of the first three;
    `said`: articles that carry the tag by that version, None for a version of which none are left.
    """
    with engine.connect() as connection:
        corrections = load_corrections(connection, is_active=True)
        said = load_said(connection)
        totals = _count_said(connection.execute(text(_SAID)))
    now = {article_id: summarise(found.tagging) for article_id, found in said.items()}
    for article_id, found in said.items():
        totals += _count_said(_own_values(found.version, now[article_id]))
    counts: dict[tuple[str, int, str, str | None], Counter[str]] = defaultdict(Counter)
    for correction in _last_of_each(corrections):
        point = _point(correction)
        for value in (point.value, None):
            counts[(*point[:3], value)].update(_outcome(correction, now))
    ordered = sorted(counts, key=lambda key: (key[0] != "tag", key[2], key[1], key[3] is not None, key[3] or ""))
    return [_row(key, counts[key], totals) for key in ordered]


def _last_of_each(corrections: Iterable[Correction]) -> list[Correction]:
    """Of several corrections of one tag of one article the one that counts."""
    last: dict[tuple[Any, ...], Correction] = {}
    for correction in corrections:
        change = correction.change
        value = "" if change.kind in ("relevance", "scope") else change.value
        last[(correction.article_key, change.kind, value, change.details.get("regency"))] = correction
    return list(last.values())


def _point(correction: Correction) -> Point:
    change = correction.change
    if change.kind == "story":
        return Point("stories", correction.machine_version, "story", change.action)
    said = correction.machine.get(change.kind) if change.kind in ("relevance", "scope") else change.value
    return Point("tag", correction.machine_version, change.kind, str(said))


def _outcome(correction: Correction, now: Mapping[int, Mapping[str, Any]]) -> Counter[str]:
    """`missed`, `wrong`, `changed` or `confirmed`, and `agrees_now`."""
    change = correction.change
    if change.kind == "story":
        return Counter({"missed" if change.action == "merge" else "wrong": 1})
    present = now.get(correction.article_id or 0)
    outcome: Counter[str] = Counter({judge(change, correction.machine): 1})
    outcome["agrees_now"] = int(present is not None and judge(change, present) == "confirmed")
    return outcome


def _row(key: tuple[str, int, str, str | None], counts: Counter[str], totals: Counter[tuple[int, str, str]]) -> Row:
    stage, version, tag, value = key
    verdicts = {name: counts[name] for name in ("missed", "wrong", "changed", "confirmed")}
    overruled = sum(verdicts.values()) - verdicts["confirmed"]
    said = totals.get((version, tag, value)) if value is not None else None
    return {
        "stage": stage,
        "version": version,
        "tag": tag,
        "value": value,
        "corrections": sum(verdicts.values()),
        "overruled": overruled,
        **verdicts,
        "agrees_now": counts["agrees_now"] if stage == "tag" else None,
        "said": said if stage == "tag" else None,
    }


def _own_values(version: int, said: Mapping[str, Any]) -> Iterable[tuple[int, str, str, int]]:
    kinds = {step["kind"] for step in said["milestones"]}
    values = [("relevance", said["relevance"]), ("scope", said["scope"])]
    values += [("regency", slug) for slug in said["regencies"]] + [("pillar", pillar) for pillar in said["pillars"]]
    return [(version, tag, value, 1) for tag, value in values + [("milestone", kind) for kind in kinds]]


def _count_said(rows: Iterable[Any]) -> Counter[tuple[int, str, str]]:
    totals: Counter[tuple[int, str, str]] = Counter()
    for version, tag, value, count in rows:
        totals[(version, tag, value)] += count
    return totals


_SAID = """
    WITH own AS (SELECT * FROM article a WHERE NOT EXISTS (SELECT 1 FROM machine_tagging m WHERE m.article_id = a.id))
    SELECT tag_version, 'relevance' AS tag, relevance AS value, count(*) FROM own GROUP BY 1, 2, 3
    UNION ALL SELECT tag_version, 'scope', scope, count(*) FROM own GROUP BY 1, 2, 3
    UNION ALL SELECT tag_version, 'regency', unnest(regencies), count(*) FROM own GROUP BY 1, 2, 3
    UNION ALL SELECT tag_version, 'pillar', unnest(pillars), count(*) FROM own GROUP BY 1, 2, 3
    UNION ALL SELECT own.tag_version, 'milestone', m.kind, count(DISTINCT own.id)
        FROM own JOIN milestone m ON m.article_id = own.id GROUP BY 1, 2, 3
"""
