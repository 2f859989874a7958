from datetime import date

import pytest

from serving.search.values import FieldValues


@pytest.fixture
def values(real_catalogue):
    return FieldValues(real_catalogue, date(2026, 11, 21))


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("regency", "bangka-tengah", "bangka-tengah"),
        ("regency", "Bateng", "bangka-tengah"),
        ("regency", "kabupaten bangka tengah", "bangka-tengah"),
        ("regency", "Koba", "bangka-tengah"),
        ("regency", "bangka,belitung timur", "bangka,belitung-timur"),
        ("regency", "Provinsi", "province"),
        ("regency", "babel,koba", "province,bangka-tengah"),
        ("pillar", "Governance", "governance"),
        ("pillar", "smart living", "living"),
        ("milestone", "launch app", "launch-app"),
        ("source", "antara_babel", "antara_babel"),
        ("since", "2026-11-01", date(2026, 11, 1)),
        ("since", "Oktober 2026", date(2026, 10, 1)),
        ("until", "Oktober 2026", date(2026, 10, 31)),
        ("since", "minggu lalu", date(2026, 11, 9)),
        ("story", "12", 12),
    ],
)
def test_values_are_read_as_people_write_them(values, name, written, value):
    assert values.read(name, written) == value


@pytest.mark.parametrize(
    ("name", "written", "said"),
    [
        ("regency", "atlantis", "no regency 'atlantis'"),
        ("pillar", "smart", "no pillar"),
        ("milestone", "bimtek-9", "no milestone"),
        ("source", "kabar_hantu", "no source"),
        ("since", "kapan-kapan", "a day is written"),
        ("story", "satu", "a story has a number"),
        ("story", "9" * 30, "a story has a number"),
    ],
)
def test_what_makes_no_sense_is_said(values, name, written, said):
    with pytest.raises(ValueError, match=said):
        values.read(name, written)


def test_a_source_without_a_file_is_known_by_its_articles(real_catalogue):
    values = FieldValues(real_catalogue, date(2026, 11, 21), {"kabar_titipan"}.__contains__)
    assert values.read("source", "kabar_titipan,antara babel") == "kabar_titipan,antara_babel"
    with pytest.raises(ValueError, match="no source 'kabar_lain'"):
        values.read("source", "kabar_lain")


def test_a_field_without_a_value_is_refused(values):
    with pytest.raises(ValueError, match="no regency is named"):
        values.read("regency", ", ,")
