from __future__ import annotations

import pytest

from models.words import Pairs, WordGroup, check_terms


def test_terms_are_returned_as_they_are() -> None:
    assert check_terms(("smart city", "e-office")) == ("smart city", "e-office")


@pytest.mark.parametrize(
    ("terms", "message"),
    [((" sampah",), "stray spaces"), (("",), "is empty"), (("sampah", "sampah"), "stands twice")],
)
def test_untidy_terms_are_refused(terms: tuple[str, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_terms(terms)


def test_every_head_goes_with_every_tail() -> None:
    pairs = Pairs(heads=("lampu", "meteran air"), tails=("pintar", "bersensor"))
    assert pairs.surfaces == ("lampu pintar", "lampu bersensor", "meteran air pintar", "meteran air bersensor")


def test_a_combination_that_is_a_term_already_counts_once() -> None:
    pairs = Pairs(heads=("lampu",), tails=("pintar",))
    assert WordGroup(terms=("lampu pintar", "sensor"), pairs=(pairs,)).surfaces == ("lampu pintar", "sensor")


def test_a_group_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="needs terms or pairs"):
        WordGroup()
