"""Every query of the set asked of every system: the product in its modes, and a BM25 library beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Engine

from bench.search.analyst.judged import Query
from bench.search.peers import Run, rank_bm25s
from pipelines.embedder import Embedder
from serving.search import Knowledge, SearchRequest, search
from serving.search.request import Mode

DEPTH = 10
"""A person reads one page; MRR looks no further either."""


class System(NamedTuple):
    """One way of asking Pantau."""

    name: str
    mode: Mode
    is_literal: bool = False


SYSTEMS = (
    System("keyword", "keyword"),
    System("semantic", "semantic"),
    System("hybrid", "hybrid"),
    System("hybrid literal", "hybrid", is_literal=True),
)


def ask_all(
    engine: Engine,
    embedder: Embedder,
    knowledge: Knowledge,
    queries: Sequence[Query],
    names: Mapping[int, str],
    texts: Mapping[str, str],
) -> Iterator[tuple[str, Run]]:
    """Each system's name with the documents it found, best first by score."""
    yield "bm25s", rank_bm25s(texts, {query.id: query.text for query in queries}, DEPTH)
    for system in SYSTEMS:
        yield system.name, {query.id: _ask(engine, embedder, knowledge, query, system, names) for query in queries}


def _ask(
    engine: Engine,
    embedder: Embedder,
    knowledge: Knowledge,
    query: Query,
    system: System,
    names: Mapping[int, str],
) -> dict[str, float]:
    """What a person would be shown, by `search` itself. Scores are places: equal ones must not be shuffled again."""
    request = SearchRequest(query.text, mode=system.mode, is_literal=system.is_literal, today=query.today, limit=DEPTH)
    hits = search(engine, lambda: embedder, request, knowledge).hits
    found = dict.fromkeys(names[hit.id] for hit in hits)
    return {name: float(DEPTH - place) for place, name in enumerate(found)}
