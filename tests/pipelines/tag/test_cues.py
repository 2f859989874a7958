from __future__ import annotations

import pytest

from models.catalogue import Catalogue
from pipelines.tag.cues import Cues, is_linked, office_before


@pytest.fixture(scope="module")
def cues(catalogue: Catalogue) -> Cues:
    return Cues(catalogue.relevance)


@pytest.mark.parametrize(
    ("before", "institution"),
    [
        ("rapat pemkab ", "pemkab "),
        ("kata bupati ", "bupati "),
        ("di kabupaten ", "kabupaten "),
        ("dinas pekerjaan umum dan penataan ruang kabupaten ", "dinas pekerjaan umum dan penataan ruang kabupaten "),
        ("dinas komunikasi, informatika dan statistik ", "dinas komunikasi, informatika dan statistik "),
        ("dinas kesehatan di ", None),
        ("warga ", None),
        ("pemkab. ", None),
    ],
)
def test_finds_where_an_institution_begins(cues: Cues, before: str, institution: str | None) -> None:
    found = cues.institution(before + "bangka", len(before))
    assert (before[found:] if found is not None else None) == institution


def test_tells_districts_villages_and_seats(cues: Cues) -> None:
    assert cues.has_district("kecamatan kelapa", 10)
    assert not cues.has_district("harga kelapa", 6)
    assert cues.has_village("warga desa riau", 11)
    assert not cues.has_village("provinsi riau", 9)
    assert cues.is_seat("lbh pangkalpinang", 4)
    assert not cues.is_seat("wali kota pangkalpinang", 10)


def test_knows_who_held_an_office_before(cues: Cues) -> None:
    assert cues.is_former("mantan bupati bangka barat sukirman", 27)
    assert not cues.is_former("bupati bangka barat sukirman", 20)


@pytest.mark.parametrize(
    ("between", "expected"), [(", ", True), (" dan ", True), (", serta ", True), (" menuju ", False), (". ", False)]
)
def test_a_list_has_only_commas_and_conjunctions(between: str, expected: bool) -> None:
    assert is_linked("koba" + between + "namang", 4, 4 + len(between)) is expected


@pytest.mark.parametrize(
    ("before", "office"),
    [
        ("bupati ", "bupati"),
        ("wabup bangka ", "wakil_bupati"),
        ("wakil bupati bangka selatan, ", "wakil_bupati"),
        ("pj walikota ", "wali_kota"),
        ("gubernur dan bupati ", "bupati"),
        ("gubernur bersama ", None),
        ("pedagang bernama ", None),
    ],
)
def test_reads_the_office_before_a_person(before: str, office: str | None) -> None:
    assert office_before(before + "markus", len(before)) == office
