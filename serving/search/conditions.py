"""What articles must meet: filters, exact phrases, exclusions, as one SQL condition over `article AS a`.

Values are always parameters. Ranking is `ranking.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
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
MOST_JOINED = 6
"""Planning a join of so many lists takes milliseconds; of a hundred, which a hostile query asks for, minutes."""
_APART = " OFFSET 0"
"""Keeps PostgreSQL from making a join of an EXISTS."""


def make_condition(request: SearchRequest, understood: Understood) -> Condition:
    """All that the request's filters and its query demand; what a query demands twice is asked once."""
    required = list({_key_of(group): group for group in understood.parsed.required}.values())
    without = list({_key_of([sought]): sought for sought in understood.parsed.without}.values())
    asked = sum(map(len, required)) + len(without)
    holds = _holds if asked <= MOST_JOINED else _holds_apart
    parts = [
        Condition(*request.filters.conditions()),
        Condition(*understood.parsed.filters.conditions("said_")),
        Condition(*understood.filters.conditions("meant_")),
    ]
    for number, group in enumerate(required):
        different = {_key_of([sought]): sought for sought in group}.values()
        held = [holds(sought, f"r{number}_{place}") for place, sought in enumerate(different)]
        sql = f"({' OR '.join(one.sql for one in held)})"
        parts.append(Condition(sql, {name: value for one in held for name, value in one.parameters.items()}))
    for number, sought in enumerate(without):
        held_not = _holds_apart(sought, f"w{number}", "" if asked <= MOST_JOINED else _APART)
        parts.append(Condition(f"NOT {held_not.sql}", held_not.parameters))
    sql = " AND ".join(part.sql for part in parts if part.sql != "true")
    return Condition(sql or "true", {name: value for part in parts for name, value in part.parameters.items()})


def _key_of(group: Sequence[Sought]) -> frozenset[str]:
    """The same for words that ask the same: one word in any of its forms, several as written."""
    return frozenset(one.words[0].stem if len(one.words) == 1 else one.pattern.lower() for one in group)


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


def _holds_apart(sought: Sought, name: str, ending: str = _APART) -> Condition:
    """The same, asked of each article by itself instead of listing all that hold the words: words left out are often
    common ones."""
    parameters: dict[str, Any] = {name: sorted({term_id(word.stem) for word in sought.words})}
    demand = f"q.terms @> CAST(:{name} AS int[])"
    if len(sought.words) > 1:
        demand += f" AND (a.title || ' ' || q.text) ~* :{name}_words"
        parameters[f"{name}_words"] = sought.pattern
    return Condition(f"EXISTS (SELECT FROM passage q WHERE q.article_id = a.id AND {demand}{ending})", parameters)
