"""Shape of the glossary: words of the field that mean the same, in two languages and with their abbreviations.

The facts are in provinces/national/glossary.yml; finding them in texts and queries belongs to `pipelines/concepts.py`.
"""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from models.facts import Strict

Term = Annotated[str, StringConstraints(min_length=2, strip_whitespace=True)]


class Glossary(Strict):
    """Terms that mean the same, concept by concept; the first of each names it. No term stands in two."""

    concepts: tuple[Annotated[tuple[Term, ...], Field(min_length=2)], ...] = ()

    @model_validator(mode="after")
    def _has_no_term_twice(self) -> Glossary:
        counts = Counter(term.casefold() for terms in self.concepts for term in terms)
        doubled = sorted(term for term, count in counts.items() if count > 1)
        if doubled:
            raise ValueError(f"these terms stand twice: {', '.join(doubled)}")
        return self

    def by_name(self) -> dict[str, tuple[str, ...]]:
        """Terms by the name of their concept."""
        return {terms[0]: terms for terms in self.concepts}
