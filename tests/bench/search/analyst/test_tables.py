"""Means by split and kind; held-out queries stay unseen one by one."""

from __future__ import annotations

from datetime import date

import pytest

from bench.search.analyst.judged import Query
from bench.search.analyst.tables import cut, print_misses, print_targets, score

TODAY = date(2026, 11, 16)
QUERIES = [
    Query("plain-01", "kota cerdas", "plain", "dev", TODAY, {"a": 3}),
    Query("plain-02", "banjir", "plain", "dev", TODAY, {"b": 3, "c": 1}),
    Query("plain-03", "parkir", "plain", "heldout", TODAY, {"d": 3}),
    Query("name-01", "Beresek", "name", "dev", TODAY, {"e": 3}),
    Query("name-02", "Parkir Senyum", "name", "heldout", TODAY, {"d": 3}),
]
RUN = {"plain-01": {"a": 10.0}, "plain-02": {"x": 10.0, "c": 9.0, "b": 8.0}, "plain-03": {"x": 10.0}, "name-01": {}}
RUN |= {"name-02": {"d": 10.0}}


def test_cuts_by_kind_and_split() -> None:
    assert [query.id for query in cut(QUERIES, "plain", "dev")] == ["plain-01", "plain-02"]
    assert len(cut(QUERIES, "all", "heldout")) == 2
    assert len(cut(QUERIES, "name", "")) == 2


def test_a_query_without_an_answer_counts_as_nothing_found() -> None:
    assert score(cut(QUERIES, "name", ""), RUN)["nDCG@10"] == pytest.approx(0.5)


def test_misses_name_what_came_first_and_where_the_wanted_is(capsys: pytest.CaptureFixture[str]) -> None:
    print_misses(QUERIES, RUN, {"x": "Lain", "b": "Banjir", "c": "Hujan", "e": "Beresek"})
    told = capsys.readouterr().out
    assert "plain-01" not in told
    assert "1. [0] x | Lain" in told
    assert "wanted not in the ten: [3] e | Beresek" in told


def test_misses_never_show_a_held_out_query(capsys: pytest.CaptureFixture[str]) -> None:
    print_misses(QUERIES, RUN, {"x": "Lain", "b": "Banjir", "c": "Hujan", "e": "Beresek", "d": "Parkir"})
    assert "plain-03" not in capsys.readouterr().out


def test_a_target_that_is_not_reached_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    every_kind = [Query(f"{kind}-01", "x", kind, split, TODAY, {"a": 3}) for kind in (
        "plain", "name", "misspelt", "english", "paraphrase"
    ) for split in ("dev", "heldout")]  # fmt: skip
    found = {query.id: {"a": 1.0} if query.kind == "plain" else {} for query in every_kind}
    print_targets(every_kind, found)
    told = capsys.readouterr().out
    assert "plain       1.000  >= 0.85 reached" in told
    assert "name        0.000  >= 0.95 MISSED" in told
