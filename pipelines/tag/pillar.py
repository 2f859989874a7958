"""Which of the six pillars a relevant article serves, ranked, with words and rule.

Subjects are scored from pillars.yml by title, lead and body; then the rules for stories about the programme itself,
for reports per dimension and for known conflicts apply. Sentences that only list the dimensions add nothing. Last, a
further pillar is added where all words of the article together are like those of it (`likeness.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.lexicon import NamedProgrammes, Pillar, Pillars
from models.shapes import MilestoneTag, Span, Tag
from pipelines.tag.dimensions import DimensionLists, Dimensions
from pipelines.tag.frame import Frame
from pipelines.tag.likeness import load_likeness
from pipelines.tag.matcher import Entry
from pipelines.tag.overrides import Overrides
from pipelines.tag.relevance import Verdict
from pipelines.tag.subjects import Score, Subjects

_PROGRAMME_KINDS = frozenset(
    {
        "wacana", "mitra-vendor", "seleksi", "mou", "dewan-tim", "komitmen", "bimtek-1", "bimtek-2", "bimtek-3",
        "bimtek-4", "masterplan", "regulation", "budget", "evaluation", "kritik",
    }
)  # fmt: skip
"""Steps of the programme itself: with the programme named, the story is about governing it."""

_REPORTS = frozenset({"evaluation", "award"})
"""Steps that look back on the whole programme where it is named; quick wins do by themselves."""

Choice = tuple[Pillar, str]
"""A pillar and the rule that chose it."""
_FAINT = 0.4
"""Confidence where no subject is plain and the article falls to governance."""


class PillarTagger:
    """Ranks the pillars of relevant frames."""

    def __init__(self, facts: Pillars, programmes: NamedProgrammes) -> None:
        self._facts = facts
        self._subjects = Subjects(facts, programmes)
        self._dimensions = Dimensions(facts)
        self._overrides = Overrides(facts)
        self._likeness = load_likeness()

    def entries(self) -> Iterator[Entry]:
        """All words of pillars.yml and the names of the province's programmes."""
        yield from self._subjects.entries()
        yield from self._dimensions.entries()
        yield from self._overrides.entries()

    def rank(self, frame: Frame, verdict: Verdict, milestones: Sequence[MilestoneTag]) -> tuple[Tag, ...]:
        """Pillar tags by rank; at least one, because every relevant article serves some pillar."""
        lists = self._dimensions.read(frame)
        scores = self._subjects.score(frame, lists.ignored)
        reported = () if lists.is_titled else lists.concrete or self._reported(scores, verdict, milestones)
        if len(reported) >= self._facts.enumeration.concrete:
            chosen: list[Choice] = [(pillar, "dimension-report") for pillar in reported]
        else:
            chosen = self._choose(frame, lists, scores, milestones)[: self._facts.ranking.limit]
            chosen += self._alike(frame, scores, {pillar for pillar, _ in chosen})
        reasons = [span for tag in verdict.tags for span in tag.spans]
        return tuple(_tags(chosen, scores, lists.spans, reasons))

    def _choose(
        self, frame: Frame, lists: DimensionLists, scores: dict[Pillar, Score], milestones: Sequence[MilestoneTag]
    ) -> list[Choice]:
        """Stories of the programme itself first, then known conflicts, then the strongest subjects."""
        override = self._overrides.find(frame, scores)
        if _is_programme_story(frame, milestones):
            chosen: list[Choice] = [("governance", "programme-story")]
            chosen += [(pillar, "dimension-named") for pillar in lists.named if pillar != "governance"]
            if override and override.first == "governance" and override.second:
                chosen.append((override.second, f"override:{override.id}"))
            return chosen
        if override:
            winners = (override.first, override.second)
            return [(pillar, f"override:{override.id}") for pillar in winners if pillar]
        for pillar in lists.named:
            scores[pillar].boost(lists.spans.get(pillar, ()))
        return self._by_score(scores)

    def _by_score(self, scores: dict[Pillar, Score]) -> list[Choice]:
        """The strongest subject and a second one close behind; governance where no subject is plain enough."""
        ranking = self._facts.ranking
        has_subject = any(score.in_headline for pillar, score in scores.items() if pillar != "governance")
        totals = {pillar: score.total() for pillar, score in scores.items()}
        if has_subject:
            totals["governance"] = scores["governance"].total(ranking.channel_share)
        ordered = sorted(totals, key=lambda pillar: -totals[pillar])
        best = totals[ordered[0]]
        if best < ranking.minimum:
            return [("governance", "default")]
        needed = max(ranking.second_minimum, ranking.second_share * best)
        others = [pillar for pillar in ordered[1:] if totals[pillar] >= needed and scores[pillar].in_headline]
        return [(pillar, f"subject:{scores[pillar].sub}") for pillar in (ordered[0], *others)]

    def _alike(self, frame: Frame, scores: dict[Pillar, Score], chosen: set[Pillar]) -> list[Choice]:
        """Further pillars that the article as a whole is like and of which it has a word to show."""
        likely = self._likeness.read(frame.article.title, frame.article.body)
        least = self._facts.ranking.likeness
        found = [pillar for pillar, share in likely.items() if share >= least and pillar not in chosen]
        shown = [pillar for pillar in found if scores[pillar].spans]
        return [(pillar, "likeness") for pillar in sorted(shown, key=lambda pillar: -likely[pillar])]

    def _reported(
        self, scores: dict[Pillar, Score], verdict: Verdict, milestones: Sequence[MilestoneTag]
    ) -> tuple[Pillar, ...]:
        """Evaluation, award or quick wins with so many subjects in sentences of their own report on each of them."""
        kinds = {tag.kind for tag in milestones}
        is_report = verdict.relevance == "explicit" and bool(kinds & _REPORTS)
        if not is_report and "quick-win" not in kinds:
            return ()
        treated = [pillar for pillar, score in scores.items() if score.sentences and pillar != "governance"]
        sentences = {sentence for pillar in treated for sentence in scores[pillar].sentences}
        needed = self._facts.enumeration
        if len(treated) < needed.subjects or len(sentences) < needed.concrete:
            return ()
        return ("governance", *treated)


def _is_programme_story(frame: Frame, milestones: Sequence[MilestoneTag]) -> bool:
    """The programme is named and one of its own steps is reported."""
    is_named = any(True for _ in frame.hits("explicit"))
    return is_named and any(tag.kind in _PROGRAMME_KINDS for tag in milestones)


def _tags(
    chosen: Sequence[Choice],
    scores: dict[Pillar, Score],
    named: dict[Pillar, tuple[Span, ...]],
    reasons: Sequence[Span],
) -> Iterator[Tag]:
    """Tags with evidence: the pillar's name, its own words, or else the words that made the article relevant."""
    best = max(scores[pillar].total() for pillar, _ in chosen) or 1.0
    for rank, (pillar, rule) in enumerate(chosen, start=1):
        words = reasons if rule == "programme-story" else (*named.get(pillar, ()), *scores[pillar].spans)
        spans = tuple(dict.fromkeys(words or reasons))[:5]
        yield Tag("pillar", pillar, _confidence(rule, rank, scores[pillar].total() / best), rule, rank, spans)


def _confidence(rule: str, rank: int, share: float) -> float:
    if rule == "default":
        return _FAINT
    if rule.startswith("subject"):
        return round(min(1.0, _FAINT + 0.6 * share), 3)
    return 0.9 if rank == 1 else 0.7
