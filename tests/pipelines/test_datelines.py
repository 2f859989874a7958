from __future__ import annotations

import pytest

from pipelines.datelines import has_outlet, split_dateline, split_dateline_line


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("KOBA, LASKAR UJI – Pemerintah", "KOBA, LASKAR UJI"),
        ("KABARUJI.COM, BANGKA - Bupati", "KABARUJI.COM, BANGKA"),
        ("KABARUJI.COM , BANGKA -- Bupati", "KABARUJI.COM, BANGKA"),
        ("POSUJI.CO, BELITUNG TIMUR - Wakil", "POSUJI.CO, BELITUNG TIMUR"),
        ("MANGGAR, UJI NEWS - Dinas", "MANGGAR, UJI NEWS"),
        ("Koba, Babel (ANTARA) - Kabupaten", "Koba, Babel (ANTARA)"),
        ("Pangkalpinang (Antara Babel) - Wali", "Pangkalpinang (Antara Babel)"),
        ("(Antara Babel) - Wali Kota", "(Antara Babel)"),
        ("Sungailiat (Antaranews Babel) - Pemkab", "Sungailiat (Antaranews Babel)"),
        ("Toboali, Babel (KANTOR UJI) - Dinas", "Toboali, Babel (KANTOR UJI)"),
        ("VOTEUJI.ID, PANGKALPINANG – Wali", "VOTEUJI.ID, PANGKALPINANG"),
        ("VOTEUJI.ID | PANGKALPINANG – Wali", "VOTEUJI.ID | PANGKALPINANG"),
        ("KBRN, Pangkalpinang : Wali Kota", "KBRN, Pangkalpinang"),
        ("TOP UJI,Pangkalpinang – Wali", "TOP UJI, Pangkalpinang"),
        ("PANGKALPINANG, DISKOMINFO – Wali", "PANGKALPINANG, DISKOMINFO"),
        ("MANGGAR: Bupati", "MANGGAR"),
        ("MANGGAR - Bupati", "MANGGAR"),
        ("TOBOALI:Pemkab Basel", "TOBOALI"),
        ("KOBA-Pemkab Bangka", "KOBA"),
        ("Sungailiat – Pemerintah", "Sungailiat"),
        ("Muntok, Bangka Barat – Pemkab", "Muntok, Bangka Barat"),
        ("PANGKALPINANG — 390 titik", "PANGKALPINANG"),
        ("Pangkalpinang,- Wali Kota", "Pangkalpinang"),
        ("JAKARTA, KABAR.com - Menteri", "JAKARTA, KABAR.com"),
        ("KABAR.CO.ID, JAKARTA -- Aktris", "KABAR.CO.ID, JAKARTA"),
        ("BELITUNG, iUji.id - Warga", "BELITUNG, iUji.id"),
        ("BANGKA TENGAH, (ANTARA) - \"Kami siap", "BANGKA TENGAH, (ANTARA)"),
        ("MENTOK, SUARA UJI — Bupati", "MENTOK, SUARA UJI"),
    ],
)  # fmt: skip
def test_splits_datelines_of_every_manner(paragraph: str, dateline: str) -> None:
    found, rest = split_dateline(paragraph)
    assert found == dateline
    assert rest
    assert rest[0] in '"WBPDKAM3'
    assert paragraph.endswith(rest)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Bupati Bangka Mulkan - yang juga ketua - hadir",
        "Smart City - Konsep kota",
        "DPRD Pangkalpinang - Pemkot sepakat",
        "Dinas Kominfo - Bappeda sepakat",
        "Sebanyak 29 penerbangan batal",
        "SPBE: Nilai naik",
        "Wali Kota: Kami siap",
        "DEPRESI jadi satu momok",
        "Badan Pusat Statistik (BPS) Bangka mencatat",
        "Dewan Perwakilan Rakyat Daerah (DPRD) Kabupaten Bangka",
        "Kampung Melayu (Kamel) Bangka",
        "Senin - Jumat loket buka",
        "",
    ],
)
def test_leaves_sentences_alone(paragraph: str) -> None:
    assert split_dateline(paragraph) == (None, paragraph)


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("TOBOALI:", "TOBOALI"),
        ("KOBA, LASKAR UJI –", "KOBA, LASKAR UJI"),
        ("KABARUJI.COM, BANGKA -", "KABARUJI.COM, BANGKA"),
        ("Baca juga:", None),
        ("Bupati mengatakan:", None),
        ("Pemkab Bangka menggelar rapat", None),
    ],
)
def test_knows_a_dateline_on_a_line_of_its_own(paragraph: str, dateline: str | None) -> None:
    assert split_dateline_line(paragraph) == dateline


def test_tells_datelines_with_an_outlet() -> None:
    assert has_outlet("KOBA, LASKAR UJI")
    assert has_outlet("Koba (ANTARA)")
    assert not has_outlet("KOBA")
