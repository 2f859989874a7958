"""The regencies, districts and villages of the first province are complete and hold together."""

from __future__ import annotations

from collections import Counter

import pytest

from models.catalogue import Catalogue
from models.places import District, Regency, Village

# Kemendagri and BPS swap Bangka Selatan and Bangka Barat; a join on numbers files both under the wrong name.
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
ORDINARY_WORDS = ["Kelapa", "Payung", "Gantung", "Damar", "Dendang", "Badau", "Taman Sari", "Pulau Besar"]
UNIQUE = ["Toboali", "Belinyu", "Parittiga", "Sijuk", "Gerunggang", "Simpang Pesak", "Namang"]


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


def all_units(regencies: dict[str, Regency]) -> list[District | Village]:
    return [*all_districts(regencies), *all_villages(regencies)]


def own_names(regency: Regency) -> set[str]:
    landmarks = {name for mark in regency.landmarks for name in (mark.name, *mark.aliases)}
    words = {*regency.aliases, *regency.mottos, *regency.programmes, *regency.capital_aliases}
    return {name.lower() for name in words | landmarks}


def doubled(names: list[str]) -> list[str]:
    return [name for name, times in Counter(map(str.lower, names)).items() if times > 1]


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
    assert doubled([unit.code for unit in all_units(regencies)]) == []


def test_the_code_of_a_village_says_its_kind(regencies: dict[str, Regency]) -> None:
    first_digit = {"kelurahan": "1", "desa": "2"}
    assert all(v.code.split(".")[-1].startswith(first_digit[v.kind]) for v in all_villages(regencies))


def test_no_district_name_or_spelling_means_two_districts(regencies: dict[str, Regency]) -> None:
    assert doubled([name for d in all_districts(regencies) for name in {d.name, *d.aliases}]) == []


@pytest.mark.parametrize("name", ORDINARY_WORDS)
def test_a_district_that_is_an_ordinary_word_needs_a_cue(regencies: dict[str, Regency], name: str) -> None:
    assert [d.needs_cue for d in all_districts(regencies) if d.name == name] == [True]


@pytest.mark.parametrize("name", UNIQUE)
def test_a_district_unique_in_the_country_needs_no_cue(regencies: dict[str, Regency], name: str) -> None:
    assert [d.needs_cue for d in all_districts(regencies) if d.name == name] == [False]


def test_the_two_names_that_are_islands_too_need_a_cue(regencies: dict[str, Regency]) -> None:
    assert [slug for slug, regency in regencies.items() if regency.needs_cue] == ["bangka", "belitung"]


def test_no_alias_or_landmark_or_programme_means_two_regencies(regencies: dict[str, Regency]) -> None:
    assert doubled([name for regency in regencies.values() for name in own_names(regency)]) == []


def test_nothing_blanked_out_hides_a_name_of_ours(catalogue: Catalogue) -> None:
    province = catalogue.province
    blanked = {name.lower() for name in (*province.islands, *province.outlet_names, *province.elsewhere)}
    for regency in catalogue.regencies.values():
        ours = own_names(regency) | {regency.name.lower(), regency.capital.lower()}
        assert ours & blanked == set()


def test_every_word_of_the_province_stands_once(catalogue: Catalogue) -> None:
    province = catalogue.province
    lists = (province.aliases, province.actors, province.islands, province.outlet_names, province.elsewhere)
    assert [doubled(list(names)) for names in lists] == [[], [], [], [], []]


def test_the_room_pasir_padi_is_the_governors_and_the_beach_the_citys(catalogue: Catalogue) -> None:
    rooms = {name for mark in catalogue.province.landmarks for name in (mark.name, *mark.aliases)}
    beaches = {mark.name for mark in catalogue.regencies["pangkalpinang"].landmarks}

    assert {"Ruang Pasir Padi", "Ruang Pantai Pasir Padi"} <= rooms
    assert "Pantai Pasir Padi" in beaches - rooms


@pytest.mark.parametrize("kicker", ["Berita Bangka", "Kabar Belitung", "Kabar Bangka"])
def test_an_outlets_name_never_swallows_a_kicker_of_tribun(catalogue: Catalogue, kicker: str) -> None:
    assert kicker.lower() not in {name.lower() for name in catalogue.province.outlet_names}
