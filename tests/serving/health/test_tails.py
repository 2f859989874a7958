"""Tail probabilities beside values worked out by hand, and where plain arithmetic would give up."""

from __future__ import annotations

from math import exp

import pytest

from serving.health.tails import lower_tail, upper_tail


def test_a_count_without_spare_variance_is_poisson() -> None:
    assert lower_tail(0, 3.0, 3.0) == pytest.approx(exp(-3))
    assert lower_tail(2, 3.0, 3.0) == pytest.approx(exp(-3) * (1 + 3 + 4.5))
    assert upper_tail(1, 3.0, 3.0) == pytest.approx(1 - exp(-3))


def test_a_negative_binomial_of_size_one_is_geometric() -> None:
    # mean 4, variance 4 + 4² = 20: size 1, p = 0.2
    assert lower_tail(2, 4.0, 20.0) == pytest.approx(1 - 0.8**3)
    assert upper_tail(3, 4.0, 20.0) == pytest.approx(0.8**3)


def test_more_variance_makes_few_less_surprising() -> None:
    assert lower_tail(0, 5.0, 5.0) < lower_tail(0, 5.0, 10.0) < lower_tail(0, 5.0, 50.0)


def test_both_tails_share_the_count_itself() -> None:
    both = lower_tail(7, 9.0, 20.0) + upper_tail(8, 9.0, 20.0)
    assert both == pytest.approx(1.0)


def test_busy_outlets_do_not_underflow() -> None:
    assert lower_tail(3000, 3000.0, 3000.0) == pytest.approx(0.5, abs=0.01)
    assert lower_tail(0, 3000.0, 3000.0) == 0.0
    assert upper_tail(3000, 3000.0, 400_000.0) == pytest.approx(0.44, abs=0.05)


def test_where_nothing_is_expected_nothing_is_surprising() -> None:
    assert lower_tail(0, 0.0, 0.0) == 1.0
    assert upper_tail(0, 5.0, 5.0) == 1.0
    assert upper_tail(5, 0.0, 0.0) == 1.0
