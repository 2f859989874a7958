"""Which days count: those a complete harvest could still see."""

from __future__ import annotations

from datetime import date

from serving.health.days import DAY, SourceDays

FIRST = date(2026, 10, 1)


def days(published: dict[int, int], *seen: int) -> SourceDays:
    """Counts and harvests by number of day, 0 being the first harvest."""
    return SourceDays(
        {FIRST + DAY * number: count for number, count in published.items()},
        frozenset(FIRST + DAY * number for number in seen),
    )


def covered(found: SourceDays, first: int, last: int) -> list[int]:
    return [number for number in range(first, last + 1) if found.is_covered(FIRST + DAY * number)]


def test_nothing_is_covered_before_the_first_harvest() -> None:
    never = days({0: 3})
    assert never.last is None
    assert covered(never, -20, 20) == []


def test_a_day_is_covered_when_a_harvest_began_within_three_days_after_it() -> None:
    found = days({}, 0, 1, 10)
    assert covered(found, 0, 12) == [0, 7, 8, 9]
    assert found.last == FIRST + DAY * 9


def test_a_first_harvest_covers_the_days_it_shows_whole() -> None:
    assert covered(days({-2: 10}, 0), -20, 0) == [-1]  # a feed of ten entries: the day of its oldest is cut
    assert covered(days({-14: 2, -3: 1}, 0), -20, 0) == list(range(-14, 0))
    assert covered(days({-40: 2}, 0), -20, 0) == list(range(-14, 0))  # nothing in two weeks is a finding


def test_counts_windows_and_the_last_day_with_an_article() -> None:
    found = days({-1: 2, 3: 4, 4: 0, 6: 9}, *range(6))
    window = found.covered_until(FIRST + DAY * 4, 3)
    assert window == [FIRST + DAY * number for number in (2, 3, 4)]
    assert found.count(window) == 4
    assert found.last_published(FIRST + DAY * 4) == FIRST + DAY * 3
    assert found.last_published(FIRST - DAY * 2) is None
