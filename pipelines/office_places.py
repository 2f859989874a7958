"""The place in an office: "Camat Gantung" is of a district, "Kapolda Kepulauan Bangka Belitung" of a province.

Which regency that makes it is decided in `offices.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pipelines.speaker_words import Token
from pipelines.tag.gazetteer import Gazetteer, Place
from pipelines.tag.matcher import Matcher, fold

_OF_A_VILLAGE = ("desa", "kelurahan", "lurah", "kades", "dusun")
_OF_A_DISTRICT = ("camat", "kecamatan", "sekcam", "kapolsek", "polsek", "puskesmas", "danramil", "koramil", "kua")


class OfficePlaces:
    """Finds places of the catalogue in a few words."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._places = gazetteer.places
        self._matcher = Matcher(entry for entry in gazetteer.entries() if entry.group == "place")

    def has_place(self, text: str) -> bool:
        """Whether a place of the catalogue stands in these words."""
        return "place" in self._matcher.find(fold(text))

    def hits(self, text: str, tokens: list[Token], index: int) -> dict[int, tuple[int, tuple[Place, ...]]]:
        """Where places end and what they may mean, by where they begin, from a token on."""
        if index >= len(tokens):
            return {}
        start = tokens[index].start
        found: dict[int, tuple[int, tuple[Place, ...]]] = {}
        for hit in self._matcher.find(fold(text[start : tokens[-1].end])).get("place", ()):
            known = found.get(start + hit.start, (0, ()))[1]
            found[start + hit.start] = (start + hit.end, (*known, self._places[hit.number]))
        return found


def fitting_places(places: Iterable[Place], before: str) -> tuple[Place, ...] | None:
    """Meanings a place can have after that word; none for an outlet's or island's name, None where it is no place."""
    places = tuple(places)
    if before in _OF_A_VILLAGE:
        return _of(places, ("village",))
    if before in _OF_A_DISTRICT and (districts := _of(places, ("district",))):
        return districts
    plain = [place for place in places if place.kind not in ("village", "programme")]
    fitting = tuple(place for place in plain if place.kind != "district" or not place.needs_cue)
    if any(place.kind == "mask" for place in fitting):
        return ()
    return fitting or None


def _of(places: Iterable[Place], kinds: Collection[str]) -> tuple[Place, ...]:
    return tuple(place for place in places if place.kind in kinds)
