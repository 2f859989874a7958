"""Terms of office in the first province: whoever is named on a day must have been in office on it."""

from __future__ import annotations

import datetime as dt
from itertools import combinations, groupby

import pytest

from models.catalogue import Catalogue
from models.places import OfficeHolder, Province, Regency

HEADS = {"kabupaten": {"bupati", "wakil_bupati"}, "kota": {"wali_kota", "wakil_wali_kota"}}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue("bangka_belitung")


@pytest.fixture(scope="module")
def regencies(catalogue: Catalogue) -> dict[str, Regency]:
    return catalogue.regencies


def term(holder: OfficeHolder) -> tuple[dt.date, dt.date]:
    return holder.since or dt.date.min, holder.until or dt.date.max


def overlaps(holders: tuple[OfficeHolder, ...]) -> list[tuple[OfficeHolder, OfficeHolder]]:
    regular = [holder for holder in holders if not holder.acting]
    return [
        (one, other)
        for one, other in combinations(regular, 2)
        if one.office == other.office and term(one)[0] < term(other)[1] and term(other)[0] < term(one)[1]
    ]


def in_office(holders: tuple[OfficeHolder, ...], office: str, day: str) -> list[str]:
    date = dt.date.fromisoformat(day)
    return [h.name for h in holders if h.office == office and term(h)[0] <= date < term(h)[1]]


def test_no_two_regular_terms_of_an_office_overlap(regencies: dict[str, Regency]) -> None:
    assert {slug: overlaps(regency.office_holders) for slug, regency in regencies.items()} == {
        slug: [] for slug in regencies
    }


def test_no_two_governors_terms_overlap(catalogue: Catalogue) -> None:
    assert overlaps(catalogue.province.office_holders) == []


def test_overlaps_of_regular_terms_are_found() -> None:
    first = OfficeHolder(name="A", office="bupati", since=dt.date(2016, 2, 17), until=dt.date(2021, 2, 18))
    second = OfficeHolder(name="B", office="bupati", since=dt.date(2021, 2, 17))

    assert overlaps((first, second)) == [(first, second)]
    assert overlaps((first, second.model_copy(update={"acting": True}))) == []
    assert overlaps((first.model_copy(update={"until": dt.date(2021, 2, 17)}), second)) == []


def test_two_acting_heads_never_share_a_day(regencies: dict[str, Regency]) -> None:
    for regency in regencies.values():
        acting = [holder for holder in regency.office_holders if holder.acting]
        assert overlaps(tuple(h.model_copy(update={"acting": False}) for h in acting)) == []


def test_terms_begin_before_they_end_and_only_the_last_is_open(catalogue: Catalogue) -> None:
    places: list[Regency | Province] = [catalogue.province, *catalogue.regencies.values()]
    for place in places:
        assert all(holder.since is not None for holder in place.office_holders)
        assert all(term(holder)[0] < term(holder)[1] for holder in place.office_holders)
        by_office = sorted(place.office_holders, key=lambda holder: holder.office)
        for office, group in groupby(by_office, key=lambda holder: holder.office):
            newest = sorted(group, key=lambda holder: term(holder)[0])
            assert [h.name for h in newest if h.until is None] == [newest[-1].name], (place.name, office)


def test_a_city_has_mayors_and_a_regency_regents(regencies: dict[str, Regency]) -> None:
    for regency in regencies.values():
        assert {holder.office for holder in regency.office_holders} == HEADS[regency.kind]


@pytest.mark.parametrize(
    ("slug", "office", "day", "names"),
    [
        ("bangka", "wakil_bupati", "2023-07-03", ["Syahbudin"]),
        ("bangka", "bupati", "2023-10-10", ["M Haris"]),
        ("bangka", "bupati", "2026-11-01", ["Fery Insani"]),
        ("bangka-barat", "wakil_bupati", "2017-01-01", ["Markus"]),
        ("bangka-barat", "bupati", "2022-01-13", ["Sukirman"]),
        ("bangka-barat", "bupati", "2025-12-31", ["Markus"]),
        ("bangka-selatan", "bupati", "2024-10-01", ["Riza Herdavid", "Elfin Elyas"]),
        ("bangka-tengah", "wakil_bupati", "2023-10-26", []),
        ("bangka-tengah", "bupati", "2023-10-26", ["Algafry Rahman"]),
        ("belitung", "bupati", "2023-02-15", ["Sahani Saleh"]),
        ("belitung", "bupati", "2024-03-08", ["Yuspian"]),
        ("belitung-timur", "wakil_bupati", "2024-12-04", ["Khairil Anwar"]),
        ("belitung-timur", "wakil_bupati", "2025-12-04", ["Khairil Anwar"]),
        ("pangkalpinang", "wali_kota", "2022-09-22", ["Maulan Aklil"]),
        ("pangkalpinang", "wali_kota", "2025-05-05", ["M Unu Ibnudin"]),
        ("pangkalpinang", "wali_kota", "2025-10-14", ["M Unu Ibnudin"]),
        ("pangkalpinang", "wali_kota", "2025-10-15", ["Saparudin"]),
    ],
)
def test_the_date_tells_who_was_in_office(
    regencies: dict[str, Regency], slug: str, office: str, day: str, names: list[str]
) -> None:
    assert in_office(regencies[slug].office_holders, office, day) == names


@pytest.mark.parametrize(
    ("day", "name"),
    [("2021-05-05", "Erzaldi Rosman"), ("2024-09-24", "Sugito"), ("2025-05-06", "Hidayat Arsani")],
)
def test_the_date_tells_who_was_governor(catalogue: Catalogue, day: str, name: str) -> None:
    assert in_office(catalogue.province.office_holders, "gubernur", day) == [name]
