"""Made-up questions fit the sentence they ask about."""

from __future__ import annotations

import numpy as np
import pytest

from bench.model.questions import QuestionMaker, subject

LAKE = "Danau Toba adalah danau alami berukuran besar di Indonesia."
BUILT = "Jembatan panjang itu dibangun pada tahun 1931."


@pytest.fixture
def maker() -> QuestionMaker:
    return QuestionMaker([LAKE, BUILT], np.random.default_rng(1))


def test_the_subject_is_what_the_first_sentence_defines() -> None:
    assert subject("Danau Toba (bahasa Batak: Tao Toba) adalah danau.") == "Danau Toba"


def test_without_a_definition_the_subject_is_the_first_name() -> None:
    assert subject("Pada malam hari Budi Utomo berangkat.") == "Pada"
    assert subject("di sana tidak ada siapa pun") == ""


def test_a_sentence_with_a_year_is_asked_for_its_date_and_does_not_give_it_away(maker: QuestionMaker) -> None:
    questions = [question for question in (maker.ask([BUILT]) for _ in range(40)) if question]
    assert sum(question.startswith(("kapan", "tahun", "pada tahun", "sejak")) for question in questions) > 20
    assert not any("1931" in question for question in questions)


def test_only_a_definition_is_asked_what_it_is(maker: QuestionMaker) -> None:
    asked = {maker.ask_for_subject(LAKE) for _ in range(40)} - {None}
    assert asked
    assert all(question is not None and question.endswith("Danau Toba?") for question in asked)
    assert {maker.ask_for_subject(BUILT) for _ in range(40)} == {None}


def test_a_sentence_of_two_words_is_not_asked_about(maker: QuestionMaker) -> None:
    assert {maker.ask(["Hujan turun"]) for _ in range(10)} == {None}
