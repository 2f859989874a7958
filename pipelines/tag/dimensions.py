"""Dimensions called by their names: sentences that merely list them, and reports that name programmes for each.

"Smart governance, smart branding, smart economy ..." is the boilerplate of every coaching story and means no pillar.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from models.lexicon import PILLARS, Pillar, Pillars
from models.shapes import Span
from pipelines.tag.frame import FieldText, Frame
from pipelines.tag.matcher import Entry

_BARE = re.compile(r"\b(governance|branding|economy|living|society|environment|mobility|people)\b")
_BARE_PILLAR: dict[str, Pillar] = {"mobility": "living", "people": "society"}
_PROGRAMMES_FOLLOW = re.compile(
    r"\s*(?:\(|:|,?\s*(?:yakni|yaitu|seperti|melalui|lewat|ada|meliputi|terdapat|dengan program|antara lain)\b)"
    r"\s*\(?\s*\w"
)

_DEFINED = re.compile(r"\s*(?:adalah|merupakan|bertujuan|berarti)\b")
"""A sentence that explains a dimension reports nothing of it."""


@dataclass
class DimensionLists:
    """`ignored`: sentences that list; `named`: those of title and lead outside them; `concrete`: with programmes."""

    ignored: set[tuple[str, int]] = field(default_factory=set)
    named: list[Pillar] = field(default_factory=list)
    concrete: tuple[Pillar, ...] = ()
    spans: dict[Pillar, tuple[Span, ...]] = field(default_factory=dict)

    @property
    def is_titled(self) -> bool:
        """Whether the title names one dimension: the article is about that one, whatever else it lists."""
        titled = {pillar for pillar in self.named for span in self.spans.get(pillar, ()) if span.field == "title"}
        return len(titled) == 1


class Dimensions:
    """Finds dimension names in frames."""

    def __init__(self, facts: Pillars) -> None:
        self._facts = facts

    def entries(self) -> Iterator[Entry]:
        """Names of the dimensions in all vocabularies."""
        for number, dimension in enumerate(self._facts.dimensions):
            for name in (*dimension.names, *dimension.older):
                yield Entry("dimension", number, name)

    def read(self, frame: Frame) -> DimensionLists:
        """What the dimension names of an article say."""
        lists = DimensionLists()
        own: dict[Pillar, list[Span]] = defaultdict(list)
        concrete: dict[Pillar, Span] = {}
        for (name, number), hits in self._by_sentence(frame).items():
            text = frame.fields[name]  # type: ignore[index]
            _, end = text.sentences.bounds[number]
            with_programmes = _followed_by_programmes(text, end, hits)
            concrete.update(with_programmes)
            if len({pillar for pillar, _, _ in hits}) >= self._facts.enumeration.names:
                lists.ignored.add((name, number))
                continue
            for pillar, at, stop in hits:
                if text.zone(at) in ("title", "lead"):
                    own[pillar].append(text.span(at, stop))
            pillar, at, stop = hits[0]
            if len(hits) == 1 and not _DEFINED.match(text.folded, stop):
                concrete.setdefault(pillar, text.span(at, stop))
        lists.named = list(own)
        if len(concrete) >= self._facts.enumeration.concrete:
            lists.concrete = tuple(pillar for pillar in PILLARS if pillar in concrete)
        lists.spans = {pillar: tuple(spans) for pillar, spans in own.items()}
        for pillar, span in concrete.items():
            lists.spans.setdefault(pillar, (span,))
        return lists

    def _by_sentence(self, frame: Frame) -> dict[tuple[str, int], list[tuple[Pillar, int, int]]]:
        """Dimension names per sentence; after one full name bare ones count too ("smart governance, economy, ...")."""
        found: dict[tuple[str, int], list[tuple[Pillar, int, int]]] = defaultdict(list)
        for text, hit in frame.hits("dimension"):
            pillar = self._facts.dimensions[hit.number].id
            found[text.name, text.sentences.number(hit.start)].append((pillar, hit.start, hit.end))
        for (name, number), hits in found.items():
            text = frame.fields[name]  # type: ignore[index]
            _, end = text.sentences.bounds[number]
            for match in _BARE.finditer(text.folded, hits[0][2], end):
                pillar = _BARE_PILLAR.get(match[0], match[0])  # type: ignore[arg-type]
                if not any(at <= match.start() < stop for _, at, stop in hits):
                    hits.append((pillar, match.start(), match.end()))
            hits.sort(key=lambda item: item[1])
        return found


def _followed_by_programmes(text: FieldText, end: int, hits: list[tuple[Pillar, int, int]]) -> dict[Pillar, Span]:
    """Dimensions after whose name something is listed before the next name begins."""
    found: dict[Pillar, Span] = {}
    for index, (pillar, at, stop) in enumerate(hits):
        until = hits[index + 1][1] if index + 1 < len(hits) else end
        if until - stop > 6 and _PROGRAMMES_FOLLOW.match(text.folded, stop, until):
            found[pillar] = text.span(at, stop)
    return found
