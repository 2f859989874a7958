"""Word pieces: what they are, and the same ones in the same order wherever they are learnt."""

from __future__ import annotations

from bench.model.vocabulary import INSIDE, PADDING, UNKNOWN, train_tokenizer

TEXTS = [
    f"Pelayanan {word} di Kota Pangkalpinang, tahun 2026." for word in ("digital", "Digital", "publik", "cerdas")
] * 3


def test_a_text_is_its_own_pieces_in_lower_case() -> None:
    tokenizer = train_tokenizer(TEXTS, 200)
    assert tokenizer.encode("Digital, Publik!", add_special_tokens=False).tokens[:2] == ["digital", ","]
    assert tokenizer.encode("DIGITAL").tokens == ["digital"]
    assert tokenizer.get_added_tokens_decoder() == {}


def test_pieces_begin_with_padding_and_unknown_and_are_no_more_than_asked_for() -> None:
    pieces = train_tokenizer(TEXTS, 60).get_vocab()
    assert (pieces[PADDING], pieces[UNKNOWN]) == (0, 1)
    assert sorted(pieces.values()) == list(range(60))


def test_only_letters_that_stand_inside_words_are_pieces_of_their_insides() -> None:
    pieces = train_tokenizer(["ab ab ba ba", "! !"], 50).get_vocab()
    assert {INSIDE + "a", INSIDE + "b"} <= set(pieces)
    assert INSIDE + "!" not in pieces


def test_the_mark_of_an_inside_is_text_where_a_text_says_it() -> None:
    assert "##a" not in train_tokenizer(["ba ba ##a ##a"], 50).encode("##a").tokens


def test_the_same_text_gives_the_same_vocabulary() -> None:
    first, second = (train_tokenizer(TEXTS, 90).to_str() for _ in range(2))
    assert first == second
