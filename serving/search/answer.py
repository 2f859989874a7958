"""From scored passages to an answer by article: fusing, ordering, snippets and reasons.

Scores are fused, not ranks: bm25 / max(bm25) + SEMANTIC_WEIGHT * cosine (reciprocal rank fusion with a weak dense
side was measured to lose against BM25 alone).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from models.clock import WIB
from models.store.passages import active_model
from pipelines.embedder import Embedder
from pipelines.stems import split_words, stems
from serving.search import candidates as sql
from serving.search.request import SearchRequest

SEMANTIC_WEIGHT = 0.5
SEMANTIC_FLOOR = 0.3
"""In a hybrid search a passage that shares no word with the query counts only from this cosine on."""
SNIPPET_CHARACTERS = 240
EXCERPT_CHARACTERS = 160


@dataclass(frozen=True)
class Hit:
    """One article found. `why` names the words it shares with the query, both scores and the filters."""

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

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready; times in WIB."""
        published = self.published_at.astimezone(WIB).isoformat() if self.published_at else None
        return {**vars(self), "score": round(self.score, 4), "published_at": published}


@dataclass(frozen=True)
class SearchResult:
    """`total`: articles holding a word of the query (or as many as were found by meaning) under the filters."""

    query: str
    total: int
    hits: list[Hit]

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {"query": self.query, "total": self.total, "hits": [hit.as_dict() for hit in self.hits]}


@dataclass(frozen=True)
class _Best:
    passage_id: int
    score: float
    bm25: float
    cosine: float


def search(engine: Engine, embedder: Callable[[], Embedder], request: SearchRequest) -> SearchResult:
    """Answer one request; the embedder is only made when the mode needs it."""
    with engine.begin() as connection:
        if not stems(request.query):
            return _listing(connection, request)
        keyword = sql.keyword_query(connection, request.query) if request.mode != "semantic" else None
        found = _find(connection, embedder, request, keyword)
        total = sql.count_matching(connection, keyword, request.filters) if keyword else len(found)
        hits = _make_hits(connection, request, found[: request.limit])
        return SearchResult(request.query, max(total, len(hits)), hits)


def rank_articles(engine: Engine, embedder: Callable[[], Embedder], request: SearchRequest) -> list[tuple[int, float]]:
    """Article ids with scores, best first, without what a person would be shown; for measuring."""
    with engine.begin() as connection:
        keyword = sql.keyword_query(connection, request.query) if request.mode != "semantic" else None
        found = _find(connection, embedder, request, keyword)
        return [(article_id, best.score) for article_id, best in found[: request.limit]]


def _find(
    connection: Connection,
    embedder: Callable[[], Embedder],
    request: SearchRequest,
    keyword: sql.KeywordQuery | None,
) -> list[tuple[int, _Best]]:
    model = active_model(connection) if request.mode != "keyword" else None
    vector = _query_vector(embedder, request.query) if model else None
    scored = sql.find_candidates(connection, keyword, vector, model, request.filters)
    floor = SEMANTIC_FLOOR if request.mode == "hybrid" else 0.0
    return sorted(_best_by_article(scored, floor).items(), key=lambda item: (-item[1].score, -item[0]))


def _listing(connection: Connection, request: SearchRequest) -> SearchResult:
    ids = sql.newest_articles(connection, request.filters, request.limit)
    found = [(article_id, _Best(0, 0.0, 0.0, 0.0)) for article_id in ids]
    return SearchResult(
        request.query, sql.count_matching(connection, None, request.filters), _make_hits(connection, request, found)
    )


def _query_vector(embedder: Callable[[], Embedder], query: str) -> str | None:
    vector = embedder().embed_query(query)
    return "[" + ",".join(f"{value:.5g}" for value in vector) + "]" if vector.any() else None


def _best_by_article(scored: Iterable[sql.Scored], floor: float) -> dict[int, _Best]:
    passages = [item for item in scored if item.bm25 > 0 or item.cosine > floor]
    top = max((item.bm25 for item in passages), default=0.0) or 1.0
    best: dict[int, _Best] = {}
    for item in passages:
        score = item.bm25 / top + SEMANTIC_WEIGHT * max(0.0, item.cosine)
        if item.article_id not in best or score > best[item.article_id].score:
            best[item.article_id] = _Best(item.passage_id, score, item.bm25, item.cosine)
    return best


def _make_hits(connection: Connection, request: SearchRequest, found: list[tuple[int, _Best]]) -> list[Hit]:
    articles = sql.load_articles(connection, [article_id for article_id, _ in found])
    passages = sql.load_passages(connection, [best.passage_id for _, best in found])
    asked = set(stems(request.query))
    return [
        _make_hit(articles[article_id], best, passages.get(best.passage_id), asked, request)
        for article_id, best in found
    ]


def _make_hit(article: Any, best: _Best, passage: str | None, asked: set[str], request: SearchRequest) -> Hit:
    text = passage if passage is not None else article.body
    shared = {word.stem: text_[word.start : word.end] for text_ in (text, article.title)
              for word in split_words(text_) if word.stem in asked}
    why = {
        "terms": sorted({word.lower() for word in shared.values()}),
        "bm25": round(best.bm25, 3),
        "semantic": round(best.cosine, 3),
        "filters": request.filters.named(),
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
        snippet=make_snippet(text, asked, SNIPPET_CHARACTERS if article.rights == "fulltext" else EXCERPT_CHARACTERS),
        why=why,
    )


def make_snippet(text: str, asked: set[str], length: int) -> str:
    """The stretch of about `length` characters that holds most different words of the query."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    places = [(word.start, word.stem) for word in split_words(flat) if word.stem in asked]
    start = max((begin for begin, _ in places), key=lambda b: _distinct(places, b, length), default=0)
    start = max(0, min(start - length // 6, len(flat) - length))
    if start:
        start = flat.find(" ", start) + 1
    end = flat.rfind(" ", start, start + length) if start + length < len(flat) else len(flat)
    return ("… " if start else "") + flat[start : max(end, start)] + ("" if end == len(flat) else " …")


def _distinct(places: list[tuple[int, str]], begin: int, length: int) -> int:
    return len({stem for start, stem in places if begin <= start < begin + length * 5 // 6})
