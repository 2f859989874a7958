from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml

from models.shapes import PublishedBasis
from pipelines.dates import DateClue, Published, find_event_dates, parse_instant, parse_published

WIB = timezone(timedelta(hours=7))
FETCHED_AT = datetime(2026, 11, 15, 18, 0, tzinfo=UTC)
"""Monday 16 November 2026, 01:00 in Jakarta."""
URL = "https://uji.example/berita/judul"


def published(*clues: DateClue, url: str = URL, body: str = "") -> Published:
    return parse_published(clues, url=url, body=body, fetched_at=FETCHED_AT)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


CLUES: list[tuple[PublishedBasis, str]] = [
    ("rest", "2026-11-01T08:00:00Z"),
    ("feed", "2026-11-02T08:00:00+07:00"),
    ("import", "2026-11-03 08:00"),
    ("json-ld", "2026-11-04T08:00:00+07:00"),
    ("meta", "2026-11-05T08:00:00+07:00"),
    ("time-element", "2026-11-06T08:00:00+07:00"),
    ("visible", "7 November 2026 08:00"),
]


@pytest.mark.parametrize("first", range(len(CLUES)), ids=[basis for basis, _ in CLUES])
def test_the_surest_source_wins(first: int) -> None:
    clues = [DateClue(basis, text) for basis, text in reversed(CLUES[first:])]
    assert (
        published(*clues, url="https://uji.example/2026/11/08/judul/", body="Senin (9/11/2026)").basis
        == CLUES[first][0]
    )


def test_then_come_relative_times_the_url_the_body_and_the_weekday() -> None:
    relative = DateClue("visible", "3 jam yang lalu")
    url, body = "https://uji.example/2026/11/08/judul/", "Rapat digelar Senin (9/11/2026) di Koba, Kamis."
    assert published(relative, url=url, body=body).basis == "relative"
    assert published(url=url, body=body).basis == "url"
    assert published(body=body).basis == "body"
    assert published(body="kata Bupati di Koba, Kamis.").basis == "weekday"
    assert published(body="tanpa hari") == Published()


@pytest.mark.parametrize(
    ("url", "instant"),
    [
        ("https://uji.example/2026/11/08/judul/", "2026-11-08"),
        ("https://uji.example/read/2026/11/08/210400312/judul", "2026-11-08T21:04"),
        ("https://uji.example/read/2015/11/04/21040031/Judul", "2015-11-04T21:04"),
        ("https://uji.example/2026/11/judul/", None),
        ("https://uji.example/2026/13/40/judul/", None),
        ("https://uji.example/arsip/1234/11/08/", None),
    ],
)
def test_reads_the_day_in_an_address(url: str, instant: str | None) -> None:
    assert published(url=url).at == (at(instant) if instant else None)


@pytest.mark.parametrize(
    ("body", "day", "is_inferred"),
    [
        ("Rapat digelar Senin (9/11/2026) di Koba.", "2026-11-09", False),
        ("Sejak 1 Januari 2020 berlaku. Rapat digelar Senin (9/11/2026).", "2026-11-09", False),
        ("Rapat digelar Senin (9/11) di Koba.", "2026-11-09", True),
        ("Rapat digelar (30/12) lalu.", "2025-12-30", True),
        ("Akan digelar Selasa (24/11/2026). Hal itu disampaikan Jumat (13/11/2026).", "2026-11-13", False),
        ("Aturan itu berlaku 2 Mei 2019 tanpa hari lain.", "2019-05-02", False),
        ("Jum’at (13/11/2026)", "2026-11-13", False),
    ],
)
def test_reads_the_day_a_story_tells(body: str, day: str, is_inferred: bool) -> None:
    got = published(body=body)
    assert (got.at, got.basis, got.is_inferred) == (at(day), "body", is_inferred)
    assert "no time" in got.origin


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("di Koba, Senin.", "2026-11-16"),
        ("di Koba, Minggu.", "2026-11-15"),
        ("di Koba, Jumat malam.", "2026-11-13"),
        ("di Koba, Selasa, usai rapat.", "2026-11-10"),
        ("Kegiatan digelar Senin depan, kata Bupati, Sabtu.", "2026-11-14"),
    ],
)
def test_a_weekday_alone_is_the_last_such_day_and_inferred(body: str, day: str) -> None:
    got = published(body=body)
    assert (got.at, got.basis, got.is_inferred) == (at(day), "weekday", True)


