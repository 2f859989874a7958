from __future__ import annotations

from datetime import UTC, date, datetime
from typing import get_args

import pytest

from models.clock import Week
from models.lexicon import MILESTONE_KINDS, PILLARS
from models.shapes import MilestoneStatus
from serving.brief import words_id as words


def test_every_kind_pillar_and_status_has_an_indonesian_name() -> None:
    assert set(words.KIND_NAMES) == set(MILESTONE_KINDS)
    assert set(words.PILLAR_NAMES) == set(words.PILLAR_GLOSSES) == set(PILLARS)
    assert set(words.STATUS_NAMES) == set(get_args(MilestoneStatus))


def test_writes_days_and_instants_in_jakarta() -> None:
    assert words.long_day(date(2026, 11, 9)) == "Senin, 9 November 2026"
    late = datetime(2026, 11, 15, 18, 5, tzinfo=UTC)
    assert words.instant(late) == "16 November 2026 pukul 01.05 WIB"
    assert words.long_instant(late) == "Senin, 16 November 2026 pukul 01.05 WIB"


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2026, 11, 9), date(2026, 11, 9), "9 November 2026"),
        (date(2026, 11, 9), date(2026, 11, 15), "9–15 November 2026"),
        (date(2026, 11, 30), date(2026, 12, 6), "30 November–6 Desember 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 Desember 2026–3 Januari 2027"),
    ],
)
def test_writes_spans_of_days_without_repeating_month_or_year(first: date, last: date, shown: str) -> None:
    assert words.day_span(first, last) == shown


def test_a_week_is_a_pekan_for_minggu_is_also_sunday() -> None:
    assert words.week_name(Week(2026, 46)) == (
        "Pekan ke-46 tahun 2026 (Senin, 9 November 2026 s.d. Minggu, 15 November 2026)"
    )


@pytest.mark.parametrize(
    ("names", "shown"), [([], ""), (["A"], "A"), (["A", "B"], "A dan B"), (["A", "B", "C"], "A, B, dan C")]
)
def test_joins_names_as_indonesian_does(names: list[str], shown: str) -> None:
    assert words.joined(names) == shown


@pytest.mark.parametrize(("change", "shown"), [(None, "–"), (0, "0"), (2, "+2"), (-1, "−1"), (1200, "+1.200")])
def test_signs_a_change(change: int | None, shown: str) -> None:
    assert words.signed(change) == shown


def test_numbers_have_points_between_thousands() -> None:
    assert words.number(1234567) == "1.234.567"


def test_kinds_keep_their_roman_numbers_inside_a_sentence() -> None:
    assert words.kind("bimtek-4") == "Bimbingan teknis tahap IV"
    assert words.kind_in_text("bimtek-4") == "bimbingan teknis tahap IV"


def test_awards_are_received_and_criticism_is_voiced() -> None:
    assert words.status("award", "done") == "diterima"
    assert words.status("kritik", "done") == "disampaikan"
    assert words.status("masterplan", "under_way") == "sedang berjalan"


def test_an_unknown_kind_is_an_error_and_no_english_word() -> None:
    with pytest.raises(KeyError):
        words.kind("party")


def test_pillars_keep_the_names_of_the_programme() -> None:
    assert words.pillar("governance") == "Smart Governance"
