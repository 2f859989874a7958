"""The analyst's set keeps what its README promises."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from bench.search.analyst.judged import KINDS, Query, load_set
from models.catalogue import SAMPLES_DIR
from pipelines.stems import stems

LEAST = {"plain": 30, "paraphrase": 20, "english": 15, "misspelt": 15, "name": 15, "place": 15, "date": 15}
FUNCTION_WORDS = set(stems("ke di dan yang untuk dengan dari secara bagi tanpa jadi via ketika lewat pada dalam"))


@pytest.fixture(scope="module")
def queries() -> list[Query]:
    return load_set()


@pytest.fixture(scope="module")
def titles() -> dict[str, str]:
    rows = map(json.loads, (SAMPLES_DIR / "truth.jsonl").read_text(encoding="utf-8").splitlines())
    return {row["id"]: row["title"] for row in rows}


def test_there_are_enough_queries_of_each_kind(queries: list[Query]) -> None:
    kinds = Counter(query.kind for query in queries)
    assert set(kinds) == set(KINDS)
    assert [kind for kind, least in LEAST.items() if kinds[kind] < least] == []


def test_every_third_query_of_a_kind_is_held_out(queries: list[Query]) -> None:
    for kind in KINDS:
        own = [query.split for query in queries if query.kind == kind]
        assert own == ["heldout" if number % 3 == 0 else "dev" for number in range(1, len(own) + 1)]


def test_every_judged_article_is_a_sample_article(queries: list[Query], titles: dict[str, str]) -> None:
    assert {name for query in queries for name in query.judged} <= set(titles)


def test_every_query_has_an_article_that_is_just_what_was_asked(queries: list[Query]) -> None:
    assert [query.id for query in queries if max(query.judged.values()) != 3] == []
    assert {grade for query in queries for grade in query.judged.values()} == {1, 2, 3}


def test_no_query_is_there_twice(queries: list[Query]) -> None:
    assert len({query.text.lower() for query in queries}) == len(queries)


def test_a_paraphrase_shares_no_word_with_the_title_it_wants(queries: list[Query], titles: dict[str, str]) -> None:
    shared = [
        (query.text, titles[name])
        for query in queries
        if query.kind == "paraphrase"
        for name, grade in query.judged.items()
        if grade == 3 and (set(stems(query.text)) & set(stems(titles[name]))) - FUNCTION_WORDS
    ]
    assert shared == []
