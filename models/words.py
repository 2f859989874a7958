"""Lists of words in the facts: tidy terms, words that combine, and groups made of both.

What the words mean is said where a list is used (`lexicon.py`, `vocabulary.py`).
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from models.facts import Strict


def check_terms(terms: tuple[str, ...]) -> tuple[str, ...]:
    """The terms as they are; ValueError for an empty, untidy or doubled one."""
    for term in terms:
        if not term.strip() or term != " ".join(term.split()):
            raise ValueError(f"term {term!r} is empty or has stray spaces")
    doubled = sorted({term for term in terms if terms.count(term) > 1})
    if doubled:
        raise ValueError(f"term {doubled[0]!r} stands twice")
    return terms


Terms = Annotated[tuple[str, ...], AfterValidator(check_terms)]


class Pairs(Strict):
    """Words that combine: every head with every tail ("meteran", "lampu" x "pintar", "bersensor")."""

    heads: Terms = Field(min_length=1)
    tails: Terms = Field(min_length=1)

    @property
    def surfaces(self) -> tuple[str, ...]:
        """All combinations."""
        return tuple(f"{head} {tail}" for head in self.heads for tail in self.tails)


class WordGroup(Strict):
    """Words that mean one thing, plain or combined; a group without any is refused."""

    terms: Terms = ()
    pairs: tuple[Pairs, ...] = ()

    @property
    def surfaces(self) -> tuple[str, ...]:
        """The terms and all combinations, each once."""
        return tuple(dict.fromkeys([*self.terms, *(surface for pair in self.pairs for surface in pair.surfaces)]))

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if not self.surfaces:
            raise ValueError("a group needs terms or pairs")
        return self
