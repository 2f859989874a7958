from __future__ import annotations

from datetime import date

import pytest

from models.places import OfficeHolder
from pipelines.tag.gazetteer import Person
from pipelines.tag.offices import resolve

TERMS = [
    Person(
        "satu", OfficeHolder(name="Rina Contoh", office="bupati", since=date(2010, 1, 1), until=date(2015, 1, 1)), ""
    ),
    Person("dua", OfficeHolder(name="Rina Contoh", office="wakil_bupati", since=date(2015, 1, 1), until=None), ""),
    Person(None, OfficeHolder(name="Rina Contoh", office="gubernur", since=None, until=date(2009, 1, 1)), ""),
]


@pytest.mark.parametrize(
    ("office", "day", "expected"),
    [
        (None, date(2012, 5, 1), ["satu"]),
        (None, date(2015, 1, 1), ["dua"]),
        (None, date(2014, 12, 31), ["satu"]),
        (None, date(2008, 1, 1), [None]),
        (None, date(2009, 6, 1), []),
        ("bupati", None, ["satu"]),
        ("gubernur", date(2012, 5, 1), []),
        (None, None, ["satu", "dua", None]),
    ],
)
def test_a_term_must_fit_office_and_day(office: str | None, day: date | None, expected: list[str | None]) -> None:
    assert [person.slug for person in resolve(TERMS, office, day)] == expected


def test_a_single_word_needs_the_office_before_it(tag) -> None:  # type: ignore[no-untyped-def]
    assert tag("Sukirman membuka rapat.", published_on=date(2022, 1, 13)).regencies == ()
    assert tag("Bupati Sukirman membuka rapat.", published_on=date(2022, 1, 13)).regencies == ("bangka-barat",)
