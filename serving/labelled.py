"""Labelled articles against the store: what is kept under their addresses, and whether titles, times and stories
came out as intended. Scoring of tags is `pipelines/evaluate.py`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from models.errors import UsageError

Row = Mapping[str, Any]
NEEDED = ("id", "url", "title", "relevant", "regencies", "province", "pillars", "milestone")


@dataclass
class StoredScores:
    """How many of the labelled articles came out as intended."""

    titles: int = 0
    titles_of: int = 0
    times: int = 0
    times_of: int = 0
    stories: int = 0
    stories_of: int = 0
    problems: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return dict(vars(self))


def load_labelled(path: Path) -> list[dict[str, Any]]:
    """Labelled rows of a JSONL file. UsageError names file, line and field."""
    rows = []
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):  # a text may hold other line ends
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}:{number}: no JSON: {error}") from error
        if not isinstance(row, dict):
            raise UsageError(f"{path}:{number}: expected an object, found {type(row).__name__}")
        lacking = [name for name in NEEDED if name not in row]
        if lacking:
            raise UsageError(f"{path}:{number}: field {lacking[0]} is missing")
        rows.append(row)
    return rows


def by_address(exported: Iterable[Row]) -> dict[str, Row]:
    """Exported rows under every address they are known by."""
    found: dict[str, Row] = {}
    for row in exported:
        for url in [*row["aliases"], row["url"]]:
            found[address(url)] = row
    return found


def address(url: str) -> str:
    """An address without scheme, `www.`, escapes and trailing slash, so that spellings of it meet."""
    return unquote(url).split("://", 1)[-1].removeprefix("www.").rstrip("/")


def score_stored(rows: Iterable[Row], stored: Mapping[str, Row]) -> StoredScores:
    """Titles letter by letter, times to the minute, and every labelled story as one story and no other.

    A page that shows only a day is asked for the day, one that shows only "3 jam yang lalu" for the hour. A row
    without `published_at` or `story` is not asked for it.
    """
    scores = StoredScores()
    told: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found = stored.get(address(row["url"]))
        if found is None:
            scores.problems.append(f"{row['id']}: not in the store")
            continue
        _score_title(row, found, scores)
        _score_time(row, found, scores)
        told[row.get("story") or f"alone:{row['id']}"].append({"label": row, "found": found})
    _score_stories(told, scores)
    return scores


def _score_title(row: Row, found: Row, scores: StoredScores) -> None:
    scores.titles_of += 1
    if found["title"] == row["title"]:
        scores.titles += 1
    else:
        scores.problems.append(f"{row['id']}: title {found['title']!r} instead of {row['title']!r}")


def _score_time(row: Row, found: Row, scores: StoredScores) -> None:
    if not row.get("published_at"):
        return
    scores.times_of += 1
    wanted = datetime.fromisoformat(row["published_at"])
    have = datetime.fromisoformat(found["published_at"]) if found["published_at"] else None
    if have is not None and _is_right_time(have, wanted, found["published_basis"]):
        scores.times += 1
    else:
        basis = found["published_basis"]
        scores.problems.append(f"{row['id']}: {found['published_at']} ({basis}) instead of {row['published_at']}")


def _is_right_time(have: datetime, wanted: datetime, basis: str) -> bool:
    if (have.hour, have.minute) == (0, 0):
        return have <= wanted < have + timedelta(days=1)
    return abs(have - wanted) <= timedelta(hours=1 if basis == "relative" else 0)


def _score_stories(told: Mapping[str, list[Row]], scores: StoredScores) -> None:
    members: dict[Any, set[str]] = defaultdict(set)
    for label, pairs in told.items():
        for pair in pairs:
            members[pair["found"]["story_id"] or f"none:{pair['found']['id']}"].add(label)
    for label, pairs in told.items():
        if label.startswith("alone:"):
            continue
        scores.stories_of += 1
        ids = {pair["found"]["story_id"] for pair in pairs}
        if len(ids) == 1 and None not in ids and members[next(iter(ids))] == {label}:
            scores.stories += 1
        else:
            mixed = sorted(set().union(*(members[i] for i in ids if i is not None)) - {label})
            scores.problems.append(f"story {label}: in {len(ids)} stories, mixed with {mixed or 'none'}")
