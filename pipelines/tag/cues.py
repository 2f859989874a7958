"""The words right before a name: institutions, "Desa", "Kecamatan", offices, and lists that pass a cue on.

Cues are looked for backwards in the folded text, never across a comma or a full stop, except along a list of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.lexicon import Government

_WINDOW = 96
_DISTRICT = re.compile(r"(?:kecamatan|kec\.?|camat|kantor camat|polsek|pkm|puskesmas|kua|koramil)\s+$")
_VILLAGE = re.compile(
    r"(?:desa|kelurahan|kel\.?|kades|lurah|kepala desa|pj kades|pemdes|pemerintah desa|dusun|perpusdes|bumdes|balai desa|kampung|warga desa|kantor desa|kantor kelurahan)\s+$"
)
_LINK = re.compile(r"\s*(?:,|,?\s*(?:dan|serta|maupun|hingga|atau|&)|/)\s*$")
_OFFICE = re.compile(
    r"\b(wakil bupati|wabup|bupati|wakil wali ?kota|wawako|wawali|wali ?kota|wako|wakil gubernur|wagub|gubernur)(?:\s+(?!(?:dan|serta|bersama|kepada|oleh|didampingi|dengan|yang|wakil)\b)[a-z.]+){0,6}\s*,?\s*$"
)
_FORMER = re.compile(r"\b(?:mantan|eks|bekas|almarhum|alm\.?|dijabat|pendahulunya)\s+(?:\w+\s+){0,3}$")
_STOP = r"(?!(?:di|ke|dari|untuk|pada|oleh|dengan|yang|dan|se|bagi|dalam|serta|atas|bahwa)\b)"


class Cues:
    """Patterns of the bodies of government that stand before a place."""

    def __init__(self, government: Government) -> None:
        close = _alternatives((*government.close, *government.rank, *government.other))
        opened = _alternatives(government.open)
        division = r"(?:(?:pemkab|pemkot|kabupaten|kab\.?|kota|daerah)\s+)?"
        self._close = re.compile(rf"\b(?:{close})\s+{division}$")
        self._seated = re.compile(rf"\b(?:{_alternatives(government.seated)})\s+$")
        self._open = re.compile(rf"\b(?:{opened})\s+(?:{_STOP}[\w&]+(?:,\s|\sdan\s|\s)){{0,9}}{division}$")

    def is_seat(self, folded: str, start: int) -> bool:
        """Whether the name only says where an office sits ("LBH Pangkalpinang")."""
        return bool(self._seated.search(folded[max(0, start - 40) : start]))

    def institution(self, folded: str, start: int) -> int | None:
        """Where an institution begins whose name runs up to `start`, or None."""
        low = max(0, start - _WINDOW)
        window = folded[low:start]
        match = self._close.search(window) or self._open.search(window)
        return low + match.start() if match else None


def has_district_cue(folded: str, start: int) -> bool:
    """Whether "Kecamatan", "Camat" ... stands right before."""
    return bool(_DISTRICT.search(folded[max(0, start - 20) : start]))


def has_village_cue(folded: str, start: int) -> bool:
    """Whether "Desa", "Kelurahan", "Kades" ... stands right before."""
    return bool(_VILLAGE.search(folded[max(0, start - 24) : start]))


def is_linked(folded: str, previous_end: int, start: int) -> bool:
    """Whether two names stand in one list, with nothing but a comma or "dan" between them."""
    return start - previous_end <= 12 and bool(_LINK.fullmatch(folded[previous_end:start]))


def office_before(folded: str, start: int) -> str | None:
    """The office named right before a person ("bupati", "wakil bupati", "wali kota", "gubernur" ...), or None."""
    window = folded[max(0, start - 60) : start]
    match = _OFFICE.search(window)
    if not match:
        return None
    return _office_name(match[1])


def is_former(folded: str, start: int) -> bool:
    """Whether the name is introduced as someone who held the office before."""
    return bool(_FORMER.search(folded[max(0, start - 48) : start]))


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _office_name(word: str) -> str:
    short = {"wabup": "wakil_bupati", "wawako": "wakil_wali_kota", "wawali": "wakil_wali_kota", "wako": "wali_kota", "wagub": "wakil_gubernur"}
    if word in short:
        return short[word]
    return word.replace("walikota", "wali kota").replace(" ", "_")
