import numpy as np
import pytest
from sqlalchemy import text

from models.store import vectors
from pipelines.embed import embed_articles
from pipelines.reembed import reembed


class CountingEmbedder:
    """Vectors of text lengths; `fails_after` so many passages."""

    dimensions = 2

    def __init__(self, name, fingerprint, fails_after=None):
        self.name, self.fingerprint, self.embedded, self._fails_after = name, fingerprint, 0, fails_after

    def embed_passages(self, texts):
        self.embedded += len(texts)
        if self._fails_after is not None and self.embedded > self._fails_after:
            raise RuntimeError("stopped")
        return np.asarray([[len(text), 1.0] for text in texts], dtype=np.float32)


@pytest.fixture
def filled(engine, add_article, monkeypatch):
    monkeypatch.setattr("pipelines.reembed.BATCH", 2)
    for number in range(5):
        add_article(f"Berita {number}", "Isi. " * number)
    embed_articles(engine, CountingEmbedder("lama", "0a"))
    return engine


def models(engine):
    with engine.begin() as connection:
        return [
            (model.name, model.is_active, vectors.count_unembedded(connection, model))
            for model in vectors.stored_models(connection)
        ]


def test_the_new_model_is_searched_when_every_passage_has_its_vector(filled):
    seen = []
    reembed(filled, CountingEmbedder("baru", "0b"), lambda done, total: seen.append((done, total)))
    assert seen == [(2, 5), (4, 5), (5, 5)]
    assert models(filled) == [("baru", True, 0), ("lama", False, 0)]


def test_stopped_half_way_the_old_model_is_searched_and_the_rest_follows(filled):
    with pytest.raises(RuntimeError, match="stopped"):
        reembed(filled, CountingEmbedder("baru", "0b", fails_after=3))
    assert models(filled) == [("lama", True, 0), ("baru", False, 3)]
    again = CountingEmbedder("baru", "0b")
    reembed(filled, again)
    assert again.embedded == 3
    assert models(filled)[0] == ("baru", True, 0)


def test_going_back_embeds_only_what_came_since(filled, add_article):
    new, old = CountingEmbedder("baru", "0b"), CountingEmbedder("lama", "0a")
    reembed(filled, new)
    add_article("Berita baru", "Isi baru.")
    embed_articles(filled, new)
    reembed(filled, old)
    assert old.embedded == 1
    assert models(filled) == [("lama", True, 0), ("baru", False, 0)]


def test_an_article_read_again_loses_its_vectors_of_all_models(filled):
    new = CountingEmbedder("baru", "0b")
    reembed(filled, new)
    with filled.begin() as connection:
        connection.execute(text("UPDATE article SET embed_version = 0 WHERE id = 1"))
    embed_articles(filled, new)
    assert models(filled) == [("baru", True, 0), ("lama", False, 1)]


def test_other_weights_of_the_same_name_take_its_place(filled):
    reembed(filled, CountingEmbedder("lama", "0c"))
    assert models(filled) == [("lama", True, 0)]
    with filled.begin() as connection:
        assert connection.execute(text("SELECT to_regclass('vector_0a')")).scalar_one() is None
