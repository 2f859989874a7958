"""The words right before a name: institutions, "Desa", "Kecamatan", offices, and lists that pass a cue on.

Cues are looked for backwards in the folded text, never across a full stop. The words are facts of relevance.yml; only
the offices are here, because they are a type of the project.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.vocabulary import Relevance

_WINDOW = 96
_LINK = re.compile(r"\s*(?:,|,?\s*(?:dan|serta|maupun|hingga|atau|&)|/)\s*")
_LINK_LENGTH = 12
_OFFICE = re.compile(
    r"\b(wakil bupati|wabup|bupati|wakil wali ?kota|wawako|wawali|wali ?kota|wako|wakil gubernur|wagub|gubernur)"
    r"(?:\s+(?!(?:dan|serta|bersama|kepada|oleh|didampingi|dengan|yang|wakil)\b)[a-z.]+){0,6}\s*,?\s*$"
)
_SHORT_OFFICES = {
    "wabup": "wakil_bupati",
    "wawako": "wakil_wali_kota",
    "wawali": "wakil_wali_kota",
    "wako": "wali_kota",
    "wagub": "wakil_gubernur",
}
_PREPOSITIONS = "di|ke|dari|untuk|pada|oleh|dengan|yang|dan|se|bagi|dalam|serta|atas|bahwa"
_WORD = re.compile(r"\w+")


class Cues:
    """Patterns of the words that stand before places and persons."""

    def __init__(self, facts: Relevance) -> None:
        bodies = facts.government
        heads = (*bodies.open, *bodies.close, *bodies.rank, *bodies.other)
        self._openings = frozenset(match[0] for head in heads if (match := _WORD.match(head)))
        """First words of all institutions: a cheap look before the patterns."""
        rank = r"(?:(?:pemkab|pemkot|kabupaten|kab\.?|kota|daerah)\s+)?"
        close = _alternatives((*bodies.close, *bodies.rank, *bodies.other))
        between = rf"(?:(?!(?:{_PREPOSITIONS})\b)[\w&]+(?:,\s|\sdan\s|\s)){{0,9}}"
        self._close = re.compile(rf"(?:{close})\s+{rank}$")
        self._open = re.compile(rf"(?:{_alternatives(bodies.open)})\s+{between}{rank}$")
        self._seated = re.compile(rf"\b(?:{_alternatives(bodies.seated)})\s+$")
        self._district = re.compile(rf"\b(?:{_alternatives(facts.cues.district)})\.?\s+$")
        self._village = re.compile(rf"\b(?:{_alternatives(facts.cues.village)})\.?\s+$")
        self._former = re.compile(rf"\b(?:{_alternatives(facts.cues.former)})\.?\s+(?:\w+\s+){{0,3}}$")

    def institution(self, folded: str, start: int) -> int | None:
        """Where an institution begins whose name runs up to `start`, or None."""
        low = max(0, start - _WINDOW)
        window = folded[low:start]
        for word in _WORD.finditer(window):
            at = word.start()
            if word[0] in self._openings and (self._open.match(window, at) or self._close.match(window, at)):
                return low + at
        return None

    def is_seat(self, folded: str, start: int) -> bool:
        """Whether the name only says where an office sits ("LBH Pangkalpinang")."""
        return bool(self._seated.search(folded[max(0, start - 40) : start]))

    def has_district(self, folded: str, start: int) -> bool:
        """Whether "Kecamatan", "Camat" ... stands right before."""
        return bool(self._district.search(folded[max(0, start - 24) : start]))

    def has_village(self, folded: str, start: int) -> bool:
        """Whether "Desa", "Kelurahan", "Kades" ... stands right before."""
        return bool(self._village.search(folded[max(0, start - 24) : start]))

    def is_former(self, folded: str, start: int) -> bool:
        """Whether the person is introduced as someone who held the office before."""
        return bool(self._former.search(folded[max(0, start - 48) : start]))


def is_linked(folded: str, previous_end: int, start: int) -> bool:
    """Whether two names stand in one list, with nothing but a comma or "dan" between them."""
    return start - previous_end <= _LINK_LENGTH and bool(_LINK.fullmatch(folded, previous_end, start))


def office_before(folded: str, start: int) -> str | None:
    """The office named right before a person, as the catalogue spells offices ("wakil_bupati"), or None."""
    match = _OFFICE.search(folded[max(0, start - 60) : start])
    if not match:
        return None
    word = match[1]
    return _SHORT_OFFICES.get(word) or word.replace("walikota", "wali kota").replace(" ", "_")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
