from serving.search.snippets import make_snippet, shared_words


def test_a_snippet_shows_the_stretch_with_most_words_of_the_query():
    text = "Awal cerita. " * 40 + "Alarm banjir berbunyi di pesisir. " + "Akhir cerita. " * 40
    snippet = make_snippet(text, {"alarm", "banjir"}, 120)
    assert "Alarm banjir" in snippet
    assert snippet.startswith("… ")
    assert len(snippet) <= 124


def test_words_are_shared_as_the_index_holds_them():
    assert shared_words("Rapat İNAN dan rapat", {"inan", "rapat"}) == {"inan", "rapat"}
