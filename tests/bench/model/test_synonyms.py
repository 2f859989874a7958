"""Terms of the glossary meet each other, and the sentences that say one of them."""

from __future__ import annotations

from bench.model.synonyms import SENTENCES_PER_CONCEPT, SWAPS_PER_SENTENCE, swapped_pairs, term_pairs

CITY = ("kota cerdas", "smart city", "kota pintar")


def test_every_two_terms_of_a_concept_are_a_pair() -> None:
    assert term_pairs([CITY]) == [
        ("kota cerdas", ("smart city",)),
        ("kota cerdas", ("kota pintar",)),
        ("smart city", ("kota pintar",)),
    ]


def test_a_sentence_is_paired_with_its_synonyms_and_with_itself_said_otherwise() -> None:
    sentence = "Program Smart City dimulai."
    pairs = list(swapped_pairs([CITY], [sentence, "Harga cabai naik."]))
    assert pairs == [
        ("kota cerdas", (sentence,)),
        ("Program kota cerdas dimulai.", (sentence,)),
        ("kota pintar", (sentence,)),
        ("Program kota pintar dimulai.", (sentence,)),
    ]


def test_the_longest_term_wins_and_parts_of_words_do_not_count() -> None:
    concepts = [("award", "anugerah"), ("smart award", "anugerah cerdas")]
    assert [left for left, _ in swapped_pairs(concepts, ["Malam smart award", "Para awardee"])] == [
        "anugerah cerdas",
        "Malam anugerah cerdas",
    ]


def test_a_common_term_does_not_drown_the_others() -> None:
    pairs = list(swapped_pairs([CITY], ["smart city lagi"] * (SENTENCES_PER_CONCEPT + 5)))
    assert len(pairs) == 2 * min(2, SWAPS_PER_SENTENCE) * SENTENCES_PER_CONCEPT
