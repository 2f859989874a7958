"""A corpus in which titles and texts share no word: only learning brings them together."""

import pytest

from models.errors import UsageError
from pipelines import adapt
from pipelines.adapt import Lesson, adapt_model, measure_titles
from pipelines.embedder import BundledEmbedder, load_embedder

TOPICS = (
    ("lampu jalan padam", "petugas mengganti trafo listrik di simpang"),
    ("sampah menumpuk", "truk pengangkut datang terlambat ke tempat pembuangan"),
    ("panen lada", "petani menjual hasil kebun kepada pengepul"),
    ("banjir rob", "air laut masuk ke rumah nelayan"),
    ("antrean panjang", "pasien menunggu dokter di puskesmas sejak pagi"),
)


@pytest.fixture
def corpus(engine, add_article, monkeypatch):
    """Sixty stories of five topics."""
    for name, value in {"LEAST_ARTICLES": 40, "_RATE": 0.02, "_EPOCHS": 12, "_LEAST_WORDS": 5}.items():
        monkeypatch.setattr(adapt, name, value)
    for number in range(60):
        title, body = TOPICS[number % len(TOPICS)]
        add_article(title, f"{body} nomor {number}", key=f"kabar.test/{number:02}")
    return engine


def test_a_better_model_is_kept_and_loads_by_its_folder(corpus, tmp_path):
    steps = []
    found = adapt_model(corpus, tmp_path / "models", lambda done, total: steps.append((done, total)))
    assert found.articles == 60
    assert 0 < found.held_out < 30
    assert found.after > found.before
    assert steps[-1] == (12, 12)
    embedder = load_embedder(str(found.folder))
    assert isinstance(embedder, BundledEmbedder)
    assert embedder.name == str(found.folder)
    assert embedder.fingerprint != BundledEmbedder().fingerprint
    assert found.folder.name == f"adapted-{embedder.fingerprint}"
    assert [path.name for path in (tmp_path / "models").iterdir()] == [found.folder.name]


def test_one_that_is_not_better_is_thrown_away(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(adapt, "_RATE", 0.0)
    found = adapt_model(corpus, tmp_path / "models")
    assert found.after <= found.before
    assert found.folder is None
    assert list((tmp_path / "models").iterdir()) == []


def test_too_few_articles_are_refused(engine, add_article, tmp_path):
    add_article("Satu", "Isi yang cukup panjang. " * 20)
    with pytest.raises(UsageError, match="1 articles with a text are too few"):
        adapt_model(engine, tmp_path)


def test_titles_are_measured_by_the_rank_of_their_article():
    lessons = [
        Lesson(0, "banjir rob", ("air laut naik dan banjir rob datang",)),
        Lesson(1, "panen lada", ("petani memanen lada di kebun",)),
        Lesson(5, "panen lada", ("turnamen voli putri",)),
    ]
    assert measure_titles(BundledEmbedder(), lessons[:2]) == 1.0
    assert measure_titles(BundledEmbedder(), lessons) < 1.0
