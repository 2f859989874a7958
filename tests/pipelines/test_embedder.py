import numpy as np
import pytest

from models.errors import UsageError
from pipelines.embedder import BUNDLED_DIR, BundledEmbedder, load_embedder


@pytest.fixture(scope="module")
def bundled():
    return BundledEmbedder()


def test_vectors_have_length_one(bundled):
    vectors = bundled.embed_passages(["Pemkab meluncurkan aplikasi aduan warga", "Harga cabai naik di pasar"])
    assert vectors.shape == (2, bundled.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-3)


def test_a_text_without_known_words_is_the_zero_vector_not_an_error(bundled):
    assert not bundled.embed_query("").any()


def test_related_texts_without_a_shared_word_are_nearer_than_unrelated_ones(bundled):
    query = bundled.embed_query("banjir")
    near, far = bundled.embed_passages(
        ["Sungai meluap, ratusan rumah terendam air", "Tim sepak bola menang di babak final turnamen"]
    )
    assert query @ near > query @ far + 0.2


def test_the_bundled_model_is_small_enough_to_ship():
    assert sum(path.stat().st_size for path in BUNDLED_DIR.rglob("*") if path.is_file()) < 20e6


def test_sentence_transformers_reads_the_same_model_the_same_way(bundled):
    from sentence_transformers import SentenceTransformer

    texts = ["Layanan administrasi kependudukan daring untuk warga desa", "QRIS di pasar tradisional"]
    theirs = SentenceTransformer(str(BUNDLED_DIR), device="cpu").encode(texts, convert_to_numpy=True)
    assert bundled.embed_passages(texts) == pytest.approx(theirs, abs=2e-3)


def test_another_folder_is_loaded_through_sentence_transformers(bundled):
    other = load_embedder(str(BUNDLED_DIR))
    assert other.dimensions == bundled.dimensions
    assert other.embed_query("banjir rob") == pytest.approx(bundled.embed_query("banjir rob"), abs=2e-3)


def test_a_model_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"PANTAU_MODEL=.*tidak-ada"):
        _ = load_embedder(str(tmp_path / "tidak-ada")).dimensions
