"""The regencies of the first province hold together; wrong shapes of places are refused."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from itertools import combinations, groupby
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from models.catalogue import Catalogue
from models.places import District, OfficeHolder, Province, Regency, Village

GAZETTEER = Path(__file__).parents[2] / ".." / "shared" / "data" / "gazetteer" / "babel.csv"

# Kemendagri and BPS swap the two; a join on numbers files half the province under the wrong name.
CODES = {
    "bangka": ("19.01", "1901"),
    "belitung": ("19.02", "1902"),
    "bangka-selatan": ("19.03", "1905"),
    "bangka-tengah": ("19.04", "1904"),
    "bangka-barat": ("19.05", "1903"),
    "belitung-timur": ("19.06", "1906"),
    "pangkalpinang": ("19.71", "1971"),
}
DISTRICTS = {
    "bangka": 8,
    "bangka-barat": 6,
    "bangka-selatan": 8,
    "bangka-tengah": 6,
    "belitung": 5,
    "belitung-timur": 7,
    "pangkalpinang": 7,
}
HEADS = {"kabupaten": {"bupati", "wakil_bupati"}, "kota": {"wali_kota", "wakil_wali_kota"}}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue("bangka_belitung")


@pytest.fixture(scope="module")
def regencies(catalogue: Catalogue) -> dict[str, Regency]:
    return catalogue.regencies


def all_districts(regencies: dict[str, Regency]) -> list[District]:
    return [district for regency in regencies.values() for district in regency.districts]


def all_villages(regencies: dict[str, Regency]) -> list[Village]:
    return [village for district in all_districts(regencies) for village in district.villages]


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


def test_both_code_systems_are_right_for_every_regency(regencies: dict[str, Regency]) -> None:
    assert {slug: (r.kemendagri_code, r.bps_code) for slug, r in regencies.items()} == CODES


def test_the_province_has_47_districts_and_393_villages(regencies: dict[str, Regency]) -> None:
    assert {slug: len(regency.districts) for slug, regency in regencies.items()} == DISTRICTS
    assert Counter(village.kind for village in all_villages(regencies)) == {"desa": 309, "kelurahan": 84}


def test_only_pangkalpinang_is_a_city(regencies: dict[str, Regency]) -> None:
    assert [slug for slug, regency in regencies.items() if regency.kind == "kota"] == ["pangkalpinang"]


def test_every_code_starts_with_the_code_above_it(regencies: dict[str, Regency]) -> None:
    for regency in regencies.values():
        assert regency.kemendagri_code.startswith("19.")
        for district in regency.districts:
            assert district.code.startswith(regency.kemendagri_code + ".")
            assert all(village.code.startswith(district.code + ".") for village in district.villages)


def test_no_code_is_given_twice(regencies: dict[str, Regency]) -> None:
    places = [*all_districts(regencies), *all_villages(regencies)]
    assert [code for code, times in Counter(place.code for place in places).items() if times > 1] == []


def test_the_code_of_a_village_says_its_kind(regencies: dict[str, Regency]) -> None:
    first_digit = {"kelurahan": "1", "desa": "2"}
    assert all(v.code.split(".")[-1].startswith(first_digit[v.kind]) for v in all_villages(regencies))


def test_no_district_name_or_spelling_means_two_districts(regencies: dict[str, Regency]) -> None:
    names = [name.lower() for d in all_districts(regencies) for name in {d.name, *d.aliases}]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_names_and_codes_are_those_of_the_official_gazetteer(regencies: dict[str, Regency]) -> None:
    if not GAZETTEER.is_file():
        pytest.skip("the official list of codes lies outside this repository and is not here")
    with GAZETTEER.open(encoding="utf-8", newline="") as lines:
        official = {row["kode"]: row for row in csv.DictReader(lines)}
    ours = {place.code: place.name for place in [*all_districts(regencies), *all_villages(regencies)]}
    ours["19.04.01.2005"] = "Kurau (Timur)"  # written as people say it: Kurau Timur

    assert ours == {
        code: row["name"] for code, row in official.items() if row["level"] in {"kecamatan", "desa", "kelurahan"}
    }
    assert all(official[v.code]["level"] == v.kind for v in all_villages(regencies))


@pytest.mark.parametrize("name", ["Kelapa", "Payung", "Gantung", "Damar", "Dendang", "Badau", "Taman Sari", "Pulau Besar"])
def test_a_district_that_is_an_ordinary_word_needs_a_cue(regencies: dict[str, Regency], name: str) -> None:
    assert [d.needs_cue for d in all_districts(regencies) if d.name == name] == [True]


@pytest.mark.parametrize("name", ["Toboali", "Belinyu", "Parittiga", "Sijuk", "Gerunggang", "Simpang Pesak", "Namang"])
def test_a_district_unique_in_the_country_needs_no_cue(regencies: dict[str, Regency], name: str) -> None:
    assert [d.needs_cue for d in all_districts(regencies) if d.name == name] == [False]


def test_the_two_names_that_are_islands_too_need_a_cue(regencies: dict[str, Regency]) -> None:
    assert [slug for slug, regency in regencies.items() if regency.needs_cue] == ["bangka", "belitung"]


def test_no_alias_or_landmark_or_programme_means_two_regencies(regencies: dict[str, Regency]) -> None:
    owners: dict[str, set[str]] = {}
    for slug, regency in regencies.items():
        landmarks = [name for mark in regency.landmarks for name in (mark.name, *mark.aliases)]
        for name in [*regency.aliases, *regency.mottos, *regency.programmes, *regency.capital_aliases, *landmarks]:
            owners.setdefault(name.lower(), set()).add(slug)
    assert {name: slugs for name, slugs in owners.items() if len(slugs) > 1} == {}


def test_nothing_blanked_out_hides_a_name_of_ours(catalogue: Catalogue) -> None:
    province = catalogue.province
    blanked = {name.lower() for name in (*province.islands, *province.outlet_names, *province.elsewhere)}
    for regency in catalogue.regencies.values():
        landmarks = [name for mark in regency.landmarks for name in (mark.name, *mark.aliases)]
        ours = {regency.name, regency.capital, *regency.aliases, *regency.mottos, *regency.programmes, *landmarks}
        assert {name.lower() for name in ours} & blanked == set()


def test_every_word_of_the_province_stands_once(catalogue: Catalogue) -> None:
    province = catalogue.province
    for names in (province.aliases, province.actors, province.islands, province.outlet_names, province.elsewhere):
        assert [name for name, times in Counter(map(str.lower, names)).items() if times > 1] == []


def test_the_room_pasir_padi_is_the_governors_and_the_beach_the_citys(catalogue: Catalogue) -> None:
    rooms = {name for mark in catalogue.province.landmarks for name in (mark.name, *mark.aliases)}
    beaches = {mark.name for mark in catalogue.regencies["pangkalpinang"].landmarks}

    assert {"Ruang Pasir Padi", "Ruang Pantai Pasir Padi"} <= rooms
    assert "Pantai Pasir Padi" in beaches - rooms


@pytest.mark.parametrize("slug", sorted(CODES))
def test_no_two_regular_terms_of_an_office_overlap(regencies: dict[str, Regency], slug: str) -> None:
    assert overlaps(regencies[slug].office_holders) == []


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
        acting = [holder.model_copy(update={"acting": False}) for holder in regency.office_holders if holder.acting]
        assert overlaps(tuple(acting)) == []


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


VILLAGE: dict[str, Any] = {"code": "19.03.01.2004", "name": "Serdang", "kind": "desa"}
REGENCY: dict[str, Any] = {
    "slug": "bangka-selatan",
    "name": "Bangka Selatan",
    "kind": "kabupaten",
    "kemendagri_code": "19.03",
    "bps_code": "1905",
    "capital": "Toboali",
    "districts": [{"code": "19.03.01", "name": "Toboali", "villages": [VILLAGE]}],
}


def test_accepts_the_smallest_regency() -> None:
    assert Regency.model_validate(REGENCY).districts[0].villages[0].name == "Serdang"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kemendagri_code": 19.03}, "kemendagri_code"),
        ({"kemendagri_code": "1903"}, "kemendagri_code"),
        ({"bps_code": 1905}, "bps_code"),
        ({"bps_code": "19.05"}, "bps_code"),
        ({"slug": "Bangka Selatan"}, "slug"),
        ({"kind": "kecamatan"}, "kind"),
        ({"districts": []}, "districts"),
        ({"districts": [{"code": "19.03.01", "name": "Toboali", "villages": []}]}, "villages"),
        ({"districts": [{"code": "19.03.01", "name": "Toboali", "villages": [{**VILLAGE, "kind": "dusun"}]}]}, "kind"),
        ({"office_holders": [{"name": "Riza Herdavid", "office": "regent"}]}, "office"),
        ({"office_holders": [{"name": "Riza Herdavid", "office": "bupati", "evidence": "sure"}]}, "evidence"),
        ({"office_holders": [{"name": "Riza Herdavid", "office": "bupati", "since": "Februari 2021"}]}, "since"),
        ({"ibukota": "Toboali"}, "ibukota"),
    ],
)
def test_refuses_a_regency_of_a_wrong_shape(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Regency.model_validate({**REGENCY, **changes})
    assert field in {str(part) for error in caught.value.errors() for part in error["loc"]}
