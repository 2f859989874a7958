"""What a person is shown of a ranking: articles with snippets and reasons. How they are ranked is `ranking.py`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from models.clock import WIB
from models.store.corrections import load_corrections
from pipelines.stems import split_words, stems
from serving.corrections import as_evidence
from serving.search import candidates as sql
from serving.search.ranking import Best, MakeEmbedder, rank
from serving.search.request import SearchRequest

SNIPPET_CHARACTERS = 240
EXCERPT_CHARACTERS = 160
_UNRANKED = Best(0, 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Hit:
    """One article found. `why` names the words it shares with the query, both scores and the filters.

    `corrections`: what an analyst said of its tags against the machine, as evidence.
    """

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
    corrections: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready; times in WIB."""
        published = self.published_at.astimezone(WIB).isoformat() if self.published_at else None
        return {**vars(self), "score": round(self.score, 4), "published_at": published}


@dataclass(frozen=True)
class SearchResult:
    """`total`: articles that hold a word of the query or were found by meaning, under the filters, however many are
    shown. `note` says what was left out, if anything."""

    query: str
    total: int
    hits: list[Hit]
    note: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {**vars(self), "hits": [hit.as_dict() for hit in self.hits]}


def search(engine: Engine, embedder: MakeEmbedder, request: SearchRequest) -> SearchResult:
    """Answer one request; a query without a word lists what the filters let through, newest first."""
    with engine.begin() as connection:
        if not stems(request.query):
            return _listing(connection, request)
        ranking = rank(connection, embedder, request)
        holding = sql.count_matching(connection, ranking.keyword, request.filters) if ranking.keyword else 0
        shown = ranking.articles[request.offset :][: request.limit]
        hits = _make_hits(connection, request, shown)
        return SearchResult(request.query, max(holding, len(ranking.articles)), hits, ranking.note)


def _listing(connection: Connection, request: SearchRequest) -> SearchResult:
    ids = sql.newest_articles(connection, request.filters, request.limit, request.offset)
    hits = _make_hits(connection, request, [(article_id, _UNRANKED) for article_id in ids])
    return SearchResult(request.query, sql.count_matching(connection, None, request.filters), hits)


def _make_hits(connection: Connection, request: SearchRequest, found: list[tuple[int, Best]]) -> list[Hit]:
    articles = sql.load_articles(connection, [article_id for article_id, _ in found])
    passages = sql.load_passages(connection, [best.passage_id for _, best in found])
    asked = set(stems(request.query))
    corrected = _load_evidence(connection, list(articles))
    return [
        replace(
            _make_hit(articles[article_id], best, passages.get(best.passage_id), asked, request),
            corrections=corrected[article_id],
        )
        for article_id, best in found
    ]


def _load_evidence(connection: Connection, ids: list[int]) -> dict[int | None, list[dict[str, Any]]]:
    evidence: dict[int | None, list[dict[str, Any]]] = defaultdict(list)
    for correction in load_corrections(connection, article_ids=ids, is_active=True):
        evidence[correction.article_id].append(as_evidence(correction))
    return evidence


def _make_hit(article: Any, best: Best, passage: str | None, asked: set[str], request: SearchRequest) -> Hit:
    text = article.body if passage is None else passage
    length = SNIPPET_CHARACTERS if article.rights == "fulltext" else EXCERPT_CHARACTERS
    why = {
        "terms": sorted(_shared_words(text, asked) | _shared_words(article.title, asked)),
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
        snippet=make_snippet(text, asked, length),
        why=why,
    )


def _shared_words(text: str, asked: set[str]) -> set[str]:
    return {text[word.start : word.end].lower() for word in split_words(text) if word.stem in asked}


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
