"""Tag: which regency, which pillar, which step of the programme, and why.

`Tagger` joins the parts; every rule is in the module named after it, every fact in provinces/. Raise TAG_VERSION
whenever rules or facts change what an article is tagged with: stored articles are tagged again.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.catalogue import Catalogue
from models.shapes import ArticleText, Tagging
from pipelines.tag.cues import Cues
from pipelines.tag.frame import Frame, Framer
from pipelines.tag.gazetteer import load_gazetteer
from pipelines.tag.mask import Masks
from pipelines.tag.matcher import Entry, Matcher
from pipelines.tag.milestone import MilestoneTagger
from pipelines.tag.pillar import PillarTagger
from pipelines.tag.places import PlaceReader
from pipelines.tag.regency import Location, RegencyTagger
from pipelines.tag.relevance import RelevanceTagger

TAG_VERSION = 5


class Tagger:
    """Everything that is known about one province, ready to tag its articles."""

    def __init__(self, catalogue: Catalogue) -> None:
        gazetteer = load_gazetteer(catalogue)
        words = Cues(catalogue.relevance)
        reader = PlaceReader(gazetteer, words)
        self._regency = RegencyTagger(gazetteer, reader, words)
        self._relevance = RelevanceTagger(catalogue.relevance, catalogue.named_programmes)
        self._pillar = PillarTagger(catalogue.pillars, catalogue.named_programmes)
        self._milestone = MilestoneTagger(catalogue.programme, catalogue.named_programmes, catalogue.relevance.digital)
        entries: Iterator[Entry] = iter(
            [
                *gazetteer.entries(),
                *self._relevance.entries(),
                *self._pillar.entries(),
                *self._milestone.entries(),
            ]
        )
        self._framer = Framer(Matcher(entries), Masks(catalogue.relevance.related, catalogue.relevance.passing))

    def locate(self, article: ArticleText) -> tuple[Frame, Location]:
        """The article made ready for rules, and where it happens: what `tag` decides everything else upon."""
        frame = self._framer.frame(article)
        return frame, self._regency.locate(frame)

    def tag(self, article: ArticleText) -> Tagging:
        """Every tag of one article with its evidence; irrelevant articles keep only their place."""
        frame, location = self.locate(article)
        verdict = self._relevance.judge(frame, location)
        tags = (*location.tags, *verdict.tags)
        if not verdict.is_relevant:
            return Tagging(False, "none", verdict.score, location.scope, location.about, (), tags)
        milestones = self._milestone.find(frame, location)
        pillars = self._pillar.rank(frame, verdict, milestones)
        return Tagging(
            is_relevant=True,
            relevance=verdict.relevance,
            relevance_score=verdict.score,
            scope=location.scope,
            regencies=location.about,
            pillars=tuple(tag.value for tag in pillars),
            tags=(*tags, *pillars),
            milestones=milestones,
        )
