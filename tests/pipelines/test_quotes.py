"""Quotes measured on labelled passages; `heldout` ones were written before any rule, and count by themselves."""

from collections import Counter
from datetime import date
from pathlib import Path
from time import process_time

import pytest
import yaml

from models.shapes import ArticleText, Tagging
from pipelines.quotes import QuoteReader, cut_sentences
from pipelines.tag import Tagger

PASSAGES = yaml.safe_load((Path(__file__).parents[1] / "fixtures" / "quotes.yml").read_text(encoding="utf-8"))[
    "passages"
]
NOWHERE = Tagging(False, "none", 0.0, "elsewhere")


@pytest.fixture(scope="module")
def reader(real_catalogue) -> QuoteReader:
    return QuoteReader(real_catalogue)


def read(reader: QuoteReader, body: str, day: date = date(2023, 3, 1)):
    return reader.read(ArticleText(url="https://kabar.example/1", title="", body=body, published_on=day), NOWHERE)


def count_right(reader: QuoteReader, tagger: Tagger, kind: str) -> tuple[int, int, int]:
    """Quotes right in every field, found, and expected."""
    right = found = expected = 0
    for passage in (passage for passage in PASSAGES if passage["set"] == kind):
        article = ArticleText(
            url="https://kabar.example/1", title="", body=passage["text"], published_on=passage["day"]
        )
        fields = ("speaker", "office", "regency", "quote", "direct", "holder")
        wanted = Counter(tuple(quote.get(name) for name in fields) for quote in passage["quotes"])
        said = Counter(
            (one.speaker, one.office, one.regency, one.span.text, one.is_direct, one.holder)
            for one in reader.read(article, tagger.tag(article))
        )
        right, found, expected = right + (wanted & said).total(), found + said.total(), expected + wanted.total()
    return right, found, expected


@pytest.mark.parametrize("kind", ["heldout", "written"])
def test_labelled_passages_are_read_right(reader, real_catalogue, kind) -> None:
    right, found, expected = count_right(reader, Tagger(real_catalogue), kind)
    assert expected >= 40
    assert right / found >= 0.95
    assert right / expected >= 0.80


def test_labels_stand_in_their_passages() -> None:
    assert Counter(passage["set"] for passage in PASSAGES) == {"heldout": 30, "written": 30}
    for passage in PASSAGES:
        assert all(passage["text"].count(quote["quote"]) == 1 for quote in passage["quotes"]), passage["id"]


def test_spans_are_those_of_the_body(reader) -> None:
    body = 'KOBA - Bupati Bangka Tengah Algafry Rahman hadir.\n\n"Kami siap mulai," ujarnya. "Tahun ini juga."'
    found = read(reader, body)
    assert [(quote.rule, quote.span.text) for quote in found] == [
        ("pronoun", "Kami siap mulai"), ("continued", "Tahun ini juga.")
    ]  # fmt: skip
    for quote in found:
        assert body[quote.span.start : quote.span.end] == quote.span.text
        assert quote.named.text == "Bupati Bangka Tengah Algafry Rahman" == body[quote.named.start : quote.named.end]


@pytest.mark.parametrize(
    "body",
    [
        'Bupati Bangka Mulkan hadir.\n\nRapat selesai.\n\nMakan siang.\n\n"Kami siap mulai," ujarnya.',
        'Bupati Bangka Mulkan dan Sekda Bangka Andi Hudirman hadir. "Kami siap mulai," ujarnya.',
        '"Kami siap mulai," ujarnya.',
        '"Kami siap mulai," kata orang.',
        "",
    ],
)
def test_in_doubt_nobody_is_quoted(reader, body) -> None:
    assert read(reader, body) == ()


def test_a_sentence_does_not_end_after_an_abbreviation() -> None:
    text_ = 'Rapat usai. "Kami siap," ujar Plt. Bupati Bangka. Warga pulang.'
    cut = [text_[sentence.start : sentence.end].strip() for sentence, _ in cut_sentences(text_)]
    assert cut == ["Rapat usai.", '"Kami siap," ujar Plt. Bupati Bangka.', "Warga pulang."]


def test_a_dateline_is_no_part_of_what_is_said(reader) -> None:
    (found,) = read(reader, "KOBA, LASPELA - Program itu dimulai besok, kata Bupati Bangka Mulkan.")
    assert found.span.text == "Program itu dimulai besok"


def test_an_article_takes_milliseconds(reader) -> None:
    body = "\n\n".join(passage["text"] for passage in PASSAGES)
    read(reader, body)
    began = process_time()
    read(reader, body)
    assert (process_time() - began) / len(body) * 2000 < 0.05
