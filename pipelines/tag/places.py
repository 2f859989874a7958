"""From mentions of places and persons to evidence: which rule applies to each mention of an article.

The sums and the decision are in `regency.py`, the weights in `evidence.py`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from pipelines.tag.cues import Cues, is_linked
from pipelines.tag.evidence import ELSEWHERE, PROVINCE, Evidence, Rule, worth
from pipelines.tag.frame import FieldText, Frame
from pipelines.tag.gazetteer import Gazetteer, Place, PlaceKind

_LISTED = 5
"""That many regencies in one sentence are a list: it speaks of the province."""
_ACTING = 1.6
"""How much more a government elsewhere counts than a place elsewhere."""
_ACTORS = ("pemkab ", "pemkot ", "bupati ", "wali kota ")
"""Names elsewhere that are words too stand in relevance.yml with the body before them ("Pemkab Karo")."""
_WITHIN = re.compile(r"\s*,?\s*(?:di\s+)?(?:kabupaten|kab\.?|kota|provinsi)?\s*")
"""Between a place and the larger one it lies in."""
_PROVINCIAL: dict[PlaceKind, Rule] = {"actor": "actor", "scope": "scope", "office": "office"}
_SIMPLE: dict[PlaceKind, Rule] = {"site": "site", "programme": "programme"}


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in the text with all its meanings; `start` reaches back over an institution before it."""

    text: FieldText
    start: int
    end: int
    name_start: int
    places: tuple[Place, ...]
    has_institution: bool

    def passes_on(self, start: int) -> bool:
        """Whether its institution holds for a name that begins at `start` as well: they stand in one list."""
        return self.has_institution and is_linked(self.text.folded, self.end, start)

    @property
    def is_capitalised(self) -> bool:
        """Whether it is written as a name; "desa baru" is a new village. Titles from slugs are all lower case."""
        return self.text.stored[self.name_start].isupper() or self.text.name != "body"

    def of(self, *kinds: PlaceKind) -> list[Place]:
        """Its meanings of some kinds."""
        return [place for place in self.places if place.kind in kinds]


