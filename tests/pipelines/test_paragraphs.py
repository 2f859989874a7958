from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from pipelines.paragraphs import read_paragraphs, text_of


def paragraphs(markup: str) -> list[str]:
    body = BeautifulSoup(f"<main>{markup}</main>", "lxml").main
    assert body is not None
    return read_paragraphs(body)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Satu.</p><p>Dua.</p>", ["Satu.", "Dua."]),
        ("Satu.<br><br>Dua.<br/>Tiga.", ["Satu.", "Dua.", "Tiga."]),
        ("Kalimat ini<br>masih sama.", ["Kalimat ini masih sama."]),
        ("<b>KOBA</b>, <i>UJI</i> – Teks <a href='#'>tautan</a>.", ["KOBA, UJI – Teks tautan."]),
        ("<div>Awal<p>Tengah</p>Akhir</div>", ["Awal", "Tengah", "Akhir"]),
        ("<ul><li>Satu</li><li>Dua</li></ul>", ["Satu", "Dua"]),
        ("<table><tr><td>Nama</td><td>Nilai</td></tr></table>", ["Nama Nilai"]),
        ("<p>Baris\n  di   sumber</p>", ["Baris di sumber"]),
        ("<p>  </p><p>Isi</p><!-- catatan -->", ["Isi"]),
        ("<h2>Judul kecil</h2>Teks", ["Judul kecil", "Teks"]),
        ("<blockquote>Kutipan</blockquote>", ["Kutipan"]),
    ],
)
def test_blocks_and_line_breaks_make_paragraphs(markup: str, expected: list[str]) -> None:
    assert paragraphs(markup) == expected


def test_deep_nesting_is_no_trouble() -> None:
    assert paragraphs("<b>" * 5000 + "teks" + "</b>" * 5000) == ["teks"]


def test_text_of_an_element_is_one_line() -> None:
    tag = BeautifulSoup("<p>Satu <b>dua</b>,\n tiga (<i>empat</i>)<span>10.00</span><span>WIB</span></p>", "lxml").p
    assert tag is not None
    assert text_of(tag) == "Satu dua, tiga (empat) 10.00 WIB"
