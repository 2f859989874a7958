"""The same article said a little differently keeps its tags."""

from __future__ import annotations

import pytest

from bench.tagging.labelled import load_samples, make_sample_text
from bench.tagging.stability import TARGET, count_kept
from bench.tagging.variants import SYNONYMS, VARIANTS, reorder, swap_synonyms, upper_dateline
from models.shapes import ArticleText

ARTICLE = ArticleText(
    "https://contoh.example/1",
    "Warga bisa urus surat lewat gawai",
    "KOBA, Contoh – Pemkab Bangka Tengah meluncurkan aplikasi.\n\nSatu.\n\nDua.\n\nTiga.",
)


def test_the_lead_stays_and_all_paragraphs_are_kept() -> None:
    first, *others = reorder(ARTICLE).body.split("\n\n")
    assert first == ARTICLE.body.split("\n\n")[0]
    assert sorted(others) == ["Dua.", "Satu.", "Tiga."]


def test_only_the_dateline_is_written_in_capitals() -> None:
    assert upper_dateline(ARTICLE).body.startswith("KOBA, CONTOH – Pemkab Bangka Tengah")


def test_words_are_swapped_with_their_capitals() -> None:
    swapped = swap_synonyms(ARTICLE)
    assert swapped.title == "Masyarakat dapat urus surat melalui ponsel"
    assert "Pemerintah kabupaten Bangka Tengah merilis aplikasi" in swapped.body


def test_no_word_has_two_synonyms() -> None:
    words = [one for one, _ in SYNONYMS]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("variant", VARIANTS)
def test_articles_keep_their_tags(variant: str) -> None:
    kept = count_kept([make_sample_text(article) for article in load_samples()], variant)
    same = sum(both for both, _ in kept.values()) / sum(either for _, either in kept.values())
    assert same >= TARGET, kept