def test_text_from_elsewhere_says_nothing_of_the_year_or_week_it_was_brought_in() -> None:
    for body in ("di Koba, Kamis.", "Rapat digelar Senin (9/11) di Koba."):
        assert parse_published((), url=URL, body=body, fetched_at=FETCHED_AT, is_fresh=False) == Published()
    whole = parse_published((), url=URL, body="Rapat (9/11/2026).", fetched_at=FETCHED_AT, is_fresh=False)
    assert whole.at == at("2026-11-09")


def test_the_year_of_a_copyright_line_completes_dates_and_forbids_weekdays_of_another() -> None:
    body = "Rapat digelar Senin (9/11) di Koba."
    got = parse_published((), url=URL, body=body, fetched_at=FETCHED_AT, is_fresh=False, stated_year=2020)
    assert (got.at, got.basis, got.is_inferred) == (at("2020-11-09"), "body", True)
    weekday = parse_published((), url=URL, body="di Koba, Kamis.", fetched_at=FETCHED_AT, stated_year=2020)
    assert weekday == Published(warnings=("body: only a weekday is given, and the copyright line says 2020",))
    same = parse_published((), url=URL, body="di Koba, Kamis.", fetched_at=FETCHED_AT, stated_year=2026)
    assert same.at == at("2026-11-12")


def test_a_day_in_the_future_is_refused_with_a_warning() -> None:
    got = published(DateClue("json-ld", "2099-01-01T00:00:00+07:00"), DateClue("visible", "12 November 2026 08:00"))
    assert (got.at, got.basis) == (at("2026-11-12T08:00"), "visible")
    assert got.warnings == ("json-ld: 2099-01-01 lies after the day of fetching and was refused",)
    assert published(DateClue("json-ld", "2026-11-16T20:00:00+07:00")).basis == "json-ld"


def test_zero_dates_are_refused() -> None:
    got = published(DateClue("meta", "1970-01-01T00:00:00Z", "meta date"))
    assert got.at is None
    assert got.warnings == ("meta date: 1970-01-01 is no publication date and was refused",)


def test_a_bare_day_takes_its_time_from_another_date_of_that_day() -> None:
    day, timed = DateClue("meta", "2026-11-05", "meta date"), DateClue("visible", "5 November 2026 09:16")
    got = published(day, timed)
    assert (got.at, got.basis, got.origin) == (at("2026-11-05T09:16"), "meta", "meta date, time from another date")
    other = published(day, DateClue("visible", "6 November 2026 09:16"))
    assert (other.at, other.origin) == (at("2026-11-05"), "meta date, no time")
    outside = published(day, DateClue("visible", "5 November 2026 09:16", is_outside=True))
    assert outside.at == at("2026-11-05")


def test_a_local_time_labelled_utc_is_corrected_only_if_the_page_says_wib() -> None:
    labelled = DateClue("meta", "2015-11-05T10:08:58Z")
    assert published(labelled, DateClue("visible", "Kamis, 05/11/2015 10:08 WIB")).at == at("2015-11-05T10:08:58")
    assert published(labelled, DateClue("visible", "Kamis, 05/11/2015 17:08 WIB")).at == at("2015-11-05T17:08:58")
    assert published(labelled, DateClue("visible", "Kamis, 05/11/2015 10:08")).at == at("2015-11-05T17:08:58")


def test_the_date_in_a_site_s_header_is_no_publication_date() -> None:
    header = DateClue("visible", "Senin, 16 November 2026", ".tgl", is_outside=True)
    got = published(header, body="Rapat digelar Selasa (3/11/2026).")
    assert (got.at, got.basis) == (at("2026-11-03"), "body")
    assert "outside the article" in got.warnings[0]
    assert published(header).at is None
    inside = DateClue("visible", "Senin, 16 November 2026")
    assert published(inside, body="Rapat digelar Selasa (3/11/2026).").basis == "visible"