class PlaceReader:
    """Reads the mentions of title and body."""

    def __init__(self, gazetteer: Gazetteer, words: Cues) -> None:
        self._gazetteer = gazetteer
        self._cues = words

    def read(self, frame: Frame) -> list[Evidence]:
        """All evidence of title and body, ambiguous names with rule `bare`."""
        found: list[Evidence] = []
        for text in (frame.fields["title"], frame.fields["body"]):
            found += self._read_field(text)
        return found

    def mentions(self, text: FieldText) -> Iterator[Mention]:
        """Names of one field in order; a list passes an institution on ("Bupati Bangka dan Belitung")."""
        grouped: dict[tuple[int, int], list[Place]] = defaultdict(list)
        for hit in text.hits.get("place", ()):
            grouped[hit.start, hit.end].append(self._gazetteer.places[hit.number])
        previous: Mention | None = None
        for (start, end), places in grouped.items():
            begin = self._cues.institution(text.folded, start)
            is_passed = previous is not None and previous.passes_on(start)
            at = start if begin is None else begin
            mention = Mention(text, at, end, start, tuple(places), begin is not None or is_passed)
            yield mention
            previous = mention

    def _read_field(self, text: FieldText) -> Iterator[Evidence]:
        mentions = list(self.mentions(text))
        listed = _listing_sentences(mentions)
        last_village: Mention | None = None
        for mention, following in zip_longest(mentions, mentions[1:]):
            if text.zone(mention.name_start) == "dateline" or mention.of("mask"):
                continue
            number = text.sentences.number(mention.name_start)
            if number in listed and mention.of("regency", "capital", "alias"):
                continue
            if mention.of("regency", "capital") and self._cues.is_seat(text.folded, mention.name_start):
                continue
            if following is not None and self._lies_elsewhere(mention, following):
                continue
            is_village = self._is_village(mention, last_village)
            last_village = mention if is_village else None
            yield from self._judge(mention, is_village)
        for number in listed:
            start, end = text.sentences.bounds[number]
            yield _evidence(PROVINCE, "listing", text, start, min(end, start + 120))

    def _lies_elsewhere(self, mention: Mention, following: Mention) -> bool:
        """ "Kecamatan Payung, Kabupaten Karo": the place named right behind says which Payung it is."""
        folded = mention.text.folded
        if not following.of("elsewhere") or not _WITHIN.fullmatch(folded, mention.end, following.name_start):
            return False
        start = mention.name_start
        return self._cues.has_village(folded, start) or self._cues.has_district(folded, start)

    def _is_village(self, mention: Mention, last: Mention | None) -> bool:
        if not mention.of("village") or not mention.is_capitalised:
            return False
        if self._cues.has_village(mention.text.folded, mention.name_start):
            return True
        return last is not None and is_linked(mention.text.folded, last.end, mention.name_start)

    def _judge(self, mention: Mention, is_village: bool) -> Iterator[Evidence]:
        """The evidence of one mention: first what a cue says, then the plain meanings."""
        text, start, end = mention.text, mention.start, mention.end
        if is_village:
            yield from self._cued(mention, mention.of("village"), "village")
            return
        if mention.of("district") and self._cues.has_district(text.folded, mention.name_start):
            yield from self._cued(mention, mention.of("district"), "district")
            return
        if mention.of("elsewhere"):
            zone = text.zone(start)
            is_acting = mention.has_institution or text.folded.startswith(_ACTORS, mention.name_start)
            weight = worth("elsewhere", zone) * (_ACTING if is_acting else 1.0)
            yield Evidence(ELSEWHERE, "elsewhere", zone, weight, text.span(start, end))
            return
        if mention.of("province", "actor", "scope", "office"):
            yield from self._provincial(mention)
            return
        yield from self._plain(mention)

    def _cued(self, mention: Mention, places: list[Place], rule: Rule) -> Iterator[Evidence]:
        """A desa or kecamatan with its cue; a name two regencies share says nothing by itself."""
        slugs = {place.slug for place in places if place.slug}
        chosen: Rule = rule if len(slugs) == 1 else "bare"
        for slug in sorted(slugs):
            yield _evidence(slug, chosen, mention.text, mention.name_start, mention.end)

    def _provincial(self, mention: Mention) -> Iterator[Evidence]:
        text, start, end = mention.text, mention.start, mention.end
        for place in mention.of("actor", "scope", "office"):
            yield _evidence(PROVINCE, _PROVINCIAL[place.kind], text, start, end)
            return
        if mention.has_institution and start < mention.name_start:
            yield _evidence(PROVINCE, "actor", text, start, end)
        elif not _is_address(text.folded, mention.name_start):
            yield _evidence(PROVINCE, "province", text, start, end)

    def _plain(self, mention: Mention) -> Iterator[Evidence]:
        seen: set[str] = set()
        for place in sorted(mention.places, key=_precedence):
            if place.slug is None or place.slug in seen:
                continue
            rule = self._rule(mention, place)
            if rule is None:
                continue
            seen.add(place.slug)
            yield _evidence(place.slug, rule, mention.text, mention.start, mention.end)

    def _rule(self, mention: Mention, place: Place) -> Rule | None:
        if place.kind in _SIMPLE:
            return _SIMPLE[place.kind] if _is_own_spelling(mention, place) else None
        if place.kind == "village":
            return None
        if mention.has_institution and place.kind in ("regency", "alias", "capital"):
            return "institution"
        if place.needs_cue:
            return "bare"
        if place.slug == self._gazetteer.provincial_capital and place.kind in ("regency", "capital"):
            return "city"
        return {"regency": "name", "alias": "alias", "capital": "capital", "district": "district"}[place.kind]  # type: ignore[return-value]


def _precedence(place: Place) -> int:
    order: tuple[PlaceKind, ...] = ("alias", "regency", "capital", "site", "programme", "district", "village")
    return order.index(place.kind) if place.kind in order else len(order)


def _evidence(target: str, rule: Rule, text: FieldText, start: int, end: int) -> Evidence:
    zone = text.zone(start)
    return Evidence(target, rule, zone, worth(rule, zone), text.span(start, end))


def _is_address(folded: str, start: int) -> bool:
    """ "Koba, Babel" and "Kabupaten Bangka, Provinsi Bangka Belitung" give an address and no actor."""
    return folded[max(0, start - 2) : start] == ", " or folded[max(0, start - 11) : start] == ", provinsi "


def _is_own_spelling(mention: Mention, place: Place) -> bool:
    """Names of one word must be spelled as the regency spells them, for many are words too (Selina, Simpor)."""
    if " " in place.name:
        return True
    stored = mention.text.stored[mention.name_start : mention.end]
    return stored in (place.name, place.name.upper())


def _listing_sentences(mentions: list[Mention]) -> set[int]:
    slugs: dict[int, set[str]] = defaultdict(set)
    for mention in mentions:
        for place in mention.of("regency", "alias", "capital"):
            if place.slug:
                slugs[mention.text.sentences.number(mention.name_start)].add(place.slug)
    return {number for number, found in slugs.items() if len(found) >= _LISTED}
