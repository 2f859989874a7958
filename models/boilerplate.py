"""Shape of provinces/national/boilerplate.yml: text around articles that is no part of them.

Every entry proves itself: it carries text it removes and similar text it must leave alone. How entries are
applied belongs to `pipelines/clean.py`.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from models.facts import Strict, load_facts
from models.sources import Regex

BoilerplateScope = Literal["paragraph", "cut_after", "list", "inline"]
BoilerplateFact = Literal["caption", "paywall"]


class BoilerplateEntry(Strict):
    """One kind of boilerplate.

    scope `paragraph`: a paragraph the regex matches is dropped; `cut_after`: the article ends before that paragraph;
    `list`: it is the heading of a list of other stories, and the article ends there unless it goes on below the list;
    `inline`: only the stretch that matches is dropped. Paragraphs are cleaned text of one line each.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    regex: Regex
    scope: BoilerplateScope
    tells: BoilerplateFact | None = None
    """What is removed is the caption of a picture, or says that the whole text is for subscribers."""
    removes: tuple[str, ...] = Field(min_length=1)
    keeps: tuple[str, ...] = Field(min_length=1)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled regex; case counts only where the entry says `(?-i:...)`."""
        return re.compile(self.regex, re.IGNORECASE)


class Boilerplate(Strict):
    """All entries, in the order in which they are tried."""

    entries: tuple[BoilerplateEntry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Boilerplate:
        ids = [entry.id for entry in self.entries]
        doubled = sorted({name for name in ids if ids.count(name) > 1})
        if doubled:
            raise ValueError(f"id {doubled[0]!r} stands twice")
        return self

    @cached_property
    def by_scope(self) -> dict[BoilerplateScope, tuple[re.Pattern[str], ...]]:
        """The compiled regexes of each scope, in order."""
        scopes: tuple[BoilerplateScope, ...] = ("paragraph", "cut_after", "list", "inline")
        return {scope: tuple(entry.pattern for entry in self.entries if entry.scope == scope) for scope in scopes}

    def told_by(self, paragraph: str) -> BoilerplateFact | None:
        """What a removed paragraph says of the article."""
        telling = (entry for entry in self._telling if entry.pattern.search(paragraph))
        return next((entry.tells for entry in telling), None)

    @cached_property
    def _telling(self) -> tuple[BoilerplateEntry, ...]:
        return tuple(entry for entry in self.entries if entry.tells)


@lru_cache(maxsize=4)
def load_boilerplate(root: Path) -> Boilerplate:
    """The entries of the folder provinces/ (`root`); CatalogError names file and field."""
    return load_facts(root / "national" / "boilerplate.yml", Boilerplate)
