from __future__ import annotations

from pipelines.tag.sentences import split


def _sentences(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in split(text).bounds]


def test_parts_sentences_and_paragraphs() -> None:
    text = "Rapat dibuka. Warga hadir!\n\nCamat pulang"
    assert _sentences(text) == ["Rapat dibuka.", "Warga hadir!", "Camat pulang"]


def test_titles_initials_and_numbers_end_no_sentence() -> None:
    text = "Kepala RSUD dr. Siti M. Aminah membayar Rp1.500 di Jl. Merdeka No. 5. Ia pulang."
    assert _sentences(text) == ["Kepala RSUD dr. Siti M. Aminah membayar Rp1.500 di Jl. Merdeka No. 5.", "Ia pulang."]


def test_a_quotation_may_end_a_sentence() -> None:
    assert _sentences('"Sudah siap." Ia menutup rapat.') == ['"Sudah siap."', "Ia menutup rapat."]


def test_the_lead_is_two_paragraphs_at_most() -> None:
    text = "Satu.\n\nDua.\n\nTiga.\n\nEmpat."
    assert text[: split(text).lead_end].strip() == "Satu.\n\nDua."


def test_a_long_first_paragraph_is_the_lead_by_itself() -> None:
    first = "Pemerintah daerah membuka layanan baru bagi warga di pulau kecil. " * 3
    text = f"{first}\n\nDua.\n\nTiga."
    assert text[: split(text).lead_end].strip() == first.strip()


def test_the_lead_of_a_single_paragraph_is_its_first_two_sentences() -> None:
    text = "Satu. Dua. Tiga. Empat."
    assert text[: split(text).lead_end].strip() == "Satu. Dua."


def test_an_empty_text_is_one_empty_sentence() -> None:
    sentences = split("")
    assert sentences.bounds == ((0, 0),)
    assert sentences.number(0) == 0
