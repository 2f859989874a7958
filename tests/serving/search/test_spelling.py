import pytest

from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder
from serving.search.spelling import WordLists, correct_words


@pytest.fixture
def connection(engine, add_article):
    add_article("Satu", "Pelayanan publik kota cerdas. Jaringan internet.")
    add_article("Dua", "Pelayaran kota.")
    add_article("Tiga", "Pelayaran malam.")
    embed_articles(engine, BundledEmbedder())
    with engine.connect() as opened:
        yield opened


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("pelayann", "pelayanan"),
        ("plyanan", "pelayanan"),
        ("pelayaan", "pelayaran"),
        ("jarignan", "jaringan"),
        ("cerdsa", "cerdas"),
        ("kta", None),
        ("publix", "publik"),
        ("publxx", None),
        ("tublik", "publik"),
        ("pelayanan2", None),
        ("", None),
    ],
)
def test_the_closest_word_of_the_corpus_wins(connection, word, right):
    """ "pelayaan" is as far from "pelayanan"; "pelayaran" is in more passages."""
    assert correct_words(connection, [word], WordLists()) == ({word: right} if right else {})


def test_each_word_is_corrected_once(connection):
    assert correct_words(connection, ["publix", "publix", "cerdsa"], WordLists()) == {
        "publix": "publik",
        "cerdsa": "cerdas",
    }


def test_words_that_came_in_since_are_known(connection, engine, add_article):
    words = WordLists()
    assert correct_words(connection, ["transmsi"], words) == {}
    add_article("Empat", "Gardu transmisi.")
    embed_articles(engine, BundledEmbedder())
    assert correct_words(connection, ["transmsi"], words) == {"transmsi": "transmisi"}
    assert correct_words(connection, ["transmsi"], words) == {"transmsi": "transmisi"}
