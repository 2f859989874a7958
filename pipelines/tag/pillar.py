"""Which of the six pillars a relevant article serves, ranked, with words and rule.

Subjects are scored from pillars.yml by title, lead and body; then the rules for stories about the programme itself,
for reports per dimension and for known conflicts apply. Sentences that only list the dimensions add nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.lexicon import NamedProgrammes, Pillar, Pillars
from models.shapes import MilestoneTag, Relevance, Span, Tag
from pipelines.tag.dimensions import Dimensions
from pipelines.tag.frame import Frame
from pipelines.tag.matcher import Entry, Group
from pipelines.tag.overrides import Overrides
from pipelines.tag.subjects import Score, Subjects

_PROGRAMME_KINDS = frozenset(
    {
        "wacana", "mitra-vendor", "seleksi", "mou", "dewan-tim", "komitmen", "bimtek-1", "bimtek-2", "bimtek-3",
        "bimtek-4", "masterplan", "regulation", "budget", "evaluation", "kritik",
    }
)  # fmt: skip
"""Steps of the programme itself: with the programme named, the story is about governing it."""


Choice = tuple[Pillar, str]
"""A pillar and the rule that chose it."""
_NAMING: tuple[Group, ...] = ("explicit", "device", "digital")


class PillarTagger:
    """Ranks the pillars of relevant frames."""

    def __init__(self, facts: Pillars, programmes: NamedProgrammes) -> None:
        self._facts = facts
        self._subjects = Subjects(facts, programmes)
        self._dimensions = Dimensions(facts)
        self._overrides = Overrides(facts)

    def entries(self) -> Iterator[Entry]:
        """All words of pillars.yml and the names of the province's programmes."""
        yield from self._subjects.entries()
        yield from self._dimensions.entries()
        yield from self._overrides.entries()

    def rank(self, frame: Frame, relevance: Relevance, milestones: Sequence[MilestoneTag]) -> tuple[Tag, ...]:
        """Pillar tags by rank; at least one, because every relevant article serves some pillar."""
        lists = self._dimensions.read(frame)
        scores = self._subjects.score(frame, lists.ignored)
        reported = lists.concrete or self._reported(frame, scores, relevance, milestones)
        if len(reported) >= self._facts.enumeration.concrete:
            return _tags([(pillar, "dimension-report") for pillar in reported], scores, frame, lists.spans)
        override = self._overrides.find(frame, scores)
        if _is_programme_story(frame, milestones):
            chosen: list[Choice] = [("governance", "programme-story")]
            chosen += [(pillar, "dimension-named") for pillar in lists.named if pillar != "governance"]
            if override and override.first == "governance" and override.second:
                chosen.append((override.second, f"override:{override.id}"))
            return _tags(chosen[: self._facts.ranking.limit], scores, frame, lists.spans)
        for pillar in lists.named:
            scores[pillar].boost(lists.spans.get(pillar, ()))
        if override:
            return _tags(self._overridden(override.id, override.first, override.second), scores, frame, lists.spans)
        return _tags(self._by_score(scores), scores, frame, lists.spans)

    def _overridden(self, name: str, first: Pillar, second: Pillar | None) -> list[Choice]:
        chosen = [(first, f"override:{name}")]
        return chosen + ([(second, f"override:{name}")] if second else [])

    def _by_score(self, scores: dict[Pillar, Score]) -> list[Choice]:
        """The strongest subject and a second one close behind; governance where no subject is plain enough."""
        ranking = self._facts.ranking
        subjects = [pillar for pillar, score in scores.items() if pillar != "governance" and score.in_headline]
        totals = {
            pillar: score.total(ranking.channel_share if pillar == "governance" and subjects else 1.0)
            for pillar, score in scores.items()
        }
        ordered = sorted(totals, key=lambda pillar: -totals[pillar])
        best = totals[ordered[0]]
        if best < ranking.minimum:
            return [("governance", "default")]
        chosen = [(ordered[0], f"subject:{scores[ordered[0]].sub}")]
        for pillar in ordered[1 : ranking.limit]:
            needed = max(ranking.second_minimum, ranking.second_share * best)
            if totals[pillar] >= needed and scores[pillar].in_headline:
                chosen.append((pillar, f"subject:{scores[pillar].sub}"))
        return chosen

    def _reported(
        self, frame: Frame, scores: dict[Pillar, Score], relevance: Relevance, milestones: Sequence[MilestoneTag]
    ) -> tuple[Pillar, ...]:
        """A programme story with so many subjects in sentences of their own reports per dimension."""
        is_report = any(tag.kind in ("evaluation", "award") for tag in milestones)
        if relevance != "explicit" or not is_report:
            return ()
        treated: tuple[Pillar, ...] = tuple(pillar for pillar, score in scores.items() if score.has_own_sentence)
        others = [pillar for pillar in treated if pillar != "governance"]
        if len(others) < self._facts.enumeration.subjects:
            return ()
        return ("governance", *others)


def _is_programme_story(frame: Frame, milestones: Sequence[MilestoneTag]) -> bool:
    """The programme is named and one of its own steps is reported."""
    is_named = any(True for _ in frame.hits("explicit"))
    return is_named and any(tag.kind in _PROGRAMME_KINDS for tag in milestones)


def _tags(
    chosen: Sequence[Choice], scores: dict[Pillar, Score], frame: Frame, named: dict[Pillar, tuple[Span, ...]]
) -> tuple[Tag, ...]:
    """Tags with evidence: the pillar's own words, its name, or else the words that made the article relevant."""
    best = max((scores[pillar].total() for pillar, _ in chosen), default=0.0) or 1.0
    tags = []
    for rank, (pillar, rule) in enumerate(chosen, start=1):
        score = scores[pillar]
        words = _fallback(frame) if rule == "programme-story" else (*named.get(pillar, ()), *score.spans)
        spans = tuple(dict.fromkeys(words))[:5] or _fallback(frame)
        share = min(1.0, 0.4 + 0.6 * score.total() / best) if rule.startswith("subject") else 0.9 if rank == 1 else 0.7
        tags.append(Tag("pillar", pillar, round(share if rule != "default" else 0.4, 3), rule, rank, spans))
    return tuple(tags)


def _fallback(frame: Frame) -> tuple[Span, ...]:
    found = [text.span(hit.start, hit.end) for group in _NAMING for text, hit in frame.hits(group)]
    return tuple(found[:3])
