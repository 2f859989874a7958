from datetime import UTC, date, datetime

import pytest

from models.lexicon import MILESTONE_KINDS, PILLARS
from serving.web.labels import (
    Labels,
    format_day,
    format_instant,
    format_number,
    format_short,
    format_span,
    is_sample,
    is_web_address,
    upper_first,
)


@pytest.fixture
def words(real_catalogue):
    return Labels(real_catalogue)


def test_places_are_in_the_official_order_and_the_province_is_last(words):
    assert list(words.places.values()) == [
        "Bangka", "Belitung", "Bangka Selatan", "Bangka Tengah", "Bangka Barat", "Belitung Timur", "Pangkalpinang",
        "Tingkat provinsi",
    ]  # fmt: skip


def test_every_pillar_and_step_has_words(words):
    assert tuple(words.pillars) == PILLARS
    assert words.pillars["living"] == "Smart Living"
    assert set(words.glosses) == set(PILLARS)
    assert tuple(words.milestones) == MILESTONE_KINDS
    assert words.milestones["mou"] == "Nota kesepahaman"


def test_sources_are_sorted_by_name(words):
    names = [name.lower() for name in words.sources.values()]
    assert names == sorted(names)
    assert words.sources["bangka_pos"] == "Bangka Pos"


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("regency", "bangka-barat", "Bangka Barat"),
        ("pillar", "society", "Smart Society"),
        ("milestone", "award", "Penghargaan"),
        ("relevance", "none", "tidak relevan"),
        ("scope", "elsewhere", "di luar provinsi"),
        ("regency", "mars", "mars"),
        ("unheard", "of", "of"),
    ],
)
def test_a_tag_has_words_or_speaks_for_itself(words, kind, value, expected):
    assert words.tag(kind, value) == expected


def test_dates_and_numbers_are_written_as_people_here_do():
    instant = datetime(2026, 8, 16, 18, 5, tzinfo=UTC)
    assert format_instant(instant) == "Senin, 17 Agustus 2026, 01.05 WIB"
    assert format_instant(None) == "tanpa tanggal"
    assert format_short(instant) == "17 Agu 2026, 01.05"
    assert format_day(date(2026, 5, 1)) == "1 Mei 2026"
    assert format_number(1234567) == "1.234.567"
    assert format_number(0.5, 2) == "0,50"
    assert upper_first("nota DPRD") == "Nota DPRD"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 11, 9), date(2026, 11, 15), "9–15 November 2026"),
        (date(2026, 11, 30), date(2026, 12, 6), "30 November – 6 Desember 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 Desember 2026 – 3 Januari 2027"),
    ],
)
def test_a_span_says_month_and_year_once(first, last, expected):
    assert format_span(first, last) == expected


@pytest.mark.parametrize(
    ("url", "is_fiction"),
    [
        ("https://bangka.beritatimah.example/a", True),
        ("https://contoh.example", True),
        ("https://example.com/a.example", False),
        ("https://[broken", False),
        ("", False),
    ],
)
def test_fiction_is_known_by_its_domain(url, is_fiction):
    assert is_sample(url) is is_fiction


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://a.test", True), ("HTTP://a.test", True), ("javascript:x", False), (" https://a", False), ("//a", False)],
)
def test_only_http_is_a_web_address(url, expected):
    assert is_web_address(url) is expected
