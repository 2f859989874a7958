from random import Random

import pytest

from spiders.crosscheck import LEAST_SHARED, CrossCheck, Shown, chapman, compare


def _shown(name: str, keys: str, *, whole: bool = False, known: str = "") -> Shown:
    """Each letter is an article."""
    return Shown(name, {key: key in known for key in keys}, whole)


def _compare(first: str, second: str, **values: bool | str) -> tuple[int, int, int]:
    one = _shown("feed", first, whole=bool(values.get("first_whole")))
    other = _shown("sitemap", second, whole=bool(values.get("second_whole")), known=str(values.get("known", "")))
    check = compare(one, other)
    assert check is not None
    return check.both, check.only_first, check.only_second


def test_the_estimator_gives_what_the_textbook_gives() -> None:
    assert chapman(10, 15, 5) == pytest.approx(28.33, abs=0.01), (
        "ten turtles marked, fifteen caught, five of them marked"
    )
    assert chapman(8, 8, 8) == 8


def test_the_estimator_is_about_right() -> None:
    """Sixty articles, of which each channel shows its own share, a thousand times."""
    random = Random(7)
    estimates = []
    for _ in range(1000):
        first = {n for n in range(60) if random.random() < 0.9}
        second = {n for n in range(60) if random.random() < 0.7}
        estimates.append(chapman(len(first), len(second), len(first & second)))
    assert sum(estimates) / len(estimates) == pytest.approx(60, abs=0.3)


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [
        ("abcd", "abcd", (4, 0, 0)),
        ("abcd", "axbcyd", (4, 0, 2)),
        ("abxcd", "abcd", (4, 1, 0)),
        ("abc", "abcdefgh", (3, 0, 0)),
        ("abcdefgh", "abc", (3, 0, 0)),
        ("axb", "aybz", (2, 1, 1)),
        ("abc", "xyz", (0, 0, 0)),
    ],
)
def test_channels_are_compared_as_far_back_as_both_reach(first: str, second: str, counts: tuple[int, ...]) -> None:
    assert _compare(first, second) == counts


def test_what_a_channel_lacks_that_shows_all_of_the_window_it_has_missed() -> None:
    assert _compare("abc", "abcde", first_whole=True) == (3, 0, 2)
    assert _compare("abcde", "abc", second_whole=True) == (3, 2, 0)
    assert _compare("abc", "xyz", first_whole=True) == (0, 0, 3)


@pytest.mark.parametrize(
    ("subjects", "counts"),
    [
        ((None, None), (2, 2)),
        (("bangka", "bangka"), (2, 2)),
        ((None, "{term}"), (None, 2)),
        (("bangka", None), (2, None)),
        (("bangka", "{term}"), (None, None)),
    ],
)
def test_a_channel_of_a_part_has_not_missed_the_rest(
    subjects: tuple[str | None, str | None], counts: tuple[int | None, int | None]
) -> None:
    first, second = _shown("feed", "abcdefghixy", whole=True), _shown("listing", "abcdefghivw", whole=True)
    check = compare(first._replace(subject=subjects[0]), second._replace(subject=subjects[1]))
    assert check is not None
    assert (check.only_first, check.only_second) == counts
    assert (check.missed_estimate is None) is (None in counts)
    assert check.words.startswith("checked by listing: ")
    assert "None" not in check.words


def test_what_was_known_before_is_nothing_the_first_missed() -> None:
    assert _compare("abc", "axbyc", known="axc") == (3, 0, 1)


def test_a_channel_that_showed_nothing_cannot_be_compared() -> None:
    assert compare(_shown("feed", "abc"), _shown("sitemap", "")) is None
    assert compare(_shown("feed", ""), _shown("sitemap", "abc")) is None


def test_too_few_in_common_are_no_ground_for_an_estimate() -> None:
    assert CrossCheck("feed", "sitemap", LEAST_SHARED - 1, 2, 3).missed_estimate is None
    assert CrossCheck("feed", "sitemap", LEAST_SHARED, 2, 4).missed_estimate == pytest.approx(1.0)


def test_nothing_missed_by_one_means_nothing_missed_by_both() -> None:
    assert CrossCheck("feed", "sitemap", 20, 0, 3).missed_estimate == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (
            CrossCheck("feed", "sitemap", 20, 3, 7),
            "checked by sitemap: 7 only in sitemap, 3 only in feed, about 1.0 missed by both",
        ),
        (CrossCheck("feed", "listing", 2, 0, 1), "checked by listing: 1 only in listing, 0 only in feed"),
        (CrossCheck("feed", "listing", 0, 0, 5), "listing and feed have no article in common"),
    ],
)
def test_a_check_is_put_into_words(check: CrossCheck, words: str) -> None:
    assert check.words == words


def test_a_check_becomes_the_columns_of_the_night() -> None:
    assert CrossCheck("feed", "sitemap", 20, 3, 7).as_columns() == {
        "checked_by": "sitemap",
        "only_first": 3,
        "only_second": 7,
        "missed_estimate": pytest.approx(1.0),
    }
