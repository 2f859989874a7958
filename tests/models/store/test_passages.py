import hashlib
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from models.store import passages as store
from models.store import vectors
from models.store.passages import NewPassage, Statistics
from models.tables import TERM_SPACE

NOW = datetime(2026, 11, 15, tzinfo=UTC)


@pytest.fixture
def model(engine):
    with engine.begin() as connection:
        store.set_mean_length(connection, 2.0)
        return vectors.add_model(connection, "contoh", "00aa", 3, NOW)


def passage(article_id, position, terms, body="isi"):
    weights = ",".join(f"{term + 1}:1" for term in terms)
    return NewPassage(article_id, position, body, terms, len(terms) + 1, f"{{{weights}}}/{TERM_SPACE}")


def add(engine, model, passages, vectors=None):
    with engine.begin() as connection:
        store.add_passages(connection, passages, vectors or [[1.0, 0.0, 0.0]] * len(passages), model)


def fetch(engine, query):
    with engine.connect() as connection:
        return connection.execute(text(query)).all()


def counted(engine):
    """Passages by term, terms of none left out, and the numbers of the whole corpus."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT id, passage_count FROM term WHERE passage_count <> 0 ORDER BY id"))
        return [tuple(row) for row in rows], store.statistics(connection)


def test_stale_articles_come_in_order_and_not_more_than_asked_for(engine, add_article):
    ids = [add_article(f"Berita {number}", f"Isi {number}") for number in range(3)]
    with engine.begin() as connection:
        assert [article.id for article in store.stale_articles(connection, 1, 2)] == ids[:2]
        assert store.stale_articles(connection, 1, 1)[0].body == "Isi 0"
        store.mark_embedded(connection, ids[:2], 1)
        assert (store.count_stale(connection, 1), store.count_stale(connection, 2)) == (1, 3)
        store.mark_all_stale(connection)
        assert store.count_stale(connection, 1) == 3


def test_an_empty_store_counts_nothing(engine):
    with engine.connect() as connection:
        assert store.statistics(connection) == Statistics(0, 0, 0.0, "")


def test_words_are_counted_once_for_each_passage_that_holds_them(engine, add_article, model):
    article_id = add_article("Satu")
    add(engine, model, [passage(article_id, 0, [5, 9]), passage(article_id, 1, [9])])
    assert counted(engine) == ([(5, 1), (9, 2)], Statistics(2, 5, 2.0, ""))
    add(engine, model, [passage(add_article("Dua"), 0, [9, 11])])
    assert counted(engine) == ([(5, 1), (9, 3), (11, 1)], Statistics(3, 8, 2.0, ""))


def test_dropped_passages_leave_no_trace_in_the_counts_or_vectors(engine, add_article, model):
    first, second = add_article("Satu"), add_article("Dua")
    add(engine, model, [passage(second, 0, [9])])
    before = counted(engine)
    add(engine, model, [passage(first, 0, [5, 9]), passage(first, 1, [9])])
    with engine.begin() as connection:
        store.drop_passages(connection, [first])
    assert counted(engine) == before
    assert fetch(engine, f"SELECT count(*) FROM {model.vector_table}") == [(1,)]


def test_each_passage_keeps_its_own_text_and_vector(engine, add_article, model):
    article_id = add_article("Satu")
    bodies = ["baris satu\n\nbaris dua\tdan \\N", 'kutipan "dalam" koma, titik;', "é – “ ”"]
    vectors = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    add(engine, model, [passage(article_id, number, [number], body) for number, body in enumerate(bodies)], vectors)
    query = f"SELECT p.text, v.embedding::text FROM passage p JOIN {model.vector_table} v ON v.passage_id = p.id"
    kept = fetch(engine, f"{query} ORDER BY p.position")
    assert [tuple(row) for row in kept] == list(zip(bodies, ["[1,0,0]", "[0,1,0]", "[0,0,1]"], strict=True))


def test_the_mean_length_is_one_number_that_changes(engine, model):
    with engine.begin() as connection:
        store.set_mean_length(connection, 7.5)
        assert store.statistics(connection) == Statistics(0, 0, 7.5, "")
    assert fetch(engine, "SELECT count(*) FROM corpus_statistics") == [(1,)]


def test_weights_of_a_long_passage_stay_in_its_row_and_the_text_makes_room(engine, model, add_article):
    # A search reads thousands of weights and a few dozen texts.
    words = " ".join(hashlib.sha256(str(number).encode()).hexdigest() for number in range(20))
    add(engine, model, [passage(add_article("Panjang", "isi"), 0, list(range(0, 2_000_000, 20_000)), words)])
    query = "SELECT pg_column_size(weights), pg_column_toast_chunk_id(weights), pg_column_toast_chunk_id(text)"
    ((size, moved_weights, moved_text),) = fetch(engine, f"{query} FROM passage")
    assert size > 800
    assert moved_weights is None
    assert moved_text is not None
