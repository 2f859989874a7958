"""One search from the request to what is shown: read, rank, fold, describe.

How articles are ranked is `ranking.py`, what a query was taken for `understanding.py`, what a hit shows `hits.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine

from models import clock
from models.clock import wib_date
from pipelines.stems import stems
from serving.search import candidates as sql
from serving.search.conditions import make_condition
from serving.search.counting import Matching, count_matching, everywhere, known, meeting, roughly_meeting
from serving.search.facets import Facets, count_facets
from serving.search.hits import Group, Hit, Reasons, make_hits
from serving.search.keywords import keyword_query
from serving.search.likeness import ask_like
from serving.search.ranking import Asked, Best, MakeEmbedder, Ranking, rank, vector_literal
from serving.search.request import SearchRequest
from serving.search.understanding import Knowledge, Understood, read_literally, understand

NOTHING_THEN = "nothing was found from {since} to {until}; shown without these days"
_UNRANKED = Best(0, 0.0, 0.0, 0.0)
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class SearchResult:
    """`total`: articles that hold one of the words of the query that choose (all but common ones), or were found by
    meaning, under the filters, however many are shown; an estimate for words that are everywhere. `note` says what was
    left out, `understood` what the query was taken for, if anything."""

    query: str
    total: int
    hits: list[Hit]
    note: str | None = None
    understood: dict[str, Any] = field(default_factory=dict)
    facets: Facets = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {**vars(self), "hits": [hit.as_dict() for hit in self.hits]}


def search(
    engine: Engine, embedder: MakeEmbedder, request: SearchRequest, knowledge: Knowledge | None = None
) -> SearchResult:
    """Answer one request; one without a word to search for lists what the filters let through, newest first.

    Without `knowledge` the words are taken as they are. UsageError for a semantic search over another model's vectors,
    and for an article to be alike that is not there.
    """
    with engine.begin() as connection:
        understood = _read(connection, request, knowledge)
        found = _answer(connection, embedder, request, understood)
        if found.hits or understood.period is None or request.offset:
            return found
        note = NOTHING_THEN.format(since=understood.period.since, until=understood.period.until)
        without = replace(understood, period=None)
        return replace(_answer(connection, embedder, request, without), note=note)


def rank_articles(
    engine: Engine, embedder: MakeEmbedder, request: SearchRequest, knowledge: Knowledge | None = None
) -> list[tuple[int, float]]:
    """Article ids with scores, best first, without what a person would be shown; for measuring."""
    with engine.begin() as connection:
        ranking = rank(connection, embedder, _ask(connection, request, _read(connection, request, knowledge)))
    return [(article_id, best.score) for article_id, best in ranking.articles[request.offset :][: request.limit]]


def _read(connection: Connection, request: SearchRequest, knowledge: Knowledge | None) -> Understood:
    if knowledge is None:
        return read_literally(request)
    return understand(connection, request, knowledge, request.today or wib_date(clock.now()))


def _answer(
    connection: Connection, embedder: MakeEmbedder, request: SearchRequest, understood: Understood
) -> SearchResult:
    asked = _ask(connection, request, understood)
    if request.like is None and not stems(understood.text):
        ids = sql.newest_articles(connection, asked.condition, request.limit, request.offset)
        groups = [Group(article_id, _UNRANKED, []) for article_id in ids]
        note, total = None, count_matching(connection, meeting(asked.condition))
        counted = roughly_meeting(connection, asked.condition)
    else:
        ranking = rank(connection, embedder, asked)
        groups = _sort_and_fold(connection, ranking, request)[request.offset :][: request.limit]
        note, counted = ranking.note, _counted(asked, ranking)
        total = max(count_matching(connection, counted), len(ranking.articles))
    filters = request.filters.named() | understood.parsed.filters.named() | understood.filters.named()
    return SearchResult(
        query=request.query,
        total=total,
        hits=make_hits(connection, groups, Reasons(understood.stems, understood.named, filters)),
        note=note,
        understood=understood.as_dict(),
        facets=count_facets(connection, counted) if request.has_facets else {},
    )


def _counted(asked: Asked, ranking: Ranking) -> Matching:
    if ranking.holding is None and asked.keyword is not None:
        return everywhere(asked.keyword, asked.condition)
    return known({*(ranking.holding or ()), *(article_id for article_id, _ in ranking.articles)})


def _ask(connection: Connection, request: SearchRequest, understood: Understood) -> Asked:
    if request.like is not None:
        return ask_like(connection, request.like, request)
    keyword = None
    if request.mode != "semantic":
        keyword = keyword_query(connection, understood.text, understood.concepts, understood.covered)
    return Asked(
        keyword=keyword,
        embed_meaning=lambda embedder: vector_literal(embedder, understood.meaning),
        condition=make_condition(request, understood),
        mode=request.mode,
        words=stems(understood.text),
        places=understood.places,
        prefers_recent=request.prefers_recent,
    )


def _sort_and_fold(connection: Connection, ranking: Ranking, request: SearchRequest) -> list[Group]:
    ranked = ranking.articles
    if request.order == "date":
        ranked = sorted(ranked, key=lambda item: (item[1].published_at or _LONG_AGO, item[0]), reverse=True)
    if request.by == "article":
        return [Group(article_id, best, []) for article_id, best in ranked]
    stories = sql.load_stories(connection, [article_id for article_id, _ in ranked])
    groups: dict[tuple[str, int], Group] = {}
    for article_id, best in ranked:
        story = stories.get(article_id)
        key = ("article", article_id) if story is None else ("story", story)
        if key in groups:
            groups[key].folded.append(article_id)
        else:
            groups[key] = Group(article_id, best, [])
    return list(groups.values())
