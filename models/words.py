"""Lists of words in the facts: tidy terms, words that combine, and groups made of both.

What the words mean is said where a list is used (`lexicon.py`, `vocabulary.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Protocol, TypeVar

from pydantic import AfterValidator, Field

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


def join_surfaces(terms: Iterable[str], pairs: Iterable[Pairs]) -> tuple[str, ...]:
    """Terms and all combinations of the pairs, each once."""
    return tuple(dict.fromkeys([*terms, *(surface for pair in pairs for surface in pair.surfaces)]))


class Worded(Protocol):
    """A group of words, plain or combined."""

    @property
    def surfaces(self) -> tuple[str, ...]:
        """All its words."""


W = TypeVar("W", bound=Worded)


def check_words(group: W) -> W:
    """The group as it is; ValueError where it has no words at all."""
    if not group.surfaces:
        raise ValueError("a group needs terms or pairs")
    return group
