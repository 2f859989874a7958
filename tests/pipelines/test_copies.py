from __future__ import annotations

from datetime import date

from pipelines.copies import CopyIndex, copy_likeness, number_copies
from pipelines.similarity import Features, read_features

RELEASE = (
    "Pemerintah Kabupaten Bangka Selatan menambah pelayaran kapal perintis rute Sadai-Tanjung Labu menjadi dua kali"
    " sehari mulai Kamis. Kapal berangkat dari Sadai pukul 07.00 dan 14.00 dengan tarif Rp15.000. Sebelumnya warga"
    " Pulau Lepar hanya punya satu jadwal. Muatan sembako disubsidi hingga separuh ongkos angkut."
)
OTHER = (
    "Dinas Kesehatan Belitung Timur melakukan pengasapan di tiga desa setelah ditemukan tujuh belas kasus demam"
    " berdarah dalam dua pekan. Seorang pasien anak masih dirawat, warga diminta menguras bak mandi dan mengubur"
    " barang bekas di halaman rumah."
)


def read(body: str) -> Features:
    return read_features("Judul", body, date(2026, 11, 10))


def test_copies_with_other_heads_and_ends_are_copies() -> None:
    cut = RELEASE[: RELEASE.index("Sebelumnya")]
    assert copy_likeness(read(RELEASE), read(f"TOBOALI, DISKOMINFO – {RELEASE} (red)")) > 0.8
    assert copy_likeness(read(RELEASE), read(cut)) == 1.0
    assert copy_likeness(read(RELEASE), read(OTHER)) == 0.0


def test_the_index_finds_what_may_be_a_copy_until_it_is_dropped() -> None:
    index = CopyIndex()
    for number, body in enumerate((RELEASE, f"{RELEASE} (red)", OTHER)):
        index.add(number, read(body))
    assert set(index.find(0)) == {0, 1}
    assert index.find(2) == [2]
    index.drop([1])
    assert index.find(0) == [0]
    index.add(1, read(RELEASE))
    assert set(index.find(0)) == {0, 1}


def test_copies_of_copies_have_one_number() -> None:
    assert number_copies(5, [(11.0, 3, 4), (10.6, 1, 3)]) == [0, 1, 2, 1, 1]
    assert number_copies(2, []) == [0, 1]
