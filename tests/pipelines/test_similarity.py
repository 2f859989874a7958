from __future__ import annotations

import pytest

from pipelines.similarity import Corpus, Features, overlap, read_features

FIRE = (
    "Gudang kayu di Kelurahan Tanjung Ketapang terbakar pukul 02.15. Kerugian ditaksir Rp400 juta, kata petugas Damkar"
    " Toboali."
)
FIRE_AGAIN = (
    "Api menghanguskan gudang kayu milik warga Tanjung Ketapang, Toboali. Petugas Damkar menaksir kerugian Rp400 juta"
    " sejak 02.15."
)
ROAD = (
    "Jalan desa di Sungai Selan mulai ditambal. Petugas dinas menargetkan pekerjaan selesai sebelum musim hujan tiba."
)


def corpus(*texts: str) -> Corpus:
    return Corpus({number: read_features("Kabar dari daerah", text) for number, text in enumerate(texts)})


def test_accounts_of_one_event_are_more_alike_than_others() -> None:
    known = corpus(FIRE, FIRE_AGAIN, ROAD)
    assert known.cosine(0, 1) > 0.4 > 0.15 > known.cosine(0, 2)
    assert known.cosine(0, 0) == pytest.approx(1.0)
    assert known.cosine(0, 1) == known.cosine(1, 0)


def test_names_and_numbers_are_marks() -> None:
    known = corpus(FIRE, FIRE_AGAIN, ROAD)
    assert known.shared_marks(0, 1) >= 3
    assert known.shared_marks(0, 2) == 0


def test_names_of_offices_say_nothing() -> None:
    known = corpus(
        "Bupati dan Kepala Dinas Kabupaten rapat bersama DPRD.",
        "Wakil Bupati, Kepala Dinas dan Camat rapat bersama DPRD.",
    )
    assert known.cosine(0, 1) == 0.0


def test_a_corpus_of_nothing_is_no_trouble() -> None:
    known = corpus("", "")
    assert known.cosine(0, 1) == 0.0
    assert overlap(known.features[0], known.features[1]) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("one", "other", "jaccard", "contained"),
    [
        (FIRE, FIRE, 1.0, 1.0),
        (FIRE, f"{FIRE} {ROAD}", pytest.approx(0.5, abs=0.1), 1.0),
        (FIRE, ROAD, 0.0, 0.0),
        ("satu dua tiga", "satu dua tiga", 0.0, 0.0),
    ],
)
def test_measures_shared_runs_of_words(one: str, other: str, jaccard: float, contained: float) -> None:
    assert overlap(read_features("A", one), read_features("B", other)) == (jaccard, contained)


def test_features_of_a_short_text_count_its_title() -> None:
    short = read_features("Judul Berita", "")
    assert isinstance(short, Features)
    assert short.shingles
