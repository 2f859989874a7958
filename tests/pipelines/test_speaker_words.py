from pipelines.speaker_words import index_at, match_phrase, skip_brackets, split_words, tokenise


def test_words_keep_their_inner_stops() -> None:
    text = "Padli, S.Kom., (Kadis) 24"
    assert [token.word for token in tokenise(text, 0, len(text))] == [
        "Padli",
        ",",
        "S.Kom.",
        ",",
        "(",
        "Kadis",
        ")",
        "24",
    ]


def test_words_end_with_the_first_plain_one() -> None:
    text = "Bupati dan Wakil membuka rapat besar"
    assert [token.low for token in tokenise(text, 0, len(text), {"dan"})] == ["bupati", "dan", "wakil", "membuka"]


def test_the_longest_phrase_wins() -> None:
    tokens = tokenise("Wakil Bupati Bangka", 0, 19)
    phrases = {split_words("wakil"): 1, split_words("wakil bupati"): 2}
    assert match_phrase(phrases, tokens, 0) == (2, 2)
    assert match_phrase(phrases, tokens, 2) is None


def test_brackets_are_passed_over_only_where_they_close() -> None:
    tokens = tokenise("Dinas (Diskominfo) Koba (buka", 0, 29)
    assert skip_brackets(tokens, 1) == 4
    assert skip_brackets(tokens, 5) == 5
    assert index_at(tokens, 7) == 2
