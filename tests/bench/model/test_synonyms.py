"""Terms of the glossary meet each other, and the sentences that say one of them."""

from __future__ import annotations

from collections import Counter

from bench.model.synonyms import (
    PARTNERS_PER_TERM,
    SENTENCES_PER_CONCEPT,
    SWAPS_PER_SENTENCE,
    swapped_pairs,
    term_pairs,
)

CITY = ("kota cerdas", "smart city", "kota pintar")


def test_every_two_terms_of_a_short_concept_are_a_pair() -> None:
    assert term_pairs([CITY]) == [
        ("kota cerdas", ("smart city",)),
        ("kota cerdas", ("kota pintar",)),
        ("smart city", ("kota pintar",)),
    ]


def test_a_term_of_a_long_concept_has_no_more_partners_than_others() -> None:
    concept = tuple(f"istilah {n}" for n in range(20))
    pairs = [frozenset((one, other)) for one, (other,) in term_pairs([concept])]
    partners = Counter(term for pair in pairs for term in pair)
    assert len(pairs) == len(set(pairs))
    assert set(partners.values()) == {2 * PARTNERS_PER_TERM}


def test_a_pair_of_terms_is_one_pair_and_a_term_alone_is_none() -> None:
    assert term_pairs([("sampah", "limbah"), ("hotspot",)]) == [("sampah", ("limbah",))]


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


def test_a_term_ends_with_its_word() -> None:
    assert list(swapped_pairs([("e-government", "SPBE")], ["Menuju e-governments.", "e-government itu"])) == [
        ("SPBE", ("e-government itu",)),
        ("SPBE itu", ("e-government itu",)),
    ]


def test_every_synonym_has_its_turn() -> None:
    concept = ("sampah", *(f"lain {n}" for n in range(6)))
    pairs = list(swapped_pairs([concept], ["ada sampah"] * 3))
    assert [left for left, _ in pairs[::2]] == [f"lain {n}" for n in range(6)]


def test_a_common_term_does_not_drown_the_others() -> None:
    pairs = list(swapped_pairs([CITY], ["smart city lagi"] * (SENTENCES_PER_CONCEPT + 5)))
    assert len(pairs) == 2 * min(2, SWAPS_PER_SENTENCE) * SENTENCES_PER_CONCEPT
