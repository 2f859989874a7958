from __future__ import annotations

from serving.brief.leads import CUT, cut, excerpt, lead, sentences


def test_titles_and_numbers_end_no_sentence() -> None:
    text = "Kepala Dinas dr. Budi menyebut Rp1.9 miliar di Kab. Alfa. Sisanya menyusul."
    assert list(sentences(text)) == ["Kepala Dinas dr. Budi menyebut Rp1.9 miliar di Kab. Alfa.", "Sisanya menyusul."]


def test_a_sentence_never_runs_over_a_paragraph() -> None:
    assert list(sentences("Judul kecil\n\nIsi satu.\nIsi sambung.")) == ["Judul kecil", "Isi satu.", "Isi sambung."]


def test_the_lead_is_two_sentences() -> None:
    assert lead("Satu. Dua. Tiga.", "fulltext") == "Satu. Dua."
    assert lead("", "fulltext") == ""


def test_rights_limit_what_is_shown() -> None:
    text = "kata " * 400
    lengths = [len(excerpt(text, rights)) for rights in ("headline", "excerpt", "fulltext")]
    assert lengths == sorted(lengths)
    assert lengths[0] <= 200
    assert lengths[1] <= 400
    assert lengths[2] <= 500


def test_cuts_at_a_word_and_says_so() -> None:
    assert cut("satu dua, tiga empat", 12) == f"satu dua {CUT}"
    assert cut("satu", 4) == "satu"
