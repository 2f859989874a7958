from __future__ import annotations

from serving.brief.seen import Coverage, Unseen


def test_counts_sources_not_groups() -> None:
    groups = (Unseen("never", ("A", "B"), ("r", "r"), (None, None)), Unseen("blocked", ("C",), ("r",), (None,)))
    coverage = Coverage(9, groups, (), (), (), None, None, False)
    assert coverage.unseen_count == 3
    assert [coverage.count(state) for state in ("never", "blocked", "disabled")] == [2, 1, 0]
