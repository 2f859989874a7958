import math

import pytest

from models.tables import TERM_SPACE
from pipelines.bm25 import inverse_frequency, rarest_within, sparse_literal, term_weights


def test_weights_are_those_of_the_formula_by_hand():
    weights = term_weights([7, 7, 9], mean_length=6)
    # length 3 of mean 6: norm = 1.2 * (0.25 + 0.75 * 0.5) = 0.75
    assert weights[7] == pytest.approx(2 * 2.2 / 2.75)
    assert weights[9] == pytest.approx(1 * 2.2 / 1.75)


def test_a_longer_passage_weighs_the_same_word_less():
    assert term_weights([1] + [2] * 50, 20)[1] < term_weights([1] + [2] * 5, 20)[1]


def test_rare_words_weigh_more_and_none_below_zero():
    assert inverse_frequency(1000, 1) > inverse_frequency(1000, 500) > inverse_frequency(1000, 1000) > 0
    assert inverse_frequency(1000, 1) == pytest.approx(math.log(1 + 999.5 / 1.5))


def test_candidates_come_from_the_rarest_terms_within_the_budget():
    containing = {1: 10, 2: 400, 3: 15, 4: 30}
    assert rarest_within(containing, 60) == [1, 3, 4]
    assert rarest_within({2: 400}, 60) == [2]


def test_sparse_vectors_are_written_as_pgvector_reads_them():
    assert sparse_literal({4: 0.5, 0: 2.0}) == f"{{1:2,5:0.5}}/{TERM_SPACE}"
