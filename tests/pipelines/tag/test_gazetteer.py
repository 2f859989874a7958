from __future__ import annotations

import pytest

from models.catalogue import Catalogue
from pipelines.tag.gazetteer import Gazetteer, load_gazetteer


@pytest.fixture(scope="module")
def gazetteer(catalogue: Catalogue) -> Gazetteer:
    return load_gazetteer(catalogue)


def _meanings(gazetteer: Gazetteer, surface: str) -> set[tuple[str, str | None, bool]]:
    numbers = {entry.number for entry in gazetteer.entries() if entry.group == "place" and entry.surface == surface}
    return {
        (place.kind, place.slug, place.needs_cue)
        for number in numbers
        if (place := gazetteer.places[number]) is not None
    }


@pytest.mark.parametrize(
    ("surface", "meaning"),
    [
        ("Bangka Barat", ("regency", "bangka-barat", False)),
        ("Bangka", ("regency", "bangka", True)),
        ("Babar", ("alias", "bangka-barat", True)),
        ("Bateng", ("alias", "bangka-tengah", False)),
        ("Muntok", ("capital", "bangka-barat", False)),
        ("Tanjungpandan", ("capital", "belitung", False)),
        ("Kelapa", ("district", "bangka-barat", True)),
        ("Sungaiselan", ("district", "bangka-tengah", False)),
        ("Airgegas", ("district", "bangka-selatan", False)),
        ("Bangka Kota", ("village", "bangka-selatan", True)),
        ("Destar Point", ("site", "pangkalpinang", False)),
        ("SIONKON", ("programme", "bangka-tengah", False)),
        ("Bangka Belitung", ("province", None, False)),
        ("se-Babel", ("scope", None, False)),
        ("Pemprov", ("actor", None, False)),
        ("Pulau Bangka", ("mask", None, False)),
        ("Bangkalan", ("elsewhere", None, False)),
        ("Semarang", ("elsewhere", None, False)),
    ],
)
def test_knows_what_a_name_may_mean(gazetteer: Gazetteer, surface: str, meaning: tuple[str, str | None, bool]) -> None:
    assert meaning in _meanings(gazetteer, surface)


def test_ranks_are_taken_off_names(gazetteer: Gazetteer) -> None:
    assert not _meanings(gazetteer, "Pemkab Bangka")
    assert not _meanings(gazetteer, "Kabupaten Bangka")


def test_a_place_of_ours_is_never_elsewhere(gazetteer: Gazetteer) -> None:
    for capital in ("Manggar", "Koba", "Tanjungpandan", "Sungailiat", "Mentok", "Toboali", "Pangkalpinang"):
        assert all(kind != "elsewhere" for kind, _, _ in _meanings(gazetteer, capital))


def test_knows_the_provincial_capital(gazetteer: Gazetteer) -> None:
    assert gazetteer.provincial_capital == "pangkalpinang"


def test_office_holders_carry_their_regency_or_none_for_the_province(gazetteer: Gazetteer) -> None:
    slugs = {person.slug for person in gazetteer.persons if person.surface == "Erzaldi Rosman"}
    assert slugs == {"bangka-tengah", None}
