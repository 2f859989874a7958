"""Shape of the words of speech: verbs of saying, offices, what names of bodies are made of.

The facts are in provinces/national/speech.yml; finding who says what belongs to `pipelines/quotes.py`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from models.facts import Strict
from models.places import Office
from models.words import Terms

Level = Literal["regency", "province", "national", "none"]


class Title(Strict):
    """Words for who somebody is. `office`: one the catalogue knows holders of. `is_role`: no office (warga).

    `level`: whose office it is where no place is named beside it; `none` cannot be told.
    """

    terms: Terms = Field(min_length=1)
    office: Office | None = None
    level: Level = "none"
    is_role: bool = False


class Speech(Strict):
    """provinces/national/speech.yml."""

    said: Terms
    """Verbs after a quotation, before the speaker; with -nya they mean somebody named before."""
    statements: Terms
    """Verbs after the speaker, before what is said."""
    announcements: Terms
    """The same, but only with "bahwa", a comma or a colon: they take a thing as well."""
    passives: Terms
    according: Terms
    pronouns: Terms
    openings: Terms
    """How a sentence opens before its speaker."""
    tails: Terms
    """What follows a speaker and is no part of the name."""
    acting: Terms
    former: Terms
    honorifics: Terms
    titles: tuple[Title, ...] = Field(min_length=1)
    bodies: Terms
    """Words that names of bodies are made of."""
    body_beginnings: Terms
    open_bodies: Terms
    """Those that a proper name of their own follows."""
    national: Terms
    """Bodies of the whole country."""
    never_names: Terms

    @model_validator(mode="after")
    def _has_no_title_twice(self) -> Speech:
        terms = [term.casefold() for title in self.titles for term in title.terms]
        doubled = sorted({term for term in terms if terms.count(term) > 1})
        if doubled:
            raise ValueError(f"title {doubled[0]!r} stands twice")
        return self
