"""Shapes of the tagging vocabulary: pillars, steps of the programme, programmes of a province.

The facts are in provinces/national/{pillars,programme}.yml and provinces/<province>/programmes.yml; how they are
matched belongs to `pipelines/tag`. Words of relevance are in `vocabulary.py`, places in `places.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from pydantic import Field, model_validator

from models.facts import Strict
from models.places import Slug
from models.shapes import MilestoneStatus
from models.sources import Regex
from models.words import Terms, WordGroup

Pillar = Literal["governance", "branding", "economy", "living", "society", "environment"]
MilestoneKind = Literal[
    "wacana", "mitra-vendor", "seleksi", "mou", "dewan-tim", "komitmen", "bimtek-1", "bimtek-2", "bimtek-3", "bimtek-4",
    "masterplan", "quick-win", "regulation", "infrastructure", "command-center", "launch-app", "training", "budget",
    "evaluation", "index", "award", "kritik",
]  # fmt: skip
PILLARS: tuple[Pillar, ...] = get_args(Pillar)
MILESTONE_KINDS: tuple[MilestoneKind, ...] = get_args(MilestoneKind)


def _check_complete(found: Iterable[str], expected: tuple[str, ...], what: str) -> None:
    names = tuple(found)
    if names != expected:
        raise ValueError(f"{what} must be, in this order: {', '.join(expected)}; found: {', '.join(names)}")


class Signal(WordGroup):
    """Words of one pillar. `needs`: only in a sentence with a word of that context; `channel`: how, not what about."""

    weight: float = Field(gt=0, le=5)
    sub: str
    needs: str | None = None
    channel: bool = False


class Dimension(Strict):
    """One of the six pillars."""

    id: Pillar
    gloss: str
    names: Terms
    older: Terms = ()
    """Names in older or foreign vocabularies that mean this pillar."""
    sub_dimensions: dict[str, str]
    agencies: Terms
    signals: tuple[Signal, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _knows_its_parts(self) -> Dimension:
        unknown = sorted({signal.sub for signal in self.signals} - set(self.sub_dimensions))
        if unknown:
            raise ValueError(f"sub-dimension {unknown[0]!r} is not declared")
        return self


class Override(Strict):
    """Who wins where two pillars could be meant: in title or lead one of `terms` and `near`, none of `unless`."""

    id: str
    reason: str
    terms: Terms = Field(min_length=1)
    near: Terms = ()
    unless: Terms = ()
    first: Pillar
    second: Pillar | None = None


class Enumeration(Strict):
    """When a sentence only lists the dimensions, and when it names programmes for them."""

    names: int = Field(ge=2)
    concrete: int = Field(ge=2)
    subjects: int = Field(ge=2)


class Ranking(Strict):
    """Weights of a word's place in the article, and what a second pillar must reach."""

    title: float
    lead: float
    body: float
    limit: int = Field(ge=1, le=6)
    second_share: float = Field(gt=0, le=1)
    second_minimum: float
    minimum: float
    channel_share: float = Field(ge=0, le=1)
    likeness: float = Field(gt=0, le=1)
    """How likely all words of an article together must make a pillar that its subjects did not choose."""


class Pillars(Strict):
    """provinces/national/pillars.yml."""

    dimensions: tuple[Dimension, ...]
    programme_names: Terms
    contexts: dict[str, Terms]
    overrides: tuple[Override, ...]
    enumeration: Enumeration
    ranking: Ranking

    @model_validator(mode="after")
    def _is_complete(self) -> Pillars:
        _check_complete((dimension.id for dimension in self.dimensions), PILLARS, "dimensions")
        needed = {signal.needs for dimension in self.dimensions for signal in dimension.signals} - {None}
        unknown = sorted(str(name) for name in needed - set(self.contexts))
        if unknown:
            raise ValueError(f"context {unknown[0]!r} is not declared")
        return self


class Kind(Strict):
    """One kind of milestone and the phrases that announce it.

    A phrase is words, `{name}` for any word of a list under `words`, and ` ... ` for a gap inside one sentence.
    `zone`: how far from the title it may stand. `needs`: `programme` = the article names the smart-city programme,
    `digital` = the sentence has a digital word. `repeat`: phrases in the body count when there are so many.
    """

    id: MilestoneKind
    stage: str
    zone: Literal["title", "lead", "body"]
    needs: Literal["programme", "digital", "nothing"] = "nothing"
    phrases: Terms = Field(min_length=1)
    unless: Terms = ()
    """Phrases in the same sentence that forbid it."""
    yields_to: tuple[MilestoneKind, ...] = ()
    """Kinds that make this one superfluous where they stand nearer to the beginning; `weak`: wherever they stand."""
    silent_beside: tuple[MilestoneKind, ...] = ()
    """Kinds beside which this one is never a step of its own: a class that won an award is no training."""
    buried_by: tuple[MilestoneKind, ...] = ()
    """Kinds of title or lead beside which this one does not count from the body alone."""
    weak: bool = False
    repeat: int | None = None
    status: MilestoneStatus
    """What it is where the sentence does not say."""
    statuses: tuple[MilestoneStatus, ...] = ("planned", "under_way", "done")
    """What it can be at all: an award is never under way."""


class StatusWords(Strict):
    """Words that tell whether a step is planned, under way or done; the nearest before the phrase wins."""

    planned: Terms
    under_way: Terms
    done: Terms
    negated: Terms


class Figures(Strict):
    """Regular expressions of numbers said with a milestone; group 1 is the number."""

    value: Regex
    year: Regex
    decree: Regex
    predicate: Regex


class Naming(Strict):
    """How an application's or programme's own name is introduced, and words that are never such a name."""

    before: Terms
    never: Terms


class Programme(Strict):
    """provinces/national/programme.yml."""

    words: dict[str, Terms]
    patterns: dict[str, Regex]
    """Words no list can hold, over the folded text."""
    signals: dict[str, Terms]
    """Further lists: groups of digital words of relevance.yml by id."""
    own_words: Terms = ()
    """Words of the title that stand for naming the programme: its own terms, which nothing else is called by."""
    kinds: tuple[Kind, ...]
    status: StatusWords
    figures: Figures
    naming: Naming

    @model_validator(mode="after")
    def _is_complete(self) -> Programme:
        _check_complete((kind.id for kind in self.kinds), MILESTONE_KINDS, "kinds")
        return self


class NamedProgramme(Strict):
    """An application or programme of one province with the pillar it serves. `is_digital`: its name alone says so."""

    name: str
    pillar: Pillar
    aliases: Terms = ()
    regency: Slug | None = None
    is_digital: bool = False


class NamedProgrammes(Strict):
    """provinces/<province>/programmes.yml; optional, for a new province may not know its programmes yet."""

    programmes: tuple[NamedProgramme, ...] = ()
