"""How often an article keeps its tags when it is said a little differently. Target: 98 % of the tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.tagging.labelled import load_files, load_samples, load_tagger, make_sample_text, make_text
from bench.tagging.variants import VARIANTS
from models.shapes import ArticleText, Tagging

TARGET = 0.98


def measure(data: Path) -> Iterator[str]:
    """A line per variant and kind of tag: share of tags kept, over all labelled and sample articles."""
    texts = [make_text(row) for rows in load_files(data).values() for row in rows]
    texts += [make_sample_text(article) for article in load_samples()]
    yield f"{len(texts)} articles; share of tags that both say, of those either says"
    for name in VARIANTS:
        kept = count_kept(texts, name)
        same = sum(both for both, _ in kept.values()) / sum(either for _, either in kept.values())
        parts = "  ".join(f"{kind} {both / either:.3f}" for kind, (both, either) in kept.items())
        yield f"{name:22} {same:.3f} {'met' if same >= TARGET else 'MISSED'}  {parts}"


def count_kept(texts: list[ArticleText], variant: str) -> dict[str, tuple[int, int]]:
    """Per kind of tag: how many both articles carry, and how many either does."""
    tagger = load_tagger()
    both: Counter[str] = Counter()
    either: Counter[str] = Counter()
    for text in texts:
        one = tag_set(tagger.tag(text))
        other = tag_set(tagger.tag(VARIANTS[variant](text)))
        both.update(kind for kind, _ in one & other)
        either.update(kind for kind, _ in one | other)
    return {kind: (both[kind], either[kind]) for kind in sorted(either)}


def tag_set(tagging: Tagging) -> set[tuple[str, str]]:
    """All tags of an article as pairs of kind and value."""
    tags: set[tuple[str, str]] = {("relevance", tagging.relevance), ("scope", tagging.scope)}
    tags |= {("regency", slug) for slug in tagging.regencies}
    tags |= {("pillar", pillar) for pillar in tagging.pillars}
    return tags | {("milestone", item.kind) for item in tagging.milestones}
