"""What a person is shown of a ranking: articles or stories, with snippets and reasons. How they are ranked is
`ranking.py`, what the query was taken for `understanding.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine

from models import clock
from models.clock import WIB, wib_date
from pipelines.stems import stems
from serving.search import candidates as sql
from serving.search.conditions import make_condition
from serving.search.facets import Facets, count_facets
from serving.search.likeness import ask_like
from serving.search.ranking import Asked, Best, MakeEmbedder, rank, vector_literal
from serving.search.request import SearchRequest
from serving.search.snippets import make_snippet, shared_words
from serving.search.understanding import Knowledge, Understood, read_literally, understand

SNIPPET_CHARACTERS = 240
EXCERPT_CHARACTERS = 160
_UNRANKED = Best(0, 0.0, 0.0, 0.0)
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Hit:
    """One article found. `why` names the words it shares with the query, both scores and the filters; `copies` are the
    other articles of its story that were found too, where stories were asked for."""

    id: int
    url: str
    title: str
    score: float
    published_at: datetime | None
    outlet: str
    source: str
    rights: str
    regencies: list[str]
    pillars: list[str]
    scope: str
    story_id: int | None
    snippet: str
    why: dict[str, Any]
    copies: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready; times in WIB."""
        published = self.published_at.astimezone(WIB).isoformat() if self.published_at else None
        return {**vars(self), "score": round(self.score, 4), "published_at": published}


@dataclass(frozen=True)
class SearchResult:
    """`total`: articles that hold a word of the query or were found by meaning, under the filters, however many are
    shown. `note` says what was left out, `understood` what the query was taken for, if anything."""

    query: str
    total: int
    hits: list[Hit]
    note: str | None = None
    understood: dict[str, Any] = field(default_factory=dict)
    facets: Facets = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {**vars(self), "hits": [hit.as_dict() for hit in self.hits]}


class _Group(NamedTuple):
    """An article shown, and the ids of those folded under it."""

    article_id: int
    best: Best
    folded: list[int]


def search(
    engine: Engine, embedder: MakeEmbedder, request: SearchRequest, knowledge: Knowledge | None = None
) -> SearchResult:
    """Answer one request; one without a word to search for lists what the filters let through, newest first.

    Without `knowledge` the words are taken as they are. UsageError for a semantic search over another model's vectors,
    and for an article to be alike that is not there.
    """
    with engine.begin() as connection:
        understood = _read(connection, request, knowledge)
        asked = _ask(connection, request, understood)
        if request.like is None and not stems(understood.text):
            return _listing(connection, request, asked, understood)
        ranking = rank(connection, embedder, asked)
        holding = sql.count_matching(connection, asked.keyword, asked.condition) if asked.keyword else 0
        groups = _sort_and_fold(connection, ranking.articles, request)
        hits = _make_hits(connection, request, understood, groups[request.offset :][: request.limit])
        facets = count_facets(connection, asked.keyword, asked.condition) if request.has_facets else {}
        total = max(holding, len(ranking.articles))
        return SearchResult(request.query, total, hits, ranking.note, understood.as_dict(), facets)


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


def _ask(connection: Connection, request: SearchRequest, understood: Understood) -> Asked:
    if request.like is not None:
        return ask_like(connection, request.like, request)
    keyword = None
    if request.mode != "semantic":
        keyword = sql.keyword_query(connection, understood.text, understood.concepts)
    return Asked(
        keyword=keyword,
        embed_meaning=lambda embedder: vector_literal(embedder, understood.meaning),
        condition=make_condition(request, understood),
        mode=request.mode,
        places=understood.places,
        prefers_recent=request.prefers_recent,
    )


def _listing(connection: Connection, request: SearchRequest, asked: Asked, understood: Understood) -> SearchResult:
    ids = sql.newest_articles(connection, asked.condition, request.limit, request.offset)
    hits = _make_hits(connection, request, understood, [_Group(article_id, _UNRANKED, []) for article_id in ids])
    total = sql.count_matching(connection, None, asked.condition)
    facets = count_facets(connection, None, asked.condition) if request.has_facets else {}
    return SearchResult(request.query, total, hits, None, understood.as_dict(), facets)


def _sort_and_fold(connection: Connection, ranked: list[tuple[int, Best]], request: SearchRequest) -> list[_Group]:
    if request.order == "date":
        ranked = sorted(ranked, key=lambda item: (item[1].published_at or _LONG_AGO, item[0]), reverse=True)
    if request.by == "article":
        return [_Group(article_id, best, []) for article_id, best in ranked]
    stories = sql.load_stories(connection, [article_id for article_id, _ in ranked])
    groups: dict[tuple[str, int], _Group] = {}
    for article_id, best in ranked:
        story = stories.get(article_id)
        key = ("article", article_id) if story is None else ("story", story)
        if key in groups:
            groups[key].folded.append(article_id)
        else:
            groups[key] = _Group(article_id, best, [])
    return list(groups.values())


def _make_hits(
    connection: Connection, request: SearchRequest, understood: Understood, groups: Sequence[_Group]
) -> list[Hit]:
    ids = [article_id for group in groups for article_id in (group.article_id, *group.folded)]
    articles = sql.load_articles(connection, ids)
    passages = sql.load_passages(connection, [group.best.passage_id for group in groups])
    others = (term for terms in understood.synonyms.values() for term in terms)
    asked = set(stems(" ".join((understood.text, *others))))
    filters = request.filters.named() | understood.parsed.filters.named() | understood.filters.named()
    return [
        _make_hit(
            articles[group.article_id],
            group.best,
            passages.get(group.best.passage_id),
            asked,
            filters,
            [_make_copy(articles[article_id]) for article_id in group.folded],
        )
        for group in groups
    ]


def _make_hit(
    article: Any,
    best: Best,
    passage: str | None,
    asked: set[str],
    filters: dict[str, str],
    copies: list[dict[str, Any]],
) -> Hit:
    text = article.body if passage is None else passage
    length = SNIPPET_CHARACTERS if article.rights == "fulltext" else EXCERPT_CHARACTERS
    why = {
        "terms": sorted(shared_words(text, asked) | shared_words(article.title, asked)),
        "bm25": round(best.bm25, 3),
        "semantic": round(best.cosine, 3),
        "filters": filters,
    }
    return Hit(
        id=article.id,
        url=article.url,
        title=article.title,
        score=best.score,
        published_at=article.published_at,
        outlet=article.outlet,
        source=article.source_id,
        rights=article.rights,
        regencies=list(article.regencies),
        pillars=list(article.pillars),
        scope=article.scope,
        story_id=article.story_id,
        snippet=make_snippet(text, asked, length),
        why=why,
        copies=copies,
    )


def _make_copy(article: Any) -> dict[str, Any]:
    return {"id": article.id, "url": article.url, "title": article.title, "outlet": article.outlet}
