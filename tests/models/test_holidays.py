"""The calendar of days off: complete, in order, and low where people are away."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from pydantic import ValidationError

from models.catalogue import Catalogue
from models.errors import CatalogError
from models.facts import load_facts
from models.holidays import Holiday, Holidays

EVERY_YEAR = {
    "Tahun Baru Masehi", "Isra Mikraj", "Nyepi", "Tahun Baru Imlek", "Wafat Isa Almasih", "Idulfitri", "Hari Buruh",
    "Kenaikan Isa Almasih", "Waisak", "Hari Lahir Pancasila", "Iduladha", "Tahun Baru Islam", "Hari Kemerdekaan",
    "Maulid Nabi", "Natal",
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> Holidays:
    return Catalogue("bangka_belitung").holidays


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def make(*days: str, around: int = 0) -> Holidays:
    return Holidays(holidays=tuple(Holiday(day=day(on), name="Libur", kind="public", around=around) for on in days))


@pytest.mark.parametrize("year", range(2023, 2028))
def test_a_year_has_every_feast_and_joint_leave_around_lebaran(shipped: Holidays, year: int) -> None:
    named = Counter(
        holiday.name.rstrip(" 0123456789")
        for holiday in shipped.holidays
        if holiday.day.year == year and holiday.kind == "public"
    )
    assert set(named) >= EVERY_YEAR
    assert named["Idulfitri"] == 2
    assert any(holiday.kind == "leave" and "Idulfitri" in holiday.name for holiday in shipped.holidays)


@pytest.mark.parametrize(
    ("on", "name"),
    [("2024-04-10", "Idulfitri 1445"), ("2025-03-29", "Nyepi 1947"), ("2026-02-17", "Tahun Baru Imlek 2577")],
)
def test_decreed_days_stand_where_they_were(shipped: Holidays, on: str, name: str) -> None:
    (found,) = [holiday for holiday in shipped.holidays if holiday.day == day(on)]
    assert (found.name, found.provisional) == (name, False)


def test_moon_dependent_days_of_a_year_without_decree_are_provisional(shipped: Holidays) -> None:
    fixed = ("Tahun Baru Masehi", "Wafat", "Paskah", "Hari", "Kenaikan", "Natal")
    undecreed = [holiday for holiday in shipped.holidays if holiday.day.year == 2027 and not holiday.provisional]
    assert [holiday.name for holiday in undecreed if not holiday.name.startswith(fixed)] == []


def test_days_around_and_wedged_days_are_low_and_ordinary_weekends_are_not() -> None:
    assert make("2026-03-21", around=2).is_low(day("2026-03-19"))
    assert not make("2026-03-21", around=2).is_low(day("2026-03-18"))
    thursday = make("2026-05-14")
    assert thursday.is_low(day("2026-05-15"))  # a Friday between a holiday and the weekend
    assert not thursday.is_low(day("2026-05-13"))
    assert not thursday.is_low(day("2026-05-16"))


def test_days_out_of_order_or_twice_are_refused() -> None:
    for days in (("2026-05-14", "2026-05-01"), ("2026-05-14", "2026-05-14")):
        with pytest.raises(ValidationError, match="in order, each once"):
            make(*days)


def test_an_unknown_key_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "holidays.yml"
    path.write_text("holidays:\n  - {day: 2026-01-01, name: Tahun Baru, kind: public, libur: ya}\n", encoding="utf-8")
    with pytest.raises(CatalogError, match=r"holidays\.yml: field holidays\.0\.libur"):
        load_facts(path, Holidays)


def test_a_country_without_the_file_has_no_holidays(tmp_path: Path) -> None:
    assert Catalogue("contoh", root=tmp_path).holidays.holidays == ()
