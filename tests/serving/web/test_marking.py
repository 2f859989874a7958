from itertools import chain

import pytest

from pipelines.stems import stems
from serving.web.marking import Mark, Piece, cut_paragraphs, cut_pieces, mark_query, marks_of, numbered_reasons


def text_of(pieces):
    return "".join(piece.text for piece in pieces)


def test_words_are_marked_by_their_stem():
    pieces = mark_query("Pembayaran dibayar; BAYAR, sebayar.", set(stems("membayar")))
    assert [piece.text for piece in pieces if piece.kinds] == ["Pembayaran", "dibayar", "BAYAR"]
    assert text_of(pieces) == "Pembayaran dibayar; BAYAR, sebayar."


def test_without_words_nothing_is_marked():
    assert mark_query("Apa saja", set()) == [Piece("Apa saja")]
    assert mark_query("", {"a"}) == []


OVERLAPS = {
    "apart": [Mark(0, 2, "a", 1), Mark(4, 6, "b", 2)],
    "touching": [Mark(0, 3, "a", 1), Mark(3, 6, "b", 2)],
    "crossing": [Mark(0, 5, "a", 1), Mark(3, 8, "b", 2)],
    "inside": [Mark(0, 9, "a", 1), Mark(3, 5, "b", 2)],
    "equal": [Mark(2, 5, "a", 1), Mark(2, 5, "b", 2)],
    "three": [Mark(0, 6, "a", 1), Mark(2, 8, "b", 2), Mark(4, 10, "c", 3)],
}


@pytest.mark.parametrize("marks", OVERLAPS.values(), ids=OVERLAPS)
def test_overlapping_marks_keep_the_text_and_cover_exactly_their_stretch(marks):
    text = "abcdefghij"
    pieces = cut_pieces(text, marks)
    assert text_of(pieces) == text
    for mark in marks:
        assert "".join(piece.text for piece in pieces if mark.kind in piece.kinds) == text[mark.start : mark.end]
    assert sorted(chain.from_iterable(piece.numbers for piece in pieces)) == [mark.number for mark in marks]


def test_a_mark_is_numbered_where_it_ends():
    pieces = cut_pieces("abcdef", [Mark(0, 4, "a", 1), Mark(2, 3, "b", 2)])
    assert pieces == [
        Piece("ab", ("a",)), Piece("c", ("a", "b"), (2,)), Piece("d", ("a",), (1,)), Piece("ef"),
    ]  # fmt: skip


def test_a_mark_across_paragraphs_is_cut_at_their_ends():
    paragraphs = cut_paragraphs("satu dua\n\ntiga\n\n\n\nempat", [Mark(5, 12, "a", 1)])
    assert [text_of(paragraph) for paragraph in paragraphs] == ["satu dua", "tiga", "empat"]
    assert [[piece.text for piece in paragraph if piece.kinds] for paragraph in paragraphs] == [["dua"], ["ti"], []]


def test_an_empty_text_has_no_paragraphs():
    assert cut_paragraphs("", []) == []


class Span:
    def __init__(self, field, start, end, text):
        self.field, self.start, self.end, self.text = field, start, end, text


class Reason:
    def __init__(self, kind, *spans):
        self.kind, self.spans, self.span = kind, list(spans), spans[0] if spans else None


class Read:
    title, body, dateline = "Judul baru", "Isi berita.", None
    tags = (
        Reason("pillar", Span("body", 0, 3, "Isi"), Span("title", 0, 5, "Judul")),
        Reason("regency", Span("body", 4, 10, "kabar!"), Span("body", 4, 99, "berita.")),
        Reason("scope"),
    )
    milestones = (Reason("mou", Span("body", 0, 11, "Isi berita.")), Reason("index"))


def test_only_evidence_that_stands_in_the_text_is_marked():
    assert marks_of(Read, "body") == [Mark(0, 3, "pillar", 1), Mark(0, 11, "milestone", 4)]
    assert marks_of(Read, "title") == [Mark(0, 5, "pillar", 1)]
    assert marks_of(Read, "dateline") == []


def test_milestones_are_numbered_after_the_tags():
    assert [(number, kind) for number, kind, _ in numbered_reasons(Read)] == [
        (1, "pillar"), (2, "regency"), (3, "scope"), (4, "milestone"), (5, "milestone"),
    ]  # fmt: skip
