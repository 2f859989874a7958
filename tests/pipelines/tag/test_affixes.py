from __future__ import annotations

import pytest

from pipelines.tag.affixes import expand_roots, inflect


@pytest.mark.parametrize(
    ("root", "forms"),
    [
        ("luncur", "meluncurkan diluncurkan luncurkan peluncuran meluncur terluncur"),
        ("resmi", "meresmikan diresmikan resmikan peresmian"),
        ("operasi", "mengoperasikan dioperasikan operasikan pengoperasian"),
        ("terap", "menerapkan diterapkan terapkan penerapan"),
        ("pasang", "memasang dipasang pemasangan dipasangi terpasang memasangi"),
        ("susun", "menyusun disusun penyusunan tersusun"),
        ("bangun", "membangun dibangun pembangunan terbangun"),
        ("kenal", "mengenalkan dikenalkan memperkenalkan diperkenalkan perkenalkan pengenalan"),
        ("guna", "menggunakan digunakan gunakan penggunaan"),
        ("fungsi", "memfungsikan difungsikan pemfungsian"),
        ("cetak", "mencetak dicetak pencetakan"),
        ("sah", "mengesahkan disahkan pengesahan"),
        ("uji", "menguji diuji pengujian"),
    ],
)
def test_makes_the_forms_the_press_uses(root: str, forms: str) -> None:
    assert set(forms.split()) <= set(inflect(root))


def test_the_bare_root_is_not_a_form() -> None:
    assert "pasang" not in inflect("pasang")


def test_only_marked_terms_are_roots() -> None:
    assert "kini bisa" in list(expand_roots(["kini bisa", "+buka"]))
    assert "membuka" in list(expand_roots(["+buka"]))
    assert list(expand_roots(["buka"])) == ["buka"]
