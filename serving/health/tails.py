"""Tail probabilities of counts: how unlikely so few, or so many, articles are. Arithmetic only."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, log


def lower_tail(count: int, mean: float, variance: float) -> float:
    """P(X <= count) of a negative binomial with this mean and variance; Poisson where the variance is not larger.

    With size r = mean² / (variance − mean) and p = mean / variance: P(X = 0) = p^r and
    P(X = k + 1) = P(X = k) · (k + r) / (k + 1) · (1 − p). A mean of 0 gives 1.
    """
    if mean <= 0:
        return 1.0
    return min(sum(_probabilities(count, mean, variance)), 1.0)


def upper_tail(count: int, mean: float, variance: float) -> float:
    """P(X >= count) of the same distribution; 1 where `count` is 0. A mean of 0 gives 1, too: nothing is known."""
    if count <= 0 or mean <= 0:
        return 1.0
    return max(1.0 - sum(_probabilities(count - 1, mean, variance)), 0.0)


def _probabilities(count: int, mean: float, variance: float) -> Iterator[float]:
    """P(X = 0) ... P(X = count), reckoned in logarithms: P(X = 0) of a busy outlet is no float."""
    if variance <= mean * 1.0001:
        logarithm = -mean
        steps = (log(mean) - log(k + 1) for k in range(count))
    else:
        size, share = mean**2 / (variance - mean), mean / variance
        logarithm = size * log(share)
        steps = (log(k + size) - log(k + 1) + log(1 - share) for k in range(count))
    yield exp(logarithm)
    for step in steps:
        logarithm += step
        yield exp(logarithm)
