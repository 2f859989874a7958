"""A place of a wrong shape is refused; the facts of a province are tested under tests/provinces."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from models.places import Province, Regency

VILLAGE: dict[str, Any] = {"code": "19.03.01.2004", "name": "Serdang", "kind": "desa"}
DISTRICT: dict[str, Any] = {"code": "19.03.01", "name": "Toboali", "villages": [VILLAGE]}
REGENCY: dict[str, Any] = {
    "slug": "bangka-selatan",
    "name": "Bangka Selatan",
    "kind": "kabupaten",
    "kemendagri_code": "19.03",
    "bps_code": "1905",
    "capital": "Toboali",
    "districts": [DISTRICT],
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
        ({"districts": [{**DISTRICT, "villages": []}]}, "villages"),
        ({"districts": [{**DISTRICT, "villages": [{**VILLAGE, "kind": "dusun"}]}]}, "kind"),
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


PROVINCE: dict[str, Any] = {
    "slug": "bangka_belitung",
    "name": "Kepulauan Bangka Belitung",
    "kemendagri_code": "19",
    "bps_code": "19",
    "capital": "Pangkalpinang",
    "timezone": "Asia/Jakarta",
    "aliases": ["Babel"],
    "actors": ["Pemprov"],
}


def test_accepts_the_smallest_province() -> None:
    assert Province.model_validate(PROVINCE).islands == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kemendagri_code": 19}, "kemendagri_code"),
        ({"timezone": None}, "timezone"),
        ({"actors": "Pemprov"}, "actors"),
        ({"office_holders": [{"name": "Sugito", "office": "gubernur", "acting": "Pj"}]}, "acting"),
    ],
)
def test_refuses_a_province_of_a_wrong_shape(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Province.model_validate({**PROVINCE, **changes})
    assert field in {str(part) for error in caught.value.errors() for part in error["loc"]}
