"""Training pairs from the glossary: terms that mean the same, alone and in sentences of the corpus.

A term is rare or absent in general text; a sentence that says one of its synonyms gives it a context. Long lines of
the glossary give each of their terms as much as short ones do. Nothing here reads files.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

Concept = tuple[str, ...]
"""Terms that mean the same."""
PARTNERS_PER_TERM = 2
"""With every two terms of a line of twenty the glossary would be half of all pairs."""
SENTENCES_PER_CONCEPT = 15
"""Common terms (award, office) would otherwise drown the rare ones."""
SWAPS_PER_SENTENCE = 2
_WORD = re.compile(r"\w+")


def term_pairs(concepts: Sequence[Concept]) -> list[tuple[str, tuple[str, ...]]]:
    """Each term of a concept with the PARTNERS_PER_TERM that follow it, the first ones following the last."""
    return [(one, (other,)) for terms in concepts for one, other in _neighbours(terms)]


def swapped_pairs(concepts: Sequence[Concept], sentences: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For a sentence with a term: a synonym of it, and the sentence with the synonym in its place."""
    concept_of = {term.lower(): terms for terms in concepts for term in terms}
    by_first_word = _by_first_word(concept_of)
    found: Counter[Concept] = Counter()
    for sentence in sentences:
        term, start = _find_term(sentence, by_first_word)
        if not term or found[terms := concept_of[term]] >= SENTENCES_PER_CONCEPT:
            continue
        for other in _others(terms, term, found[terms]):
            yield other, (sentence,)
            yield sentence[:start] + other + sentence[start + len(term) :], (sentence,)
        found[terms] += 1


def _neighbours(terms: Concept) -> Iterator[tuple[str, str]]:
    told = set()
    for place in range(len(terms)):
        for step in range(1, PARTNERS_PER_TERM + 1):
            other = (place + step) % len(terms)
            if other != place and (other, place) not in told:
                told.add((place, other))
                yield terms[place], terms[other]


def _others(terms: Concept, term: str, turn: int) -> list[str]:
    """SWAPS_PER_SENTENCE of the other terms; every one has its turn."""
    others = [other for other in terms if other.lower() != term]
    places = range(turn * SWAPS_PER_SENTENCE, turn * SWAPS_PER_SENTENCE + min(SWAPS_PER_SENTENCE, len(others)))
    return [others[place % len(others)] for place in places]


def _by_first_word(terms: Mapping[str, Concept]) -> Mapping[str, list[str]]:
    """Lower-cased terms by the word they begin with, the longest first."""
    found = defaultdict(list)
    for term in sorted(terms, key=len, reverse=True):
        if first := _WORD.match(term):
            found[first[0]].append(term)
    return found


def _find_term(sentence: str, by_first_word: Mapping[str, list[str]]) -> tuple[str, int]:
    """The first term of a sentence, in whole words, and where it begins; "" without one."""
    for word in _WORD.finditer(sentence):
        for term in by_first_word.get(word[0].lower(), ()):
            end = word.start() + len(term)
            if sentence[word.start() : end].lower() == term and not _WORD.match(sentence, end):
                return term, word.start()
    return "", 0
