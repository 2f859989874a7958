"""The analyst's queries and judgements; who wrote them and how is said in README.md."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from serving.evaluation import load_queries

FOLDER = Path(__file__).parent
TODAY = date(2026, 11, 16)
"""The day the questions are asked, a Monday: the day after the newest sample article."""
KINDS = ("plain", "paraphrase", "english", "misspelt", "name", "place", "date")
SPLITS = ("dev", "heldout")


@dataclass(frozen=True)
class Query:
    """One question; `judged` is the grade (1 to 3) of every sample article that answers it, by the article's id."""

    id: str
    text: str
    kind: str
    split: str
    today: date
    judged: dict[str, int]


def load_set() -> list[Query]:
    """All queries in the order they were written."""
    _, judged = load_queries(FOLDER, ())
    rows = map(json.loads, (FOLDER / "queries.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        Query(
            id=row["_id"], text=row["text"], kind=row["kind"], split=row["split"], judged=judged[row["_id"]],
            today=date.fromisoformat(row["today"]) if "today" in row else TODAY,
        )
        for row in rows
    ]  # fmt: skip


def describe(queries: Sequence[Query]) -> str:
    """What the set holds, in a sentence."""
    kinds = Counter(query.kind for query in queries)
    held = sum(query.split == "heldout" for query in queries)
    return (
        f"{len(queries)} queries ({', '.join(f'{kinds[kind]} {kind}' for kind in KINDS)}), {held} of them held out;"
        f" {sum(len(query.judged) for query in queries)} judgements"
    )
