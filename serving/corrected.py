"""Everything analysts said of one article, beside what the machine says of it, for a page or an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from models.corrections import Correction, summarise
from models.store.corrections import load_corrections, load_said


@dataclass(frozen=True)
class Corrected:
    """All corrections in the order in which they were made; `machine`: the machine's values where tags are corrected.

    `machine` has the keys relevance, scope, regencies, pillars, milestones and version; None = what is shown.
    """

    corrections: list[Correction]
    machine: dict[str, Any] | None

    @property
    def by_id(self) -> dict[int, Correction]:
        """The corrections by id."""
        return {correction.id: correction for correction in self.corrections}

    @property
    def history(self) -> list[Correction]:
        """Without the rows that only take another back: each correction names the row that undid it."""
        return [correction for correction in self.corrections if correction.undoes_id is None]


def load_corrected(engine: Engine, article_id: int) -> Corrected:
    """The corrections of one article, undone ones and undoing rows among them."""
    with engine.connect() as connection:
        said = load_said(connection, [article_id]).get(article_id)
        machine = {**summarise(said.tagging), "version": said.version} if said else None
        return Corrected(load_corrections(connection, article_ids=[article_id]), machine)
