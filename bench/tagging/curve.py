"""Precision and recall of relevance by its threshold: what relevance.yml's number was chosen on.

Only the score moves; vetoes, place and actor stay as they are. The least of digital words moves with it, by the same
share. Borderline articles are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.tagging.labelled import DEVELOPED_ON, load_files, load_tagger, make_text
from models.catalogue import Catalogue
from models.vocabulary import Relevance
from pipelines.evaluate import Count
from pipelines.tag.frame import Frame
from pipelines.tag.regency import Location
from pipelines.tag.relevance import RelevanceTagger

STEPS = (1.0, 1.5, 2.0, 2.5, 2.9, 3.3, 3.7, 4.1, 4.5, 5.0, 5.5, 6.0, 7.0, 8.0, 10.0, 12.0)


@dataclass(frozen=True)
class Case:
    """A labelled article, read and located once."""

    frame: Frame
    location: Location
    is_relevant: bool


def measure(data: Path) -> Iterator[str]:
    """A line per threshold: precision, recall and F1 on the development files and gold."""
    catalogue = Catalogue("bangka_belitung", samples=None)
    files = load_files(data)
    cases = [case for name in (*DEVELOPED_ON, "gold") for case in _read(files.get(name, []))]
    yield f"{len(cases)} articles, {sum(case.is_relevant for case in cases)} of them relevant"
    yield "threshold  precision  recall     F1"
    for threshold in STEPS:
        tagger = RelevanceTagger(_moved(catalogue.relevance, threshold), catalogue.named_programmes)
        f1, precision, recall = score(tagger, cases)
        mark = "  <- relevance.yml" if threshold == catalogue.relevance.thresholds.relevant else ""
        yield f"{threshold:9.1f}  {precision:9.3f}  {recall:6.3f}  {f1:.3f}{mark}"


def score(tagger: RelevanceTagger, cases: Sequence[Case]) -> tuple[float, float, float]:
    """F1, precision and recall of one tagger."""
    count = Count()
    for case in cases:
        is_found = tagger.judge(case.frame, case.location).is_relevant
        count.add({"yes"} if case.is_relevant else set(), {"yes"} if is_found else set())
    return count.scores()


def _read(rows: Sequence[dict[str, Any]]) -> Iterator[Case]:
    tagger = load_tagger()
    for row in rows:
        if row["relevant"] != "borderline":
            yield Case(*tagger.locate(make_text(row)), row["relevant"])


def _moved(facts: Relevance, threshold: float) -> Relevance:
    limits = facts.thresholds
    share = threshold / limits.relevant
    moved = limits.model_copy(
        update={"relevant": threshold, "digital": limits.digital * share, "buried": limits.buried * share}
    )
    return facts.model_copy(update={"thresholds": moved})
