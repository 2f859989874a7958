from __future__ import annotations

from serving.brief.seen import Coverage, Unseen


def test_counts_sources_not_groups() -> None:
    groups = (Unseen("never", "r", ("A", "B"), (None, None)), Unseen("blocked", "r", ("C",), (None,)))
    assert Coverage(9, groups, (), (), (), None, None, False).unseen_count == 3
