"""Affixed forms of Indonesian roots: what "+luncur" stands for in the word lists of programme.yml.

Headlines drop prefixes, leads keep them, nouns add others (luncurkan, meluncurkan, diluncurkan, peluncuran): one root
written once stands for all of them. Only forms are made here; which roots matter is a fact of the lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

ROOT_MARK = "+"
_VOWELS = "aeiou"
_NASALS: tuple[tuple[str, str, bool], ...] = (
    ("kh", "ng", False),
    ("sy", "n", False),
    ("k", "ng", True),
    ("p", "m", True),
    ("t", "n", True),
    ("s", "ny", True),
    ("g", "ng", False),
    ("h", "ng", False),
    ("b", "m", False),
    ("f", "m", False),
    ("v", "m", False),
    ("c", "n", False),
    ("d", "n", False),
    ("j", "n", False),
    ("z", "n", False),
)
"""First letters of a root, the nasal that me- and pe- take before them, and whether it swallows the letter."""


def expand_roots(terms: Iterable[str]) -> Iterator[str]:
    """The terms, each "+root" replaced by the forms of that root; the bare root is not among them."""
    for term in terms:
        if term.startswith(ROOT_MARK):
            yield from inflect(term.removeprefix(ROOT_MARK))
        else:
            yield term


def inflect(root: str) -> tuple[str, ...]:
    """Verbs and nouns of a root: meN-, di-, ter-, peN-an, with -kan and -i, and with per- between.

    "resmi" gives meresmikan, diresmikan, resmikan, peresmian and more. Forms nobody says are never met.
    """
    active = _nasalised(root)
    forms = [f"{root}kan", f"ter{root}", f"ter{root}kan", f"pe{active}an", f"pe{root}an", f"per{root}an"]
    for suffix in ("", "kan", "i"):
        forms += [f"me{active}{suffix}", f"di{root}{suffix}", f"memper{root}{suffix}", f"diper{root}{suffix}"]
    forms += [f"per{root}kan", f"me{active}kannya", f"di{root}kannya"]
    return tuple(dict.fromkeys(forms))


def _nasalised(root: str) -> str:
    """The root as it stands behind me- and pe-: luncur, mbangun, nerap, ngoperasi, ngesah."""
    if root[0] in _VOWELS:
        return f"ng{root}"
    if sum(letter in _VOWELS for letter in root) == 1:
        return f"nge{root}"
    for start, nasal, is_swallowed in _NASALS:
        if root.startswith(start):
            return nasal + (root[len(start) :] if is_swallowed else root)
    return root
