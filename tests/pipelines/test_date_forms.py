"""The forms dates are written in, with the judgement on dateparser that made us keep a month table of our own."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import dateparser
import pytest

from pipelines import date_forms
from pipelines.date_forms import find_dates, find_weekdays

Row = tuple[str, int | None, int, int, int | None]

WRITTEN: list[Row] = [
    ("Kamis (22/9/2022)", 2022, 9, 22, 3),
    ("Senin (03/07/2023)", 2023, 7, 3, 0),
    ("Jum'at (3/11/2023)", 2023, 11, 3, 4),
    ("Jum’at (3/11/2023)", 2023, 11, 3, 4),
    ("Jumat(3/11/2023)", 2023, 11, 3, 4),
    ("Rabu (4/12/24)", 2024, 12, 4, 2),
    ("Kamis (26/5)", None, 5, 26, 3),
    ("(30/11)", None, 11, 30, None),
    ("(Kamis 22/9)", None, 9, 22, 3),
    ("(Kamis, 22/9/2022)", 2022, 9, 22, 3),
    ("Kamis, (12/11/2026)", 2026, 11, 12, 3),
    ("Kamis/12/11/2026", 2026, 11, 12, 3),
    ("Rabu 12/11/2026", 2026, 11, 12, 2),
    ("Selasa sore (13/01/2026)", 2026, 1, 13, 1),
    ("Kamis malam (5/11/2026)", 2026, 11, 5, 3),
    ("Minggu dini hari (8/11/2026)", 2026, 11, 8, 6),
    ("17 Oktober 2024 09:16", 2024, 10, 17, None),
    ("Rabu, 27 November 2024 20:35 WIB", 2024, 11, 27, 2),
    ("Sabtu, 11 Jan 2025 08:30 WIB", 2025, 1, 11, 5),
    ("24 Sep 2023 - 17:01 Sungailiat", 2023, 9, 24, None),
    ("February 27, 2026 02:24 PM", 2026, 2, 27, None),
    ("September 29, 2021", 2021, 9, 29, None),
    ("Sept. 29th, 2021", 2021, 9, 29, None),
    ("2 Des 2019", 2019, 12, 2, None),
    ("10/12/2021", 2021, 12, 10, None),
    ("06/07/2012 | Oleh:", 2012, 7, 6, None),
    ("2 Agt 2019", 2019, 8, 2, None),
    ("3 Ags 2020", 2020, 8, 3, None),
    ("4 Agu 2020", 2020, 8, 4, None),
    ("9 Pebruari 2020", 2020, 2, 9, None),
    ("9 Nopember 2020", 2020, 11, 9, None),
    ("3 mei 2020", 2020, 5, 3, None),
    ("12 Mei", None, 5, 12, None),
    ("Senin tanggal 9 November 2026", 2026, 11, 9, 0),
    ("Ahad, 8 November 2026", 2026, 11, 8, 6),
    ("2026-11-05", 2026, 11, 5, None),
    ("2026/11/05 08:00", 2026, 11, 5, None),
    ("05-11-2026", 2026, 11, 5, None),
    ("5.11.2026", 2026, 11, 5, None),
    ("02/27/2026", 2026, 2, 27, None),
    ("Thu, 05 Nov 2026 02:15:00 +0000", 2026, 11, 5, 3),
    ("3 sampai 4 Juli 2023", 2023, 7, 3, None),
    ("3-4 Juli 2023", 2023, 7, 3, None),
    ("3 s.d. 5 Juli 2023", 2023, 7, 3, None),
    ("9, 10, dan 11 November 2026", 2026, 11, 9, None),
    ("30 Juni sampai 2 Juli 2023", 2023, 6, 30, None),
    ("30 Juni 2023 hingga 2 Juli 2023", 2023, 6, 30, None),
    ("(3-4/7/2023)", 2023, 7, 3, None),
    ("Senin-Selasa (3-4/7/2023)", 2023, 7, 3, 0),
    ("Senin dan Selasa (3 dan 4/7/2023)", 2023, 7, 3, 0),
    ("7 Juli-9 Agustus 2023", 2023, 7, 7, None),
]

MISREAD_BY_DATEPARSER = {
    "3 Ags 2020", "Jum’at (3/11/2023)", "Selasa sore (13/01/2026)", "3 sampai 4 Juli 2023", "Senin-Selasa (3-4/7/2023)",
    "Jum'at (3/11/2023)", "Minggu dini hari (8/11/2026)", "24 Sep 2023 - 17:01 Sungailiat",
}  # fmt: skip


@pytest.mark.parametrize(("text", "year", "month", "day", "weekday"), WRITTEN, ids=[row[0] for row in WRITTEN])
def test_reads_every_form(text: str, year: int | None, month: int, day: int, weekday: int | None) -> None:
    found = find_dates(f"Demikian {text} di Koba.")
    assert [(date.year, date.month, date.day, date.weekday) for date in found] == [(year, month, day, weekday)]


@pytest.mark.parametrize(("text", "year", "month", "day", "_"), WRITTEN, ids=[row[0] for row in WRITTEN])
def test_dateparser_is_no_substitute(text: str, year: int | None, month: int, day: int, _: int | None) -> None:
    parsed = dateparser.parse(text, languages=["id", "en"], settings={"DATE_ORDER": "DMY"})
    is_right = parsed is not None and year is not None and parsed.date() == date(year, month, day)
    if text in MISREAD_BY_DATEPARSER:
        assert not is_right


@pytest.mark.parametrize(
    "text",
    [
        "nilai 1/2 dan 24/7",
        "31/2/2026",
        "IP 10.1.2.2026.3",
        "nomor 0812-3456-7890",
        "Rp1.500.000",
        "pukul 09.15",
        "tahun 2026",
        "12 mobil",
        "pasal 3/2019",
        "skor 3-1",
        "32 Juli 2026",
        "Mei lalu",
    ],
)
def test_numbers_are_no_dates(text: str) -> None:
    assert find_dates(text) == []


def test_gives_places_in_the_text() -> None:
    text = "Rapat Senin (9/11/2026) dan Selasa (10/11/2026) di Koba"
    assert [text[found.start : found.end] for found in find_dates(text)] == ["Senin (9/11/2026", "Selasa (10/11/2026"]
    assert all(found.is_bracketed for found in find_dates(text))


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("di Koba, Kamis.", [3]),
        ("Jum'at malam", [4]),
        ("Jum’at", [4]),
        ("Senin depan", [0]),
        ("Minggu pagi", [6]),
        ("Rabu, lalu Sabtu", [2, 5]),
        ("setiap Senin", []),
        ("tiap hari Rabu", []),
        ("Senin-Jumat", []),
        ("Senin sampai Kamis", []),
        ("Jumat Kliwon", []),
        ("dua minggu lagi", []),
        ("pada minggu ini", []),
        ("Pekan Kamisan", []),
    ],
)
def test_finds_weekdays_that_stand_for_one_day(text: str, weekdays: list[int]) -> None:
    assert [found.weekday for found in find_weekdays(text)] == weekdays


def test_tells_days_ahead() -> None:
    assert [found.is_ahead for found in find_weekdays("Senin depan dan Rabu")] == [True, False]


def _some_texts() -> Iterator[str]:
    samples = Path(__file__).parents[2] / "samples" / "articles"
    yield from (path.read_text(encoding="utf-8") for path in sorted(samples.rglob("*.md")))
    chance = random.Random(4)
    pieces = (
        "Senin|Jum'at|jum’at| |(|,|/|-|–|3|12|31|2026|26|Juli|Des|sept|. |tanggal |sore|dini hari| dan |s.d.|hingga|WIB"
    )
    for _ in range(1500):
        yield "".join(chance.choice(pieces.split("|")) for _ in range(40))


def test_looking_only_where_dates_can_begin_misses_none(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = list(_some_texts())
    quick = [find_dates(text) for text in texts]
    monkeypatch.setattr(date_forms, "_match_from", lambda form, text, _: form.finditer(text))
    assert [find_dates(text) for text in texts] == quick
    assert sum(map(len, quick)) > 500


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("12 Febuari 1983", 2),
        ("15 Fenruari 2017", 2),
        ("12 Septermber 2016", 9),
        ("29 Okober 1960", 10),
        ("Senin, 3 Desembr 2018", 12),
    ],
)
def test_reads_a_month_with_one_wrong_letter(text: str, month: int) -> None:
    assert [found.month for found in find_dates(text)] == [month]


@pytest.mark.parametrize("text", ["10 tahun 1959", "2 market 2020", "35 persen 2005", "3 Desmbr 2018"])
def test_other_words_between_numbers_are_no_months(text: str) -> None:
    assert find_dates(text) == []


def test_an_impossible_day_has_no_date() -> None:
    (found,) = find_dates("(29/2)")
    assert found.on(2023) is None
    assert found.on(2024) == date(2024, 2, 29)