def test_a_wrong_weekday_gives_a_warning_and_the_structured_date_wins() -> None:
    got = published(DateClue("json-ld", "2026-11-12T08:00:00+07:00"), body="Rapat digelar Jumat (5/11/2026).")
    assert got.at == at("2026-11-12T08:00")
    assert got.warnings == ("body: Jumat is written beside 2026-11-05, which is a Kamis",)
    assert published(body="Rapat digelar Jumat (5/11/2026).").at == at("2026-11-05")


def test_a_visible_date_without_a_year_is_inferred() -> None:
    got = published(DateClue("visible", "Kamis, 5 November 09:16"))
    assert (got.at, got.is_inferred) == (at("2026-11-05T09:16"), True)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-05T08:00:00+07:00", "2026-11-05T08:00"),
        ("5 November 2026", "2026-11-05"),
        ("2099-01-01", None),
        ("1970-01-01", None),
        ("bukan tanggal", None),
        ("", None),
        (None, None),
    ],
)
def test_reads_a_stated_instant(text: str | None, instant: str | None) -> None:
    assert parse_instant(text, FETCHED_AT) == (at(instant) if instant else None)


ROWS = yaml.safe_load((Path(__file__).parents[1] / "fixtures" / "dates.yml").read_text(encoding="utf-8"))
PLACED = [row for row in ROWS if "place" in row]


@pytest.mark.parametrize("row", PLACED, ids=[row["text"] for row in PLACED])
def test_settles_what_depends_on_where_it_stands(row: dict[str, Any]) -> None:
    clues = [] if row["place"] == "body" else [DateClue("visible", row["text"], is_outside=row["place"] == "header")]
    body = row["text"] if row["place"] == "body" else ""
    got = parse_published(clues, url=URL, body=body, fetched_at=datetime(2026, 11, 15, 13, tzinfo=UTC))
    assert got.at == (at(row["at"]) if row["at"] else None)
    assert got.is_inferred is ("inferred" in row.get("is", []))
    assert any("is written beside" in warning for warning in got.warnings) is ("wrong" in row.get("is", []))


PUBLISHED_ON = date(2026, 11, 12)
EVENTS: list[tuple[str, list[str]]] = [
    ("Bimtek digelar Kamis (5/11/2026) di Koba.", ["2026-11-05"]),
    ("Bimtek berlangsung 3 sampai 4 Juli 2023.", ["2023-07-03"]),
    ("Bimtek 3-4 November diikuti 40 orang.", ["2026-11-03"]),
    ("Senin dan Selasa (9 dan 10/11/2026)", ["2026-11-09"]),
    ("Rapat (30/12) dan rapat (2/1)", ["2026-12-30", "2027-01-02"]),
    ("di Koba, Kamis.", ["2026-11-12"]),
    ("di Koba, Jumat.", ["2026-11-06"]),
    ("Senin depan dilantik", ["2026-11-16"]),
    ("Kamis depan dilantik", ["2026-11-19"]),
    ("setiap Senin dan hingga Jumat", []),
    ("Pada 5 Maret 2025 diteken, lalu Rabu (11/11/2026) disahkan.", ["2025-03-05", "2026-11-11"]),
    ("tanpa tanggal", []),
]


@pytest.mark.parametrize(("text", "days"), EVENTS, ids=[text for text, _ in EVENTS])
def test_finds_the_days_of_events(text: str, days: list[str]) -> None:
    found = find_event_dates(text, PUBLISHED_ON)
    assert [day.isoformat() for day, _, _ in found] == days
    assert all(text[start:end].strip() and start < end for _, start, end in found)


def test_without_a_day_of_publication_only_complete_dates_are_found() -> None:
    text = "Kamis (26/5), 5 November 2026, Senin depan"
    assert find_event_dates(text, None) == [(date(2026, 11, 5), 14, 29)]
