"""Training pairs from the glossary: terms that mean the same, alone and in sentences of the corpus.

A term is rare or absent in general text; a sentence that says one of its synonyms gives it a context.
Nothing here reads files.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

SENTENCES_PER_CONCEPT = 40
"""Common terms (award, office) would otherwise drown the rare ones."""
SWAPS_PER_SENTENCE = 3


def term_pairs(concepts: Sequence[tuple[str, ...]]) -> list[tuple[str, tuple[str, ...]]]:
    """Every two terms of a concept."""
    return [(one, (other,)) for terms in concepts for one, other in combinations(terms, 2)]


def swapped_pairs(concepts: Sequence[tuple[str, ...]], sentences: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For a sentence with a term: a synonym of it, and the sentence with the synonym in its place."""
    concept_of = {term.lower(): terms for terms in concepts for term in terms}
    found: Counter[tuple[str, ...]] = Counter()
    pattern = _any_of(list(concept_of))
    for sentence in sentences:
        match = pattern.search(sentence)
        if match is None or found[terms := concept_of[match[0].lower()]] >= SENTENCES_PER_CONCEPT:
            continue
        found[terms] += 1
        for other in [term for term in terms if term.lower() != match[0].lower()][:SWAPS_PER_SENTENCE]:
            yield other, (sentence,)
            yield sentence[: match.start()] + other + sentence[match.end() :], (sentence,)


def _any_of(terms: list[str]) -> re.Pattern[str]:
    longest_first = sorted(terms, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
