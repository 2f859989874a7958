"""More like this: what an article is looked for by when it is itself the query."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection, text

from models.errors import UsageError
from pipelines.passages import indexed_text, split_passages
from pipelines.stems import stems, term_id
from serving.search.conditions import Condition
from serving.search.keywords import weigh_terms
from serving.search.ranking import Asked, vector_literal
from serving.search.request import SearchRequest

_MOST_TERMS = 25
"""So many of its heaviest terms say what an article is about (tf * idf, as in Lucene's MoreLikeThis)."""


def ask_like(connection: Connection, article_id: int, request: SearchRequest) -> Asked:
    """What finds articles like this one, itself and the rest of its story left out; UsageError if it is not there."""
    row = connection.execute(
        text("SELECT title, body, story_id, is_relevant FROM article WHERE id = :id"), {"id": article_id}
    ).one_or_none()
    if row is None:
        raise UsageError(f"there is no article {article_id}")
    lead = indexed_text(row.title, split_passages(row.body)[0])
    terms = Counter(term_id(stem) for stem in stems(indexed_text(row.title, row.body)))
    where, parameters = request.filters.conditions()
    other = Condition(
        f"{where} AND a.id <> :like_id AND (a.story_id IS NULL OR a.story_id IS DISTINCT FROM :like_story)",
        {**parameters, "like_id": article_id, "like_story": row.story_id},
    )
    return Asked(
        keyword=weigh_terms(connection, terms, _MOST_TERMS),
        embed_meaning=lambda embedder: vector_literal(embedder, lead),
        condition=other,
        mode=request.mode,
        prefers_recent=request.prefers_recent,
        prefers_relevant=row.is_relevant,
    )
