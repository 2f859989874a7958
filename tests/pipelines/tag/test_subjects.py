from __future__ import annotations

import pytest

from models.catalogue import Catalogue
from models.lexicon import Pillar
from models.shapes import ArticleText, Span
from pipelines.tag.frame import Framer
from pipelines.tag.mask import Masks
from pipelines.tag.matcher import Matcher
from pipelines.tag.subjects import Score, Subjects, Word


def _score(catalogue: Catalogue, title: str, body: str, *ignored: tuple[str, int]) -> dict[Pillar, Score]:
    subjects = Subjects(catalogue.pillars, catalogue.named_programmes)
    frame = Framer(Matcher(subjects.entries()), Masks(["baca juga"])).frame(ArticleText("", title, body))
    return subjects.score(frame, ignored)


def test_the_title_counts_more_than_the_body(catalogue: Catalogue) -> None:
    title = _score(catalogue, "Sampah diangkut", "Satu.\n\nDua.\n\nTiga.")["environment"].total()
    body = _score(catalogue, "Satu", "Satu.\n\nDua.\n\nSampah diangkut.")["environment"].total()
    assert title > body > 0


def test_the_longest_word_decides_alone(catalogue: Catalogue) -> None:
    scores = _score(catalogue, "Retribusi sampah naik", "")
    assert list(scores["environment"].subjects) == ["retribusi sampah"]
    assert scores["economy"].total() == 0


def test_programmes_of_the_province_serve_their_pillar(catalogue: Catalogue) -> None:
    assert _score(catalogue, "Yuk Sekula dibuka", "")["society"].sub == "programme"


def test_words_in_need_of_context_count_only_beside_it(catalogue: Catalogue) -> None:
    assert _score(catalogue, "Pameran dibuka", "")["branding"].total() == 0
    assert _score(catalogue, "Pameran digital dibuka", "")["branding"].total() > 0


def test_ignored_sentences_add_nothing(catalogue: Catalogue) -> None:
    assert _score(catalogue, "", "Sampah diangkut.", ("body", 0))["environment"].total() == 0


def test_many_words_count_less_and_less() -> None:
    score = Score()
    for number, word in enumerate(("satu", "dua", "tiga")):
        score.add(Word("living", "health", 3), 3.0, Span("body", number, number + 1, word))
    assert 3.0 < score.total() < 9.0


def test_words_of_channel_can_be_discounted() -> None:
    score = Score()
    score.add(Word("governance", "service", 2, is_channel=True), 2.0, Span("body", 0, 4, "opd"))
    assert score.total(0.5) == pytest.approx(score.total() / 2)
