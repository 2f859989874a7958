"""Planned, under way or done: the words around a milestone's phrase that say which.

Modality stands before the verb in Indonesian ("akan meluncurkan"), so a word of planning right before the phrase
beats the verb of the phrase itself. Lists are facts of programme.yml.
"""

from __future__ import annotations

from models.lexicon import Kind, StatusWords
from models.shapes import MilestoneStatus
from pipelines.tag.matcher import Hit
from pipelines.tag.phrases import Chain, PhraseBook, SentenceWords

_HEAD_START: dict[MilestoneStatus, float] = {"planned": 28.0, "under_way": 12.0, "done": 0.0}
"""Characters by which a word of modality may stand further from the phrase and still decide."""
_AFTER = 45
"""Words further behind the phrase speak of something else."""
_REACH = 70.0
_NEGATION = 24


class StatusReader:
    """Reads the status of a phrase from the words of its sentence."""

    def __init__(self, words: StatusWords, book: PhraseBook) -> None:
        self._classes: dict[MilestoneStatus, int] = {
            "planned": book.add(words.planned),
            "under_way": book.add(words.under_way),
            "done": book.add(words.done),
        }
        self._negated = book.add(words.negated)

    def read(self, folded: str, sentence: SentenceWords, phrase: Chain, kind: Kind) -> MilestoneStatus:
        """The status the nearest word gives, else the kind's own; "belum" right before makes a thing planned."""
        if any(0 <= phrase[0] - hit.end <= _NEGATION for hit in sentence.of(self._negated)):
            return "planned"
        best: tuple[float, MilestoneStatus] = (_REACH, kind.status)
        for status in kind.statuses:
            for hit in sentence.of(self._classes[status]):
                distance = _distance(folded, hit, phrase) - _HEAD_START[status]
                if distance < best[0]:
                    best = (distance, status)
        return best[1]


def _distance(folded: str, hit: Hit, phrase: Chain) -> float:
    """Characters between word and phrase; behind the phrase only up to the next comma."""
    if hit.end <= phrase[0]:
        return float(phrase[0] - hit.end)
    if hit.start < phrase[1]:
        return 0.0
    gap = hit.start - phrase[1]
    is_same_clause = gap <= _AFTER and "," not in folded[phrase[1] : hit.start]
    return gap + 10.0 if is_same_clause else _REACH * 2
