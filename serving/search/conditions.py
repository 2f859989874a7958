"""What articles must meet: filters, exact phrases, exclusions, as one SQL condition over `article AS a`.

Values are always parameters. Ranking is `ranking.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipelines.stems import term_id
from serving.search.language import Sought
from serving.search.request import SearchRequest
from serving.search.understanding import Understood


@dataclass(frozen=True)
class Condition:
    """SQL over `a` ("true" for everything) with its parameters."""

    sql: str
    parameters: dict[str, Any]


EVERYTHING = Condition("true", {})


def make_condition(request: SearchRequest, understood: Understood) -> Condition:
    """All that the request's filters and its query demand."""
    parts = [
        Condition(*request.filters.conditions()),
        Condition(*understood.parsed.filters.conditions("said_")),
        Condition(*understood.filters.conditions("meant_")),
    ]
    for number, group in enumerate(understood.parsed.required):
        held = [_holds(sought, f"r{number}_{place}") for place, sought in enumerate(group)]
        sql = f"({' OR '.join(one.sql for one in held)})"
        parts.append(Condition(sql, {name: value for one in held for name, value in one.parameters.items()}))
    for number, sought in enumerate(understood.parsed.without):
        parts.append(_holds_not(sought, f"w{number}"))
    sql = " AND ".join(part.sql for part in parts if part.sql != "true")
    return Condition(sql or "true", {name: value for part in parts for name, value in part.parameters.items()})


def _holds(sought: Sought, name: str) -> Condition:
    """An article one of whose passages holds the words: a single word in any of its forms, several as written."""
    terms = {name: sorted({term_id(word.stem) for word in sought.words})}
    if len(sought.words) == 1:
        return Condition(f"a.id IN (SELECT q.article_id FROM passage q WHERE q.terms @> CAST(:{name} AS int[]))", terms)
    sql = (
        f"a.id IN (SELECT q.article_id FROM passage q JOIN article b ON b.id = q.article_id"
        f" WHERE q.terms @> CAST(:{name} AS int[]) AND (b.title || ' ' || q.text) ~* :{name}_words)"
    )
    return Condition(sql, {**terms, f"{name}_words": sought.pattern})


def _holds_not(sought: Sought, name: str) -> Condition:
    """An article none of whose passages holds the words. Asked of each article by itself: words left out are often
    common ones, and a list of all who hold them is long."""
    terms = {name: sorted({term_id(word.stem) for word in sought.words})}
    held = f"SELECT FROM passage q WHERE q.article_id = a.id AND q.terms @> CAST(:{name} AS int[])"
    if len(sought.words) == 1:
        return Condition(f"NOT EXISTS ({held})", terms)
    words = f"(a.title || ' ' || q.text) ~* :{name}_words"
    return Condition(f"NOT EXISTS ({held} AND {words})", {**terms, f"{name}_words": sought.pattern})
