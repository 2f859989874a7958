from collections import Counter
from pathlib import Path

import pytest

from models.errors import CatalogError
from models.lexicon import PILLARS
from pipelines.tag.likeness import HEADER, count_stems, load_likeness, make_likeness


def test_counts_words_of_the_title_twice() -> None:
    assert count_stems("Sampah", "Sampah pasar.") == Counter({"sampah": 3, "pasar": 1})


def test_leaves_numbers_and_single_letters_out() -> None:
    assert count_stems("", "Rp 250 di RT 6 b") == Counter({"rp": 1, "di": 1, "rt": 1})


def test_a_learnt_word_makes_its_pillar_likely_and_no_other() -> None:
    weights = [[0.0] + [-2.0] * 6, [1.0, 0, 0, 0, 6.0, 0, 0]]
    found = make_likeness(["pasien"], weights).read("Pasien", "Pasien menunggu.")
    assert found["living"] == pytest.approx(0.982, abs=0.001)
    assert all(found[pillar] < 0.2 for pillar in PILLARS if pillar != "living")


def test_knows_nothing_of_words_it_never_met() -> None:
    likeness = make_likeness(["pasien"], [[0.0] + [3.0] * 6, [1.0] * 7])
    assert set(likeness.read("Zzz", "Qqq.").values()) == {0.0}


def test_two_words_share_what_one_has_alone() -> None:
    likeness = make_likeness(["pasien", "pasar"], [[0.0] * 7, [1.0, 0, 0, 0, 6.0, 0, 0], [1.0] + [0.0] * 6])
    alone = likeness.read("", "pasien")["living"]
    assert 0.5 < likeness.read("", "pasien pasar")["living"] < alone


def test_the_weights_of_the_repository_tell_plain_subjects_apart() -> None:
    likeness = load_likeness()
    waste = likeness.read("Truk sampah dipasangi pelacak", "Bank sampah dan petugas kebersihan memilah plastik.")
    health = likeness.read("Antrean pasien puskesmas", "Dokter dan bidan memeriksa pasien serta balita di puskesmas.")
    assert max(waste, key=lambda pillar: waste[pillar]) == "environment"
    assert max(health, key=lambda pillar: health[pillar]) == "living"


def test_refuses_a_table_of_other_columns(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n,1\n")
    with pytest.raises(CatalogError, match="columns must be stem, idf, governance"):
        load_likeness(path)
    path.write_text(f"{','.join(HEADER)}\npasien,1,0,0,0,0,0,0\n")
    with pytest.raises(CatalogError, match="first row the constants"):
        load_likeness(path)
