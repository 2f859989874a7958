from __future__ import annotations

import pytest

from models.catalogue import Catalogue
from pipelines.tag.matcher import Matcher
from pipelines.tag.phrases import PhraseBook, SentenceWords
from pipelines.tag.status import StatusReader


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pemkab meluncurkan aplikasi", "done"),
        ("pemkab akan meluncurkan aplikasi", "planned"),
        ("pemkab segera meluncurkan aplikasi", "planned"),
        ("pemkab belum meluncurkan aplikasi", "planned"),
        ("pemkab sedang meluncurkan aplikasi", "under_way"),
        ("warga berharap banyak sejak pagi hingga sore ketika pemkab meluncurkan aplikasi", "done"),
        ("aplikasi diluncurkan, warga berharap banyak", "done"),
        ("aplikasi akan diluncurkan", "planned"),
    ],
)
def test_modality_right_before_the_phrase_decides(catalogue: Catalogue, text: str, expected: str) -> None:
    book = PhraseBook({"launch": ("meluncurkan", "diluncurkan"), "app": ("aplikasi",)})
    phrases = [book.compile("{launch} ... {app}"), book.compile("{app} ... {launch}")]
    reader = StatusReader(catalogue.programme.status, book)
    words = SentenceWords(Matcher(book.entries()).find(text)["word"])
    chain = next(found for phrase in phrases if (found := words.find(phrase)))
    launch = next(kind for kind in catalogue.programme.kinds if kind.id == "launch-app")
    assert reader.read(text, words, chain, launch) == expected


def test_a_kind_is_never_what_it_cannot_be(catalogue: Catalogue) -> None:
    book = PhraseBook({"award": ("penghargaan",)})
    phrase = book.compile("{award}")
    reader = StatusReader(catalogue.programme.status, book)
    text = "sedang menyusun penghargaan"
    words = SentenceWords(Matcher(book.entries()).find(text)["word"])
    award = next(kind for kind in catalogue.programme.kinds if kind.id == "award")
    chain = words.find(phrase)
    assert chain is not None
    assert reader.read(text, words, chain, award) == "done"
