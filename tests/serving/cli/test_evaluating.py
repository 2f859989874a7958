import pytest
from sqlalchemy import text

from models.catalogue import SAMPLES_DIR

LABELLED = {
    "id": "g1",
    "url": "https://kabar.test/2026/11/10/aplikasi",
    "title": "Bangka Tengah luncurkan aplikasi kependudukan",
    "text": "Pemerintah Kabupaten Bangka Tengah meluncurkan aplikasi layanan kependudukan sebagai program smart city.",
    "published": "2026-11-10",
    "relevant": True,
    "regencies": ["bangka-tengah"],
    "province": False,
    "pillars": ["governance"],
    "milestone": ["launch-app"],
}
FIELDS = ("relevant", "regency", "province", "pillar", "milestone")


def test_labelled_texts_are_tagged_beside_a_naive_tagger(call_pantau, write_lines):
    path = write_lines(LABELLED, LABELLED | {"id": "g2", "regencies": ["belitung"]})
    found = call_pantau("evaluate", "tags", path, "--json").json
    assert set(found) == {"pantau", "naive"}
    assert found["pantau"]["relevant"] == [1.0, 1.0, 1.0]
    assert found["pantau"]["regency"] == [0.5, 0.5, 0.5], "the second label is wrong on purpose"
    assert [(row["id"], row["want"], row["have"]) for row in found["pantau"]["disagreements"]] == [
        ("g2", ["belitung"], ["bangka-tengah"])
    ]


def test_disagreements_are_listed_for_those_who_ask(call_pantau, write_lines):
    path = write_lines(LABELLED | {"regencies": ["belitung"]})
    line = "regency g1: ['belitung'] read as ['bangka-tengah']"
    assert line not in call_pantau("evaluate", "tags", path).stdout
    assert line in call_pantau("evaluate", "tags", path, "-v").stdout


def test_the_sample_night_is_read_and_tagged_as_its_labels_say(ask_night):
    found = ask_night("evaluate", "tags", SAMPLES_DIR / "truth.jsonl", "--json").json
    reading = found["reading"]
    assert reading["titles"] == reading["titles_of"] > 200
    assert reading["times"] >= reading["times_of"] - 3
    assert reading["stories"] >= 0.8 * reading["stories_of"] > 0
    assert all(found["stored"][field][0] > 0.9 for field in FIELDS)


def test_search_is_measured_in_a_database_of_its_own(call_pantau, engine, tmp_path):
    (tmp_path / "corpus.jsonl").write_text(
        '{"_id": "d1", "title": "Alarm banjir", "text": "Alat peringatan dini berbunyi bila air naik."}\n'
        '{"_id": "d2", "title": "Parkir", "text": "Juru parkir menerima pembayaran nontunai."}\n',
        encoding="utf-8",
    )
    (tmp_path / "queries.jsonl").write_text('{"_id": "q1", "text": "parkir nontunai"}\n', encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td2\t1\n", encoding="utf-8")
    done = call_pantau("evaluate", "search", tmp_path, "--mode", "keyword", "--json")
    assert done.json == {"keyword": {"nDCG@10": 1.0, "recall@10": 1.0, "MRR": 1.0}}
    table = call_pantau("evaluate", "search", tmp_path, "--mode", "keyword", "--mode", "hybrid").stdout
    assert [line.split()[0] for line in table.splitlines() if "1.0000" in line] == ["keyword", "hybrid"]
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM article")).scalar_one() == 0
        left = "SELECT datname FROM pg_database WHERE datname LIKE 'pantau_evaluation%'"
        assert connection.execute(text(left)).all() == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("tags", "tidak-ada.jsonl"), "'tidak-ada.jsonl' does not exist"),
        (("search", "."), "queries.jsonl: cannot be read"),
        (("search", ".", "--mode", "rrf"), "'rrf' is not one of"),
    ],
)
def test_what_cannot_be_measured_is_named(call_pantau, arguments, said):
    done = call_pantau("evaluate", *arguments)
    assert (done.code, done.stdout) == (2, "")
    assert said in done.stderr


def test_corrections_need_no_file_and_one_of_both_is_needed(call_pantau, add_article):
    article_id = add_article("Satu", is_relevant=True, relevance="explicit", tag_version=7)
    assert call_pantau("correct", article_id, "--not-relevant", "--by", "Rina").code == 0
    found = call_pantau("evaluate", "tags", "--corrections", "--json").json
    assert list(found) == ["corrections"]
    assert [(row["version"], row["value"], row["wrong"], row["said"]) for row in found["corrections"]] == [
        (7, None, 1, None),
        (7, "explicit", 1, 1),
    ]
    shown = call_pantau("evaluate", "tags", "--corrections").stdout
    assert "relevance" in shown
    assert "explicit" not in shown
    assert "explicit" in call_pantau("evaluate", "tags", "--corrections", "-v").stdout
    bare = call_pantau("evaluate", "tags")
    assert bare.code == 2
    assert "--corrections" in bare.stderr


def test_stored_labels_measure_the_machine_and_not_the_analyst(call_pantau, add_article, write_lines):
    article_id = add_article("Satu", is_relevant=True, relevance="explicit")
    call_pantau("correct", article_id, "--not-relevant", "--by", "Rina")
    assert call_pantau("corrections", "export").rows[0]["relevant"] is False
    label = {**LABELLED, "url": "https://kabarcontoh.example/satu", "title": "Satu", "relevant": False, "milestone": []}
    label.pop("text")
    assert call_pantau("evaluate", "tags", write_lines(label), "--json").json["stored"]["relevant"] == [0.0, 0.0, 0.0]
