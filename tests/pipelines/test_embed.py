import numpy as np
import pytest
from sqlalchemy import text

from models.store import passages as store
from pipelines.concepts import PhraseFinder, concept_id
from pipelines.embed import embed_articles
from pipelines.stems import term_id


class LetterEmbedder:
    """Vectors from letter counts: tiny, deterministic, no model file."""

    name = "letters"
    dimensions = 26

    def __init__(self, fingerprint: str = "0001") -> None:
        self.fingerprint = fingerprint

    def embed_passages(self, texts):
        rows = [[text.lower().count(chr(97 + i)) for i in range(26)] for text in texts]
        vectors = np.asarray(rows, dtype=np.float32) + 1e-3
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def embed_query(self, query):
        return self.embed_passages([query])[0]


def fetch(engine, query):
    with engine.connect() as connection:
        return connection.execute(text(query)).all()


def test_every_article_becomes_searchable_once(engine, add_article):
    add_article("Banjir rob", "Air laut naik. " * 5)
    add_article("Panen lada", "Petani senang.")
    assert embed_articles(engine, LetterEmbedder()) == 2
    assert embed_articles(engine, LetterEmbedder()) == 0
    assert fetch(engine, "SELECT count(*) FROM passage") == [(2,)]
    assert fetch(engine, "SELECT count(*) FROM vector_0001") == [(2,)]


def test_word_counts_follow_a_changed_article(engine, add_article):
    article_id = add_article("Banjir rob", "Banjir di pesisir.")
    add_article("Banjir lagi", "Hujan.")
    embed_articles(engine, LetterEmbedder())
    counted = f"SELECT passage_count FROM term WHERE id = {term_id('banjir')}"
    assert fetch(engine, counted) == [(2,)]
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE article SET title = 'Panen', body = 'Lada.', embed_version = 0 WHERE id = :id"),
            {"id": article_id},
        )
    assert embed_articles(engine, LetterEmbedder()) == 1
    assert fetch(engine, counted) == [(1,)]
    with engine.connect() as connection:
        numbers = store.statistics(connection)
    assert (numbers.passage_count, numbers.stem_count) == (2, 5)


def test_the_stored_weights_give_the_bm25_score_of_the_formula(engine, add_article):
    for i in range(8):
        add_article(f"Berita {i}", "Kegiatan warga desa setiap pekan.")
    add_article("Alarm banjir", "Alarm banjir berbunyi.")
    embed_articles(engine, LetterEmbedder())
    row = fetch(engine, "SELECT length, weights::text FROM passage WHERE text LIKE 'Alarm%'")[0]
    with engine.connect() as connection:
        mean = store.statistics(connection).mean_length
    norm = 1.2 * (0.25 + 0.75 * row.length / mean)
    assert f"{term_id('alarm') + 1}:{2 * 2.2 / (2 + norm):.4g}"[:-1] in row[1]


def test_other_weights_mean_a_table_of_their_own_and_no_leftovers(engine, add_article):
    add_article("Panen lada", "Petani senang.")
    embed_articles(engine, LetterEmbedder("000a"))
    assert embed_articles(engine, LetterEmbedder("000b")) == 0, "passages stay, vectors change"
    assert fetch(engine, "SELECT count(*) FROM vector_000b") == [(1,)]
    tables = fetch(engine, "SELECT tablename FROM pg_tables WHERE tablename LIKE 'vector_000%'")
    assert ("vector_000b",) in tables
    assert ("vector_000a",) not in tables
    assert fetch(engine, "SELECT fingerprint FROM embedding_model WHERE is_active") == [("000b",)]


def test_weights_are_made_again_when_passages_get_much_longer(engine, add_article):
    add_article("Panen", "Lada.")
    embed_articles(engine, LetterEmbedder())
    for i in range(5):
        add_article(f"Kisah {i}", "Cerita panjang tentang kampung nelayan di pesisir pulau. " * 4)
    embed_articles(engine, LetterEmbedder())
    with engine.connect() as connection:
        numbers = store.statistics(connection)
    assert numbers.mean_length == pytest.approx(numbers.stem_count / numbers.passage_count, rel=0.1)


def words(engine):
    return dict(fetch(engine, "SELECT word, passage_count FROM word ORDER BY word"))


def test_words_as_written_are_counted_and_forgotten(engine, add_article):
    add_article("Judul", "Banjir di pesisir; banjir 2026.")
    article_id = add_article("Judul lain", "Banjir surut.")
    embed_articles(engine, LetterEmbedder())
    assert words(engine) == {"banjir": 2, "pesisir": 1, "surut": 1}
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE article SET body = 'Lada.', embed_version = 0 WHERE id = :id"), {"id": article_id}
        )
    embed_articles(engine, LetterEmbedder())
    assert words(engine) == {"banjir": 1, "lada": 1, "pesisir": 1}


def test_concepts_are_indexed_and_make_no_text_longer(engine, add_article):
    add_article("Program", "Kota cerdas dan smart city.")
    finder = PhraseFinder({"kota-cerdas": ["kota cerdas", "smart city"]})
    embed_articles(engine, LetterEmbedder(), concepts=finder)
    ((terms, length),) = fetch(engine, "SELECT terms, length FROM passage")
    assert concept_id("kota-cerdas") in terms
    assert length == 6
    assert embed_articles(engine, LetterEmbedder(), concepts=finder) == 0
    assert embed_articles(engine, LetterEmbedder()) == 1, "another glossary: everything is indexed again"
    assert fetch(engine, f"SELECT passage_count FROM term WHERE id = {concept_id('kota-cerdas')}") == [(0,)]
