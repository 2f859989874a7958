"""Which articles a search counts: all that match its query, however few are shown; by facet, see `facets.py`.

An article matches that holds one of the words that choose candidates ("apa", "yang" and "di" of a long question match
nearly everything and would say nothing), or was found by meaning.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from models.store.passages import statistics
from serving.search.conditions import Condition
from serving.search.keywords import KeywordQuery

_SAMPLE = 4_000
"""Passages looked at for an estimate; it is off by 5 % for a word in every tenth of them."""
_LARGE_SAMPLE = 40_000
"""Where no words are asked for."""


@dataclass(frozen=True)
class Matching:
    """SQL over `article AS a`, to stand behind FROM. Every article found stands for `scale` of them."""

    sql: str
    parameters: dict[str, Any]
    scale: float = 1.0
    count: int | None = None
    """Of the articles found, where it is known beforehand."""

    def total(self, count: int) -> int:
        """How many articles `count` found ones stand for."""
        return round(count * self.scale)


def meeting(condition: Condition) -> Matching:
    """All articles that meet the condition."""
    return Matching(f"article a WHERE {condition.sql}", condition.parameters)


def roughly_meeting(connection: Connection, condition: Condition) -> Matching:
    """The same, of a very large corpus a sample, always the same one."""
    return _sampled(condition, statistics(connection).passage_count, _LARGE_SAMPLE)


def known(article_ids: Collection[int]) -> Matching:
    """These articles."""
    ids = {"counted": list(article_ids)}
    return Matching("article a WHERE a.id = ANY(CAST(:counted AS bigint[]))", ids, count=len(article_ids))


def everywhere(keyword: KeywordQuery, condition: Condition) -> Matching:
    """Articles with words that are in very many passages: of a sample, always the same one, so an estimate."""
    # OFFSET keeps it a question about each article of the sample, not a list of all articles with the word.
    holds = "EXISTS (SELECT FROM passage h WHERE h.article_id = a.id AND h.terms && CAST(:terms AS int[]) OFFSET 0)"
    found = _sampled(condition, keyword.passage_count, _SAMPLE)
    return Matching(f"{found.sql} AND {holds}", {**found.parameters, "terms": keyword.rarest}, found.scale)


def count_matching(connection: Connection, found: Matching) -> int:
    """How many articles match; an estimate where it is a sample."""
    count = found.count
    if count is None:
        count = int(connection.execute(text(f"SELECT count(*) FROM {found.sql}"), found.parameters).scalar_one())
    return found.total(count)


def _sampled(condition: Condition, passage_count: int, sample: int) -> Matching:
    if passage_count <= sample:
        return meeting(condition)
    share = sample / passage_count
    sql = f"article a TABLESAMPLE SYSTEM (CAST(:percent AS float8)) REPEATABLE (1) WHERE {condition.sql}"
    return Matching(sql, {**condition.parameters, "percent": 100 * share}, 1 / share)
