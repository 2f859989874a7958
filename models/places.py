"""Shapes of a province and its regencies: codes, names, villages, office-holders.

The facts are in provinces/<province>/province.yml and regencies/*.yml; how text is matched against them
belongs to `pipelines/tag`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from models.facts import Strict

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]
KemendagriCode = Annotated[str, StringConstraints(pattern=r"^\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?$")]
BpsCode = Annotated[str, StringConstraints(pattern=r"^\d{2}(\d{2})?$")]

Office = Literal["gubernur", "wakil_gubernur", "bupati", "wakil_bupati", "wali_kota", "wakil_wali_kota"]


class OfficeHolder(Strict):
    """One person in one office for one term. `since` counts, `until` is the first day no longer in office."""

    name: str
    aliases: tuple[str, ...] = ()
    office: Office
    acting: bool = False
    since: date | None = None
    until: date | None = None
    evidence: Literal["seen", "inferred", "unverified"] = "seen"


class Village(Strict):
    """A desa or kelurahan."""

    code: KemendagriCode
    name: str
    kind: Literal["desa", "kelurahan"]


class District(Strict):
    """A kecamatan. `needs_cue`: an ordinary word or a name used elsewhere, accepted only after "Kecamatan"."""

    code: KemendagriCode
    name: str
    aliases: tuple[str, ...] = ()
    needs_cue: bool = False
    villages: tuple[Village, ...] = Field(min_length=1)


class Landmark(Strict):
    """A building, port, hall or institution that stands in one regency only."""

    name: str
    aliases: tuple[str, ...] = ()


class Regency(Strict):
    """A kabupaten or kota. `slug` is the file's stem and the only key; the two code systems disagree."""

    slug: Slug
    name: str
    kind: Literal["kabupaten", "kota"]
    kemendagri_code: KemendagriCode
    bps_code: BpsCode
    capital: str
    capital_aliases: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    """Names that mean this regency by themselves (Bateng, Bumi Selawang Segantang)."""
    needs_cue: bool = False
    """True where the bare name is ambiguous (Bangka and Belitung are islands too)."""
    mottos: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    """Names of the regency's own applications and programmes (Lawang Beltim, SIONKON)."""
    landmarks: tuple[Landmark, ...] = ()
    office_holders: tuple[OfficeHolder, ...] = ()
    districts: tuple[District, ...] = Field(min_length=1)


class Province(Strict):
    """The province as a scope of its own, and what must be blanked out before regencies are matched."""

    slug: str
    name: str
    kemendagri_code: KemendagriCode
    bps_code: BpsCode
    capital: str
    timezone: str
    aliases: tuple[str, ...]
    actors: tuple[str, ...]
    """Provincial bodies (Pemprov, Gubernur, Polda, BI Babel): with no regency actor they mean the province."""
    landmarks: tuple[Landmark, ...] = ()
    office_holders: tuple[OfficeHolder, ...] = ()
    islands: tuple[str, ...] = ()
    """Names of islands, airports, straits ... that contain a regency's name and mean no regency."""
    outlet_names: tuple[str, ...] = ()
    """Outlets whose names contain a place; they are blanked out."""
    elsewhere: tuple[str, ...] = ()
    """Places outside the province that look like ours or are often reprinted here (Bangkalan, Tanjungpinang)."""


class TilePlace(Strict):
    """Where a regency's tile stands on the schematic map: columns to the east, rows to the south, parts allowed."""

    column: float = Field(ge=0, le=12)
    row: float = Field(ge=0, le=12)


class TileMap(Strict):
    """provinces/<province>/map.yml; optional: a province without one is shown without a map."""

    tiles: dict[Slug, TilePlace] = Field(min_length=1)
