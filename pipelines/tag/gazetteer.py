"""Every name of a place or office-holder the catalogue knows, as entries for the matcher.

What a mention is worth is decided in `regency.py`; here is only which names exist and what they may mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from models.catalogue import Catalogue
from models.places import District, OfficeHolder, Regency
from pipelines.tag.matcher import Entry, fold

PlaceKind = Literal[
    "regency", "alias", "capital", "district", "village", "site", "programme",
    "province", "scope", "actor", "office", "mask", "elsewhere",
]  # fmt: skip

_SHORT_ALIAS = 5
"""Abbreviations up to this length are also other words (Babar, Basel): they need a cue or the province's name."""
_JOINABLE: frozenset[PlaceKind] = frozenset({"regency", "capital", "district", "village"})
_NEVER_ELSEWHERE: frozenset[PlaceKind] = frozenset({"regency", "alias", "capital", "province", "actor"})
_SCOPE_STARTS = ("se ", "7 ", "tujuh ")
_DIVISIONS = ("kabupaten ", "kota ", "kab ", "pemkab ", "pemkot ", "pemerintah kabupaten ", "pemerintah kota ")
"""They are cues like others: an entry "Pemkab Bangka" would win against "Bangka Barat" by standing further left."""


@dataclass(frozen=True, slots=True)
class Place:
    """One meaning of a name. `slug` is None for the province and for elsewhere; `needs_cue`: not by itself."""

    kind: PlaceKind
    name: str
    slug: str | None = None
    needs_cue: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """One term of an office-holder; `slug` is None for the province's."""

    slug: str | None
    holder: OfficeHolder
    surface: str


@dataclass(frozen=True)
class Gazetteer:
    """Places and persons, each by the number the matcher reports."""

    places: tuple[Place, ...]
    persons: tuple[Person, ...]
    regencies: dict[str, Regency]
    provincial_capital: str | None
    """Slug of the regency that is the province's capital."""

    def entries(self) -> Iterator[Entry]:
        """All surfaces for the matcher."""
        for number, place in enumerate(self.places):
            for surface in _spellings(place):
                yield Entry("place", number, surface)
        for number, person in enumerate(self.persons):
            yield Entry("person", number, person.surface)


def load_gazetteer(catalogue: Catalogue) -> Gazetteer:
    """The gazetteer of the catalogue's province."""
    regencies = catalogue.regencies
    own = [place for regency in regencies.values() for place in _regency_places(regency)]
    provincial = list(_province_places(catalogue))
    known = {fold(place.name) for place in [*own, *provincial] if place.kind in _NEVER_ELSEWHERE}
    foreign = [place for place in _elsewhere(catalogue) if fold(place.name) not in known]
    capital = fold(catalogue.province.capital)
    seat = next((slug for slug, regency in regencies.items() if fold(regency.capital) == capital), None)
    return Gazetteer(
        places=(*own, *provincial, *foreign),
        persons=tuple(_persons(catalogue)),
        regencies=dict(regencies),
        provincial_capital=seat,
    )


def _regency_places(regency: Regency) -> Iterator[Place]:
    slug = regency.slug
    yield Place("regency", _bare(regency.name), slug, regency.needs_cue)
    yield from _alias_places(regency)
    for name in (*regency.mottos, *regency.programmes):
        yield Place("programme", name, slug)
    for name in (regency.capital, *regency.capital_aliases):
        yield Place("capital", name, slug)
    for landmark in regency.landmarks:
        for name in (landmark.name, *landmark.aliases):
            yield Place("site", name, slug)
    for district in regency.districts:
        yield from _district_places(district, slug)


def _alias_places(regency: Regency) -> Iterator[Place]:
    """Aliases that are not the name or the capital over again once their rank is taken off."""
    plain = {fold(name) for name in (_bare(regency.name), regency.capital, *regency.capital_aliases)}
    for alias in dict.fromkeys(_bare(alias) for alias in regency.aliases):
        is_short = " " not in alias and (len(alias) <= _SHORT_ALIAS or regency.needs_cue)
        if fold(alias) not in plain:
            yield Place("alias", alias, regency.slug, is_short)


def _district_places(district: District, slug: str) -> Iterator[Place]:
    for name in (district.name, *district.aliases):
        yield Place("district", name, slug, district.needs_cue)
    for village in district.villages:
        yield Place("village", village.name, slug, needs_cue=True)


def _province_places(catalogue: Catalogue) -> Iterator[Place]:
    province = catalogue.province
    for name in (province.name, *province.aliases):
        is_scope = fold(name).startswith(_SCOPE_STARTS)
        yield Place("scope" if is_scope else "province", name)
    for actor in province.actors:
        yield Place("actor", actor)
    for landmark in province.landmarks:
        for name in (landmark.name, *landmark.aliases):
            yield Place("office", name)
    for name in (*province.islands, *province.outlet_names):
        yield Place("mask", name)


def _elsewhere(catalogue: Catalogue) -> Iterator[Place]:
    national = catalogue.relevance.elsewhere
    for name in (*catalogue.province.elsewhere, *national.provinces, *national.cities, *national.regencies):
        yield Place("elsewhere", name)


def _persons(catalogue: Catalogue) -> Iterator[Person]:
    holders = [(None, holder) for holder in catalogue.province.office_holders]
    by_regency = [(slug, holder) for slug, regency in catalogue.regencies.items() for holder in regency.office_holders]
    for slug, holder in [*holders, *by_regency]:
        for surface in (holder.name, *holder.aliases):
            yield Person(slug, holder, surface)


def _bare(name: str) -> str:
    """ "Kabupaten Bangka" and "Pemkab Bangka" are kept as "Bangka"."""
    folded = fold(name)
    for division in _DIVISIONS:
        if folded.startswith(division):
            return name[len(division) :]
    return name


def _spellings(place: Place) -> Iterator[str]:
    """The name, and the joined spelling the press uses for names of two words as well (Sungaiselan, Airgegas)."""
    yield place.name
    words = place.name.split()
    if place.kind in _JOINABLE and len(words) == 2 and all(word.isalpha() for word in words):
        yield "".join(words)
