"""How many articles match a query, all of them however few are shown; by facet, see `facets.py`.

An article matches that holds one of the words that choose candidates: "apa", "yang" and "di" of a long question match
nearly everything and would say nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from serving.search.candidates import KeywordQuery
from serving.search.conditions import Condition

_SAMPLE = 4_000
"""Passages looked at for an estimate; it is off by 5 % for a word in every tenth of them."""


@dataclass(frozen=True)
class Matching:
    """SQL over `article AS a`, to stand behind FROM. Every article found stands for `scale` of them."""

    sql: str
    parameters: dict[str, Any]
    scale: float = 1.0

    def total(self, count: int) -> int:
        """How many articles `count` found ones stand for."""
        return round(count * self.scale)


def matching(keyword: KeywordQuery | None, condition: Condition) -> Matching:
    """The articles that match a query (all, for None) and meet the condition.

    All of them where they can be looked at within milliseconds. Those with words that are in very many passages are a
    sample, always the same one: their numbers are estimates.
    """
    if keyword is None:
        return Matching(f"article a WHERE {condition.sql}", condition.parameters)
    parameters = {**condition.parameters, "terms": keyword.rarest}
    if not keyword.is_common:
        holds = "a.id IN (SELECT h.article_id FROM passage h WHERE h.terms && CAST(:terms AS int[]))"
        return Matching(f"article a WHERE {holds} AND {condition.sql}", parameters)
    share = min(1.0, _SAMPLE / max(1, keyword.passage_count))
    # OFFSET keeps it a question about each article of the sample, not a list of all articles with the word.
    holds = "EXISTS (SELECT FROM passage h WHERE h.article_id = a.id AND h.terms && CAST(:terms AS int[]) OFFSET 0)"
    sample = "article a TABLESAMPLE SYSTEM (CAST(:percent AS float8)) REPEATABLE (1)"
    return Matching(f"{sample} WHERE {holds} AND {condition.sql}", {**parameters, "percent": 100 * share}, 1 / share)


def count_matching(connection: Connection, keyword: KeywordQuery | None, condition: Condition) -> int:
    """How many articles match; an estimate where `matching` takes a sample."""
    found = matching(keyword, condition)
    return found.total(
        int(connection.execute(text(f"SELECT count(*) FROM {found.sql}"), found.parameters).scalar_one())
    )
