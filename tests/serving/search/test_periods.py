from datetime import date

import pytest

from serving.search.periods import find_period

TODAY = date(2026, 11, 21)
"""A Saturday."""


@pytest.mark.parametrize(
    ("text", "since", "until", "words"),
    [
        ("spbe Oktober 2024", "2024-10-01", "2024-10-31", "Oktober 2024"),
        ("bimtek pada bulan februari 2024", "2024-02-01", "2024-02-29", "pada bulan februari 2024"),
        ("smart city Oct 2026", "2026-10-01", "2026-10-31", "Oct 2026"),
        ("banjir 5 November 2026", "2026-11-05", "2026-11-05", "5 November 2026"),
        ("banjir 05/11/2026", "2026-11-05", "2026-11-05", "05/11/2026"),
        ("dari 1 Oktober 2026 sampai 15 Oktober 2026", "2026-10-01", "2026-10-15", None),
        ("1-15 November 2026", "2026-11-01", "2026-11-15", None),
        ("30 September sampai 2 Oktober 2026", "2026-09-30", "2026-10-02", None),
        ("berita hari ini", "2026-11-21", "2026-11-21", "hari ini"),
        ("rapat kemarin", "2026-11-20", "2026-11-20", "kemarin"),
        ("aplikasi minggu ini", "2026-11-16", "2026-11-22", "minggu ini"),
        ("aplikasi pekan lalu", "2026-11-09", "2026-11-15", "pekan lalu"),
        ("aplikasi minggu kemarin", "2026-11-09", "2026-11-15", "minggu kemarin"),
        ("news last week", "2026-11-09", "2026-11-15", "last week"),
        ("bulan ini", "2026-11-01", "2026-11-30", "bulan ini"),
        ("bulan lalu", "2026-10-01", "2026-10-31", "bulan lalu"),
        ("tahun lalu", "2025-01-01", "2025-12-31", "tahun lalu"),
        ("spbe 3 bulan terakhir", "2026-08-23", "2026-11-21", "3 bulan terakhir"),
        ("dalam seminggu terakhir", "2026-11-14", "2026-11-21", "dalam seminggu terakhir"),
        ("past 10 days", "2026-11-11", "2026-11-21", "past 10 days"),
    ],
)
def test_days_are_understood(text, since, until, words):
    found = find_period(text, TODAY)
    assert (str(found.since), str(found.until)) == (since, until)
    assert text[found.start : found.end] == (words or text)


@pytest.mark.parametrize(
    "text",
    [
        "APBD 2025",
        "masterplan 2025-2029",
        "Hari Minggu",
        "bulan madu",
        "31 Februari 2026",
        "maret",
        "",
        "19 Maret 0001",
    ],
)
def test_what_names_no_days_is_left_alone(text):
    assert find_period(text, TODAY) is None
