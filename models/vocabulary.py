"""Shapes of the words of relevance: what speaks for and against an article, bodies of government, places elsewhere.

The facts are in provinces/national/relevance.yml; how they are weighed belongs to `pipelines/tag`.
"""

from __future__ import annotations

from pydantic import Field

from models.facts import Strict
from models.sources import Regex
from models.words import Terms, WordGroup


class Term(WordGroup):
    """Words that count once, however many of them occur."""

    id: str
    weight: float = Field(gt=0)


class Topic(Term):
    """Words that speak against relevance, and why. `veto`: two of them in title and lead decide alone."""

    reason: str
    veto: bool = False


class Pattern(Strict):
    """Digital words no list can hold, as a regular expression over the stored text."""

    id: str
    weight: float = Field(gt=0)
    pattern: Regex


class Zones(Strict):
    """How much more a word counts in the title and in the lead."""

    title: float
    lead: float
    body: float


class Thresholds(Strict):
    """Scores from which an article is relevant."""

    relevant: float
    digital: float
    buried: float
    certain: float


class Government(Strict):
    """Words of bodies that act in a place.

    `close` stand right before a place, `open` carry a name between, `rank` only say that a place is meant.
    `other` are no regional government and are named after one all the same (Polres X); `seated` after the town they sit
    in, whatever they deal with (LBH X). `alone` need no place; `faint` make a government likely, no more.
    """

    close: Terms
    rank: Terms
    open: Terms
    other: Terms
    seated: Terms
    alone: Terms
    faint: Terms


class PlaceCues(Strict):
    """Words right before a name: of a district, of a village, of a person who held an office before."""

    district: Terms
    village: Terms
    former: Terms


class Actors(Strict):
    """Actors whose systems are no regional government's."""

    weight: float
    terms: Terms


class StudyVisit(Strict):
    """Words of a visit to learn from another place; `unless` something was signed or decided."""

    terms: Terms
    unless: Terms


class Passing(Strict):
    """A turn of speech whose digital word (group 1) says nothing of the subject; one of `words` is always in it."""

    words: Terms = Field(min_length=1)
    pattern: Regex


class Elsewhere(Strict):
    """Places of Indonesia that are in no watched province. A province's own places are taken out by the tagger."""

    provinces: Terms
    cities: Terms
    regencies: Terms


class Relevance(Strict):
    """provinces/national/relevance.yml."""

    zones: Zones
    thresholds: Thresholds
    explicit: tuple[Term, ...]
    devices: tuple[Term, ...]
    digital: tuple[Term, ...]
    patterns: tuple[Pattern, ...] = ()
    government: Government
    cues: PlaceCues
    outside: Actors
    negative: tuple[Topic, ...]
    traps: Terms
    related: Terms
    """How a block of other articles' headlines begins."""
    passing: tuple[Passing, ...] = ()
    study_visit: StudyVisit
    elsewhere: Elsewhere
