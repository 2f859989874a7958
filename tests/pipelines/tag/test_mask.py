from __future__ import annotations

import pytest

from models.vocabulary import Passing
from pipelines.tag.mask import BLANK, Masks, find_dateline

MASKS = Masks(["baca juga", "berita terkait", "tautan"])

CASES = [
    ("Warga antre. Baca juga: Koba punya pasar. Loket dibuka.", "Koba punya pasar", "Loket dibuka"),
    ("Warga antre. Berita terkait: Koba 3 Mei 2024; Toboali 2 Mei 2024.", "Toboali", "Warga antre"),
    ("Warga antre.\n\nBerita Terkait\nKoba punya pasar\n3 Mei 2024", "Koba punya pasar", "Warga antre"),
    ("Warga antre. (Bangkapos.com/Rina Contoh)", "Bangkapos", "Warga antre"),
    ("Daftar di rsud.bangkabaratkab.go.id mulai Senin.", "bangkabaratkab", "mulai Senin"),
    ("Surat dikirim ke admin@bangka.go.id besok.", "bangka", "besok"),
    ("Kantor di Jalan Bangka Raya, Jakarta.", "Bangka", "Jakarta"),
    ("Toko di Jl. Belitung Timur No 4 tutup.", "Belitung", "tutup"),
    ("Banjir surut. © ANTARA Bangka 2024", "Bangka", "Banjir surut"),
]


@pytest.mark.parametrize(("text", "gone", "kept"), CASES)
def test_blanks_what_must_not_be_read(text: str, gone: str, kept: str) -> None:
    masked = MASKS.blank(text)
    assert gone not in masked
    assert kept in masked
    assert len(masked) == len(text)
    assert BLANK in masked


def test_hides_only_the_digital_word_of_a_turn_of_speech() -> None:
    masks = Masks(["baca juga"], [Passing(words=("daring",), pattern=r"\brapat\b.{0,40}? secara (daring)\b")])
    text = "Pemkab Bangka mengikuti rapat pangan secara daring dan membuka layanan daring."
    assert masks.blank(text) == text.replace("secara daring", f"secara {BLANK * 6}")


@pytest.mark.parametrize(
    "text", ["Jalan Bangka Tengah rusak.", "Warga membaca juga buku lain.", "Harga Rp1.000.000 per unit."]
)
def test_leaves_ordinary_sentences_alone(text: str) -> None:
    assert MASKS.blank(text) == text


def test_finds_a_dateline_left_in_the_text() -> None:
    text = "KOBA, CONTOH PERS – Warga antre."
    dateline = find_dateline(text)
    assert dateline is not None
    assert dateline.text == "KOBA, CONTOH PERS"
    assert text[dateline.end :] == "Warga antre."


def test_a_plain_sentence_has_no_dateline() -> None:
    assert find_dateline("Bupati Bangka membuka rapat.") is None
