from pipelines.passages import PASSAGE_WORDS, indexed_text, split_passages

PARAGRAPH = "Warga desa memakai aplikasi itu setiap hari tanpa kendala berarti. " * 6


def test_a_short_article_is_one_passage():
    assert split_passages("Satu.\n\nDua.") == ["Satu.\n\nDua."]


def test_cuts_between_paragraphs_and_loses_no_word():
    body = "\n\n".join([PARAGRAPH.strip()] * 9)
    passages = split_passages(body)
    assert len(passages) > 1
    assert " ".join(passages).split() == body.split()
    assert all(len(passage.split()) <= PASSAGE_WORDS for passage in passages)


def test_cuts_an_overlong_paragraph_between_sentences():
    passages = split_passages(PARAGRAPH * 8)
    assert len(passages) > 1
    assert all(passage.rstrip().endswith(".") for passage in passages)


def test_an_empty_body_still_has_its_title_searched():
    assert split_passages("") == [""]
    assert indexed_text("Judul", "") == "Judul"
