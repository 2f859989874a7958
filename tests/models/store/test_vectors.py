from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from models.store import passages, vectors

NOW = datetime(2026, 11, 15, tzinfo=UTC)


@pytest.fixture
def connection(engine):
    with engine.begin() as opened:
        yield opened


def add_passages(connection, article_id, count):
    rows = [{"article": article_id, "position": number, "text": f"isi {number}"} for number in range(count)]
    connection.execute(
        text(
            "INSERT INTO passage (article_id, position, text, length, terms, weights)"
            " VALUES (:article, :position, :text, 2, '{5}', '{6:1}/536870912')"
        ),
        rows,
    )


def test_the_first_model_is_searched_once_it_is_activated(connection):
    model = vectors.add_model(connection, "contoh", "00aa", 3, NOW)
    assert (model.is_active, vectors.active_model(connection)) == (False, None)
    vectors.activate_model(connection, model)
    assert vectors.active_model(connection).vector_table == "vector_00aa"
    assert vectors.add_model(connection, "contoh", "00aa", 3, NOW).id == model.id


def test_one_model_is_searched_and_the_other_kept(connection):
    first, second = (vectors.add_model(connection, name, name, 3, NOW) for name in ("00aa", "00bb"))
    vectors.activate_model(connection, first)
    vectors.activate_model(connection, second)
    assert [(model.name, model.is_active) for model in vectors.stored_models(connection)] == [
        ("00bb", True),
        ("00aa", False),
    ]
    vectors.drop_model(connection, first)
    assert [model.name for model in vectors.stored_models(connection)] == ["00bb"]
    assert connection.execute(text("SELECT to_regclass('vector_00aa')")).scalar_one() is None


def test_passages_without_a_vector_come_in_order(engine, add_article):
    article_id = add_article("Judul")
    with engine.begin() as connection:
        passages.set_mean_length(connection, 2.0)
        add_passages(connection, article_id, 5)
        model = vectors.add_model(connection, "contoh", "00aa", 2, NOW)
        missing = vectors.unembedded_passages(connection, model, 0, 3)
        assert [(found.title, found.text) for found in missing] == [("Judul", f"isi {number}") for number in range(3)]
        ids = [found.id for found in missing]
        vectors.add_vectors(connection, model, ids[1:], [[1.0, 0.0], [0.0, 1.0]])
        vectors.index_vectors(connection, model)
        vectors.index_vectors(connection, model)
        assert vectors.count_unembedded(connection, model) == 3
        assert [found.id for found in vectors.unembedded_passages(connection, model, 0, 9)] == [ids[0], 4, 5]
        assert [found.id for found in vectors.unembedded_passages(connection, model, 4, 9)] == [5]


def test_each_passage_needs_its_vector(engine, add_article):
    article_id = add_article("Judul")
    with engine.connect() as connection:
        add_passages(connection, article_id, 2)
        model = vectors.add_model(connection, "contoh", "00aa", 2, NOW)
        with pytest.raises(ValueError, match="zip"):
            vectors.add_vectors(connection, model, [1, 2], [[1.0, 0.0]])
