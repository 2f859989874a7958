"""Articles as they are shown: with a snippet, the reasons, what an analyst corrected, the copies under them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from models.clock import WIB
from models.store.corrections import load_corrections
from pipelines.concepts import concept_id
from serving.corrections import as_evidence
from serving.search import candidates as sql
from serving.search.ranking import Best
from serving.search.snippets import make_snippet, shared_words

SNIPPET_CHARACTERS = 240
EXCERPT_CHARACTERS = 160


@dataclass(frozen=True)
class Hit:
    """One article found. `why` names the words it shares with the query, the concepts it has other words for, both
    scores and the filters.

    `corrections`: what an analyst said of its tags against the machine, as evidence. `copies`: the other articles of
    its story that were found too, where stories were asked for.
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
    copies: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready; times in WIB."""
        published = self.published_at.astimezone(WIB).isoformat() if self.published_at else None
        return {**vars(self), "score": round(self.score, 4), "published_at": published}


class Group(NamedTuple):
    """An article to show, and the ids of those folded under it."""

    article_id: int
    best: Best
    folded: list[int]


@dataclass(frozen=True)
class Reasons:
    """What may have brought a hit: stems to mark in its snippet, names of concepts, filters as they are shown."""

    stems: set[str]
    concepts: Sequence[str] = ()
    filters: Mapping[str, str] = field(default_factory=dict)


def make_hits(connection: Connection, groups: Sequence[Group], reasons: Reasons) -> list[Hit]:
    """One hit for each group."""
    ids = [article_id for group in groups for article_id in (group.article_id, *group.folded)]
    articles = sql.load_articles(connection, ids)
    concepts = {concept_id(name): name for name in reasons.concepts}
    passages = sql.load_passages(connection, [group.best.passage_id for group in groups], list(concepts))
    corrected = _load_evidence(connection, [row.id for row in articles.values() if row.may_be_corrected])
    hits = []
    for group in groups:
        passage = passages.get(group.best.passage_id)
        held = [name for number, name in concepts.items() if passage and number in passage.held]
        found = _found_in(articles[group.article_id], group.best, passage and passage.text, reasons, held)
        hits.append(
            Hit(
                **_shown_columns(articles[group.article_id]),
                **found,
                score=group.best.score,
                corrections=corrected[group.article_id],
                copies=[_make_copy(articles[article_id]) for article_id in group.folded],
            )
        )
    return hits


def _shown_columns(article: Any) -> dict[str, Any]:
    names = ("id", "url", "title", "published_at", "outlet", "rights", "scope", "story_id")
    lists = {"regencies": list(article.regencies), "pillars": list(article.pillars)}
    return {**{name: getattr(article, name) for name in names}, **lists, "source": article.source_id}


def _found_in(article: Any, best: Best, passage: str | None, reasons: Reasons, held: list[str]) -> dict[str, Any]:
    asked = reasons.stems
    # A passage may have been found by the title it was indexed with, and hold none of the words itself.
    shared = shared_words(passage, asked) if passage else set()
    text = passage if passage and (not asked or shared) else article.body
    if text is not passage:
        shared = shared_words(text, asked)
    length = SNIPPET_CHARACTERS if article.rights == "fulltext" else EXCERPT_CHARACTERS
    why = {
        "terms": sorted(shared | shared_words(article.title, asked)),
        "concepts": held,
        "bm25": round(best.bm25, 3),
        "semantic": round(best.cosine, 3),
        "filters": dict(reasons.filters),
    }
    return {"snippet": make_snippet(text, asked, length), "why": why}


def _load_evidence(connection: Connection, ids: list[int]) -> dict[int | None, list[dict[str, Any]]]:
    evidence: dict[int | None, list[dict[str, Any]]] = defaultdict(list)
    for correction in load_corrections(connection, article_ids=ids, is_active=True) if ids else ():
        evidence[correction.article_id].append(as_evidence(correction))
    return evidence


def _make_copy(article: Any) -> dict[str, Any]:
    return {"id": article.id, "url": article.url, "title": article.title, "outlet": article.outlet}
