"""Hostile queries, some here; 2,000 of them against the sample store: `python -m bench search:fuzz`."""

import time

from bench.search.fuzz import fingerprints, make_queries
from pipelines.concepts import concept_finder
from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder
from serving.search import Knowledge, SearchRequest, search

COUNT = 45


def test_no_query_is_an_error_or_does_harm(engine, add_article, real_catalogue):
    embedder, knowledge = BundledEmbedder(), Knowledge(real_catalogue)
    add_article("Kota cerdas di Bangka Tengah", "Nilai SPBE naik, kata Bupati.", regencies=["bangka-tengah"])
    add_article("Alarm banjir", "Air naik di Toboali.")
    embed_articles(engine, embedder, concepts=concept_finder(real_catalogue))
    before, slowest, shown = fingerprints(engine), 0.0, 0
    for query in make_queries(COUNT, seed=20261121):
        started = time.process_time()
        found = search(engine, lambda: embedder, SearchRequest(query, has_facets=True), knowledge)
        slowest = max(slowest, time.process_time() - started)
        shown += len(found.as_dict()["hits"])
    assert shown > 0, "some of them do find something"
    assert slowest < 5, "of the processor's time, the catalogue's loading included"
    assert fingerprints(engine) == before


def test_queries_are_the_same_for_the_same_seed_and_some_are_very_long():
    queries = list(make_queries(60, seed=7))
    assert queries == list(make_queries(60, seed=7))
    assert queries != list(make_queries(60, seed=8))
    assert max(map(len, queries)) >= 100_000
