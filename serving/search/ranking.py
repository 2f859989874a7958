"""From scored passages to ranked articles: fusing the scores, and whether the vectors may be used at all.

Scores are fused, not ranks: bm25 / max(bm25) + weight * cosine (reciprocal rank fusion with a weak dense side was
measured to lose against BM25 alone). On top come bonuses for what a query does not spell out, and for its words
standing side by side. All weights were chosen on the development queries of `bench/search` (see its README).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from sqlalchemy import Connection

from models.errors import UsageError
from models.store import vectors
from models.store.vectors import StoredModel, active_model
from pipelines.embedder import Embedder, load_embedder
from pipelines.passages import indexed_text
from pipelines.stems import neighbours
from serving.search import candidates as sql
from serving.search.conditions import Condition
from serving.search.keywords import KeywordQuery
from serving.search.request import Mode

LEAST_WEIGHT = 0.3
MOST_WEIGHT = 1.3
WEIGHT_PER_WORD = 0.25
"""The more words a query has, the more its meaning says beside them: a name alone is best looked for as it is, a whole
question by its meaning as well."""
SEMANTIC_FLOOR = 0.3
"""In a hybrid search a passage that shares no word with the query counts only from this cosine on."""
PLACE_BONUS = 0.5
"""For an article about a regency the query names."""
RELEVANCE_BONUS = 0.4
"""For an article that is about the field at all."""
RECENCY_BONUS = 0.05
"""For the newest article found; half of it for one that is HALF_LIFE_DAYS older."""
HALF_LIFE_DAYS = 180
PHRASE_BONUS = 0.2
"""For an article in which all neighbouring words of the query are neighbours too; in part for some of them."""
MOST_PHRASED = 30
"""So many of the best are looked at for that."""
OTHER_MODEL = "the stored vectors are of another model than there is here ({name}); `pantau reembed` makes them anew"
_DAY_SECONDS = 86_400

MakeEmbedder = Callable[[], Embedder]


@dataclass(frozen=True)
class Asked:
    """What candidates are looked for by. `embed_meaning` gives the vector of the query where one is needed."""

    keyword: KeywordQuery | None
    embed_meaning: Callable[[Embedder], str | None]
    condition: Condition
    mode: Mode
    words: Sequence[str] = ()
    """Stems of the query in order."""
    places: Sequence[str] = ()
    prefers_recent: bool = True
    prefers_relevant: bool = True


class Best(NamedTuple):
    """An article's best passage and its scores."""

    passage_id: int
    score: float
    bm25: float
    cosine: float
    published_at: datetime | None = None


@dataclass(frozen=True)
class Ranking:
    """Articles best first; `holding` as in `candidates.Found`; `note` says what was left out."""

    articles: list[tuple[int, Best]]
    holding: list[int] | None
    note: str | None = None


def rank(connection: Connection, embedder: MakeEmbedder, asked: Asked) -> Ranking:
    """Rank the articles that come into question; the embedder is only made when the mode needs it.

    A query is embedded by the model the stored vectors are of, whichever is given. Where that one is gone, a hybrid
    search goes by words alone and says so, a semantic one raises UsageError.
    """
    model, vector, note = None, None, None
    if asked.mode != "keyword":
        model = active_model(connection)
        fitting = _fitting_embedder(model, embedder) if model else None
        note = OTHER_MODEL.format(name=model.name) if model and not fitting else None
        if note and asked.mode == "semantic":
            raise UsageError(note)
        vector = asked.embed_meaning(fitting) if fitting else None
    keyword = asked.keyword if asked.mode != "semantic" else None
    found = sql.find_candidates(connection, keyword, vector, model, asked.condition, asked.places)
    floor = SEMANTIC_FLOOR if asked.mode == "hybrid" else 0.0
    best = _best_by_article(found.scored, floor, asked)
    ranked = _sorted(best.items())
    if asked.mode != "semantic" and len(asked.words) > 1:
        ranked = _sorted([*_with_phrase_bonus(connection, ranked[:MOST_PHRASED], asked.words), *ranked[MOST_PHRASED:]])
    return Ranking(ranked, found.holding, note)


def semantic_weight(words: Sequence[str]) -> float:
    """How much a cosine counts beside the keyword score of 1 for the best."""
    return min(MOST_WEIGHT, max(LEAST_WEIGHT, LEAST_WEIGHT + WEIGHT_PER_WORD * (len(set(words)) - 2)))


def vector_literal(embedder: Embedder, text: str) -> str | None:
    """The vector of a text as PostgreSQL reads it; None where it has no known word."""
    vector = embedder.embed_query(text)
    return vectors.vector_literal(vector) if vector.any() else None


def _fitting_embedder(model: StoredModel, embedder: MakeEmbedder) -> Embedder | None:
    given = embedder()
    if given.fingerprint == model.fingerprint:
        return given
    try:
        other = _load_once(model.name)
        return other if other.fingerprint == model.fingerprint else None
    except UsageError:
        return None


@lru_cache(maxsize=2)
def _load_once(name: str) -> Embedder:
    return load_embedder(name)


def _sorted(articles: Iterable[tuple[int, Best]]) -> list[tuple[int, Best]]:
    return sorted(articles, key=lambda item: (-item[1].score, -item[0]))


def _with_phrase_bonus(
    connection: Connection, ranked: Sequence[tuple[int, Best]], words: Sequence[str]
) -> Iterator[tuple[int, Best]]:
    read = sql.load_titles_and_texts(connection, [best.passage_id for _, best in ranked])
    wanted, asked = set(pairwise(words)), set(words)
    for article_id, best in ranked:
        passage = read.get(best.passage_id)
        there = wanted & neighbours(indexed_text(passage.title, passage.text), asked) if passage else ()
        yield article_id, best._replace(score=best.score + PHRASE_BONUS * len(there) / len(wanted))


def _best_by_article(scored: Iterable[sql.Scored], floor: float, asked: Asked) -> dict[int, Best]:
    weight, relevance = semantic_weight(asked.words), RELEVANCE_BONUS * asked.prefers_relevant
    passages = [item for item in scored if item.bm25 > 0 or item.cosine > floor]
    top = max((item.bm25 for item in passages), default=0.0) or 1.0
    newest = max((item.published_at for item in passages if item.published_at), default=None)
    best: dict[int, Best] = {}
    for item in passages:
        score = item.bm25 / top + weight * max(0.0, item.cosine)
        score += PLACE_BONUS * item.is_there + relevance * item.is_relevant
        score += _recency_bonus(item.published_at, newest) if asked.prefers_recent else 0.0
        if item.article_id not in best or score > best[item.article_id].score:
            best[item.article_id] = Best(item.passage_id, score, item.bm25, item.cosine, item.published_at)
    return best


def _recency_bonus(published_at: datetime | None, newest: datetime | None) -> float:
    if published_at is None or newest is None:
        return 0.0
    days = (newest - published_at).total_seconds() / _DAY_SECONDS
    return float(RECENCY_BONUS * 0.5 ** (days / HALF_LIFE_DAYS))
