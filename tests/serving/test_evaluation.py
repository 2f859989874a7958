import json
from math import log2

import pytest
from sqlalchemy import text

from models.errors import UsageError
from pipelines.embedder import BundledEmbedder
from serving.evaluation import evaluate_search, load_queries, measure

CORPUS = (
    {"_id": "banjir", "title": "Alarm banjir", "text": "Alat peringatan dini berbunyi bila air naik di Toboali."},
    {"_id": "parkir", "title": "Parkir nontunai", "text": "Juru parkir menerima pembayaran QRIS\u2028di pasar."},
    {"_id": "voli", "title": "Turnamen voli", "text": "Tim putri menang tiga set."},
)
QUERIES = (
    {"_id": "q1", "text": "alarm banjir", "split": "test"},
    {"_id": "q2", "text": "pembayaran QRIS", "split": "train"},
    {"_id": "q3", "text": "tanpa penilaian", "split": "test"},
)


@pytest.fixture
def write(tmp_path):
    """Write a BEIR-style folder; `judged`: lines of qrels.tsv."""

    def make(*judged, corpus=CORPUS, queries=QUERIES):
        for name, rows in (("corpus", corpus), ("queries", queries)):
            lines = (json.dumps(row, ensure_ascii=False) for row in rows)
            (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
        (tmp_path / "qrels.tsv").write_text("\n".join(["query-id\tcorpus-id\tscore", *judged]), encoding="utf-8")
        return tmp_path

    return make


def left_databases(engine):
    with engine.connect() as connection:
        query = "SELECT datname FROM pg_database WHERE datname LIKE 'pantau_evaluation%'"
        return list(connection.execute(text(query)).scalars())


def test_measures_follow_their_formulas():
    run = {"q1": {"d3": 3.0, "d1": 2.0, "d2": 1.0}, "q2": {"d9": 1.0}}
    found = measure({"q1": {"d1": 1, "d2": 1}, "q2": {"d5": 1}}, run)
    ideal = 1 + 1 / log2(3)
    assert found["nDCG@10"] == pytest.approx((1 / log2(3) + 1 / log2(4)) / ideal / 2)
    assert found["recall@10"] == pytest.approx(0.5)
    assert found["MRR"] == pytest.approx(0.25)


def test_a_query_that_found_nothing_counts_as_zero():
    assert measure({"q1": {"d1": 1}, "q2": {"d1": 1}}, {"q1": {"d1": 1.0}})["MRR"] == 0.5


def test_only_judged_queries_of_the_chosen_split_are_asked(write):
    folder = write("q1\tbanjir\t1", "q2\tparkir\t2\r", "q9\tvoli\t1")
    queries, judged = load_queries(folder, ())
    assert queries == {"q1": "alarm banjir", "q2": "pembayaran QRIS"}
    assert judged == {"q1": {"banjir": 1}, "q2": {"parkir": 2}}
    assert load_queries(folder, ["train"])[1] == {"q2": {"parkir": 2}}


def test_every_mode_is_measured_and_the_store_left_alone(engine, add_article, write):
    add_article("Alarm banjir alarm banjir", "Alarm banjir.")
    steps = []
    folder = write("q1\tbanjir\t1", "q2\tparkir\t1")
    found = evaluate_search(
        engine, BundledEmbedder(), folder, ("keyword", "hybrid", "semantic"), progress=lambda *step: steps.append(step)
    )
    assert list(found) == ["keyword", "hybrid", "semantic"]
    assert found["keyword"] == {"nDCG@10": 1.0, "recall@10": 1.0, "MRR": 1.0}
    assert steps == [(number, 6) for number in range(1, 7)]
    assert left_databases(engine) == []
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*), max(embed_version) FROM article")).one() == (1, 0)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["q1\tbanjir"], "qrels.tsv:2: 'q1.tbanjir' is not query, document and grade"),
        (["q1\tbanjir\t1", "q1 banjir 1"], "qrels.tsv:3: 'q1 banjir 1' is not"),
        (["q1\tbanjir\tya"], "qrels.tsv:2: "),
        ([], "no query has a judgement"),
    ],
)
def test_wrong_judgements_are_named(write, lines, said):
    with pytest.raises(UsageError, match=said):
        load_queries(write(*lines), ())


def test_a_split_nobody_has_is_named(write):
    with pytest.raises(UsageError, match="no query has a judgement in split dev"):
        load_queries(write("q1\tbanjir\t1"), ["dev"])


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"queries\.jsonl: cannot be read: No such file"):
        load_queries(tmp_path, ())


@pytest.mark.parametrize(
    ("row", "said"),
    [({"_id": "x"}, r"corpus\.jsonl:2: a row needs _id and text"), ([1], r"corpus\.jsonl:2: a row needs")],
)
def test_a_wrong_corpus_is_named_and_leaves_no_database(engine, write, row, said):
    folder = write("q1\tbanjir\t1", corpus=(CORPUS[0], row))
    with pytest.raises(UsageError, match=said):
        evaluate_search(engine, BundledEmbedder(), folder, ("keyword",))
    assert left_databases(engine) == []
