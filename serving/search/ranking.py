"""From scored passages to ranked articles: fusing the two scores, and whether the vectors may be used at all.

Scores are fused, not ranks: bm25 / max(bm25) + SEMANTIC_WEIGHT * cosine (reciprocal rank fusion with a weak dense
side was measured to lose against BM25 alone).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from models.errors import UsageError
from models.store.passages import ActiveModel, active_model
from pipelines.embedder import Embedder
from serving.search import candidates as sql
from serving.search.request import SearchRequest

SEMANTIC_WEIGHT = 0.5
SEMANTIC_FLOOR = 0.3
"""In a hybrid search a passage that shares no word with the query counts only from this cosine on."""
OTHER_MODEL = "the stored vectors are of another model than {name!r}; `pantau process` makes them anew"

MakeEmbedder = Callable[[], Embedder]


@dataclass(frozen=True)
class Best:
    """An article's best passage and its scores."""

    passage_id: int
    score: float
    bm25: float
    cosine: float


@dataclass(frozen=True)
class Ranking:
    """Articles best first. `keyword` is None where no word of the query counted; `note` says what was left out."""

    articles: list[tuple[int, Best]]
    keyword: sql.KeywordQuery | None
    note: str | None = None


def rank(connection: Connection, embedder: MakeEmbedder, request: SearchRequest) -> Ranking:
    """Rank the articles that come into question; the embedder is only made when the mode needs it.

    Where the stored vectors are of another model, a hybrid search goes by words alone and says so, a semantic one
    raises UsageError.
    """
    keyword = sql.keyword_query(connection, request.query) if request.mode != "semantic" else None
    model, vector, note = None, None, None
    if request.mode != "keyword":
        model, note = _usable_model(connection, embedder)
        if note and request.mode == "semantic":
            raise UsageError(note)
        vector = _query_vector(embedder(), request.query) if model else None
    scored = sql.find_candidates(connection, keyword, vector, model, request.filters)
    floor = SEMANTIC_FLOOR if request.mode == "hybrid" else 0.0
    best = _best_by_article(scored, floor)
    return Ranking(sorted(best.items(), key=lambda item: (-item[1].score, -item[0])), keyword, note)


def rank_articles(engine: Engine, embedder: MakeEmbedder, request: SearchRequest) -> list[tuple[int, float]]:
    """Article ids with scores, best first, without what a person would be shown; for measuring."""
    with engine.begin() as connection:
        ranking = rank(connection, embedder, request)
    return [(article_id, best.score) for article_id, best in ranking.articles[request.offset :][: request.limit]]


def _usable_model(connection: Connection, embedder: MakeEmbedder) -> tuple[ActiveModel | None, str | None]:
    model = active_model(connection)
    if model and model.fingerprint != embedder().fingerprint:
        return None, OTHER_MODEL.format(name=embedder().name)
    return model, None


def _query_vector(embedder: Embedder, query: str) -> str | None:
    vector = embedder.embed_query(query)
    return "[" + ",".join(f"{value:.5g}" for value in vector) + "]" if vector.any() else None


def _best_by_article(scored: Iterable[sql.Scored], floor: float) -> dict[int, Best]:
    passages = [item for item in scored if item.bm25 > 0 or item.cosine > floor]
    top = max((item.bm25 for item in passages), default=0.0) or 1.0
    best: dict[int, Best] = {}
    for item in passages:
        score = item.bm25 / top + SEMANTIC_WEIGHT * max(0.0, item.cosine)
        if item.article_id not in best or score > best[item.article_id].score:
            best[item.article_id] = Best(item.passage_id, score, item.bm25, item.cosine)
    return best
