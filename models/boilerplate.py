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

BoilerplateScope = Literal["paragraph", "cut_after", "inline"]


class BoilerplateEntry(Strict):
    """One kind of boilerplate.

    scope `paragraph`: a paragraph the regex matches is dropped; `cut_after`: the article ends before that paragraph;
    `inline`: only the stretch that matches is dropped. Paragraphs are cleaned text of one line each.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    regex: Regex
    scope: BoilerplateScope
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
        scopes: tuple[BoilerplateScope, ...] = ("paragraph", "cut_after", "inline")
        return {scope: tuple(entry.pattern for entry in self.entries if entry.scope == scope) for scope in scopes}


@lru_cache(maxsize=4)
def load_boilerplate(root: Path) -> Boilerplate:
    """The entries of the folder provinces/ (`root`); CatalogError names file and field."""
    return load_facts(root / "national" / "boilerplate.yml", Boilerplate)
