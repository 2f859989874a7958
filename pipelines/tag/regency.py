"""Where an article happens: the regencies it is about, those it only mentions, and its scope.

Reads evidence of `places.py` and `offices.py`, adds kicker, dateline and address, and decides; it abstains rather
than guesses. Province-level news is a scope of its own and never spread over all regencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.shapes import Scope, Span, Tag
from pipelines.tag.cues import Cues
from pipelines.tag.evidence import ELSEWHERE, PROVINCE, Evidence, Ledger, Rule
from pipelines.tag.frame import FieldText, Frame
from pipelines.tag.gazetteer import Gazetteer
from pipelines.tag.matcher import fold
from pipelines.tag.offices import read_holders
from pipelines.tag.places import Mention, PlaceReader

_ABOUT = 3.0
"""Evidence a regency needs: one strong mention in the lead."""
_SHARE = 0.42
"""What a second regency needs, as a share of the first."""
_LONE = 1.0
"""Evidence that suffices where nothing else speaks for any other place."""
_PROVINCE_SHARE = 0.8
"""What provincial actors need, as a share of the strongest regency."""
_TITLED_SHARE = 0.5
"""The same where the title names one of them and no local body."""
_BESIDE_PROVINCE = 0.6
"""What a regency needs beside provincial actors, as a share of theirs."""
_ELSEWHERE_SHARE = 0.75
_TITLE = 4.0
"""A regency named like this in the title is what the article is about, whatever the sums."""
_SEAT_DATELINE = 0.9
"""The provincial capital's dateline alone is no place: it stands over stories of the whole province."""
_SHORT_NAME = 5
_KICKER_WEIGHT = 5.0
_SECTION_WEIGHT = 2.5
_KICKER = re.compile(r"^\s*(?:berita|kabar|kabupaten|kab\.?|kota|pemkab|pemkot|lokal|daerah)\s+", re.I)


@dataclass(frozen=True)
class Location:
    """The decision with its tags. `about` is ordered, strongest first; `foreign`: places elsewhere in title or lead."""

    scope: Scope
    about: tuple[str, ...]
    mentioned: tuple[str, ...]
    tags: tuple[Tag, ...]
    foreign: tuple[Span, ...]
    institutions: tuple[Span, ...]
    """Bodies named after a regency in title or lead ("Badan Pendapatan Bangka", "Kabupaten Belitung")."""


class RegencyTagger:
    """Decides scope and regencies of frames."""

    def __init__(self, gazetteer: Gazetteer, reader: PlaceReader, words: Cues) -> None:
        self._gazetteer = gazetteer
        self._reader = reader
        self._words = words
        self._province_names = tuple(fold(place.name) for place in gazetteer.places if place.kind == "province")

    def locate(self, frame: Frame) -> Location:
        """Scope, regencies and their evidence for one article."""
        ledger = Ledger()
        ledger.extend(self._reader.read(frame))
        ledger.extend(read_holders(frame, self._gazetteer, self._words))
        ledger.extend(self._kicker(frame))
        ledger.extend(self._dateline(frame))
        ledger.extend(self._address(frame))
        return _decide(_confirm(ledger), self._is_ours(ledger))

    def _is_ours(self, ledger: Ledger) -> bool:
        """Whether anything names the province or a regency of it: "Gubernur" and "Polda" alone are any province's."""
        if any(ledger.items[slug] for slug in ledger.regencies()):
            return True
        spans = [fold(item.span.text) for item in ledger.items.get(PROVINCE, ())]
        return any(name in span for span in spans for name in self._province_names)

    def _kicker(self, frame: Frame) -> Iterator[Evidence]:
        """The outlet's own label: "Berita Bangka Tengah" is the strongest signal there is, a bare word is weaker."""
        text = frame.fields.get("section")
        if text is None:
            return
        is_kicker = bool(_KICKER.match(text.stored))
        for mention in self._reader.mentions(text):
            span = text.span(mention.start, mention.end)
            for slug in _own_slugs(mention):
                yield Evidence(slug, "kicker", "section", _KICKER_WEIGHT if is_kicker else _SECTION_WEIGHT, span)

    def _dateline(self, frame: Frame) -> Iterator[Evidence]:
        if (text := frame.fields.get("dateline")) is not None:
            for mention in self._reader.mentions(text):
                yield from self._dateline_mention(frame, text, mention)
        body = frame.fields["body"]
        for mention in self._reader.mentions(body):
            if mention.end > body.text_start:
                break
            yield from self._dateline_mention(frame, body, mention)

    def _dateline_mention(self, frame: Frame, text: FieldText, mention: Mention) -> Iterator[Evidence]:
        """Datelines lie: the capital's is often provincial, an island's name on a Tribun page is just the island."""
        span = text.span(mention.start, mention.end)
        if mention.of("elsewhere"):
            yield Evidence(ELSEWHERE, "dateline", "dateline", 3.0, span)
        for place in mention.of("regency", "alias", "capital", "district"):
            if place.slug is None:
                continue
            is_seat = place.slug == self._gazetteer.provincial_capital
            yield Evidence(place.slug, "dateline", "dateline", _dateline_weight(frame, place.needs_cue, is_seat), span)
            return

    def _address(self, frame: Frame) -> Iterator[Evidence]:
        """Names of five letters and more in the path; the slug repeats the title, so it adds little."""
        text = frame.fields["url"]
        for mention in self._reader.mentions(text):
            if mention.end - mention.name_start < _SHORT_NAME:
                continue
            span = text.span(mention.start, mention.end)
            if mention.of("elsewhere"):
                yield Evidence(ELSEWHERE, "address", "url", 1.0, span)
            for slug in _own_slugs(mention, is_bare_enough=False):
                yield Evidence(slug, "address", "url", 1.0, span)


def _own_slugs(mention: Mention, is_bare_enough: bool = True) -> list[str]:
    """Regencies a label means: full names of regencies, capitals, unambiguous districts; in an address no bare name."""
    if mention.of("mask", "province"):
        return []
    is_trusted = is_bare_enough or mention.has_institution
    named = [place for place in mention.of("regency", "alias", "capital") if is_trusted or not place.needs_cue]
    places = named or [place for place in mention.of("district") if not place.needs_cue]
    return sorted({place.slug for place in places if place.slug})


def _dateline_weight(frame: Frame, needs_cue: bool, is_seat: bool) -> float:
    if is_seat:
        return _SEAT_DATELINE
    if frame.dateline_trust == "regency":
        return 3.2
    if needs_cue:
        return 0.0 if frame.dateline_trust == "island" else 0.8
    return 1.5 if frame.dateline_trust == "island" else 2.2


def _confirm(ledger: Ledger) -> Ledger:
    """Bare names count once something unambiguous speaks for the same regency."""
    confirmed = Ledger()
    for target, items in ledger.items.items():
        has_company = ledger.has_company(target)
        for item in items:
            if item.rule == "bare" and has_company:
                weight = {"title": 3.0, "lead": 1.5}.get(item.zone, 0.5)
                confirmed.add(Evidence(target, "confirmed", item.zone, weight, item.span))
            else:
                confirmed.add(item)
    return confirmed


def _decide(ledger: Ledger, is_ours: bool) -> Location:
    ranked = ledger.regencies()
    totals = {slug: ledger.total(slug) for slug in ranked}
    best = max(totals.values(), default=0.0)
    elsewhere = ledger.total(ELSEWHERE)
    province = ledger.total(PROVINCE) if is_ours or elsewhere < _LONE else 0.0
    about = [slug for slug in ranked if _is_about(ledger, slug, totals[slug], best)]
    if not about and province < _ABOUT:
        about = [slug for slug in ranked[:1] if totals[slug] >= _LONE and elsewhere < _ABOUT]
    share = _TITLED_SHARE if _is_titled(ledger) else _PROVINCE_SHARE
    is_provincial = _is_provincial(province, share * best, [totals[slug] for slug in about])
    if is_provincial:
        about = [slug for slug in about if totals[slug] >= _BESIDE_PROVINCE * province]
    scope = _scope(about, is_provincial or (not about and province > 0), max(best, province), elsewhere)
    if scope == "elsewhere":
        about = [slug for slug in about if ledger.best_rule(slug) in ("institution", "holder")]
    mentioned = tuple(slug for slug in ranked if slug not in about and totals[slug] > 0)
    tags = tuple(_tags(ledger, scope, about, mentioned))
    foreign = tuple(item.span for item in ledger.headline(ELSEWHERE))
    bodies = tuple(item.span for slug in ranked for item in ledger.headline(slug) if item.rule == "institution")
    return Location(scope, tuple(about), mentioned, tags, foreign, bodies)


def _is_titled(ledger: Ledger) -> bool:
    """Whether the title names a provincial actor and no body or head of a regency: the Governor visits a village."""
    acting: tuple[Rule, ...] = ("institution", "holder")
    local_items = (item for slug in ledger.regencies() for item in ledger.items[slug] if item.rule in acting)
    if any(item.zone == "title" for item in local_items):
        return False
    return any(item.rule == "actor" and item.zone == "title" for item in ledger.items.get(PROVINCE, ()))


def _is_provincial(province: float, needed: float, about: list[float]) -> bool:
    """Provincial actors strong enough; several regencies acting together outweigh a governor."""
    if province < _ABOUT or province < needed:
        return False
    return len(about) < 2 or province >= sum(about)


def _is_about(ledger: Ledger, slug: str, total: float, best: float) -> bool:
    if total < _ABOUT:
        return False
    in_title = sum(item.weight for item in ledger.items[slug] if item.zone == "title")
    return in_title >= _TITLE or total >= _SHARE * best


def _scope(about: list[str], is_provincial: bool, ours: float, elsewhere: float) -> Scope:
    if ours == 0 or elsewhere * _ELSEWHERE_SHARE > ours:
        return "elsewhere"
    if is_provincial:
        return "province"
    if len(about) > 1:
        return "several"
    return "regency" if about else "elsewhere"


def _tags(ledger: Ledger, scope: Scope, about: list[str], mentioned: tuple[str, ...]) -> Iterator[Tag]:
    for rank, slug in enumerate(about, start=1):
        yield _tag(ledger, "regency", slug, slug, rank)
    for slug in mentioned:
        yield _tag(ledger, "mention", slug, slug, 1)
    target = {"province": PROVINCE, "elsewhere": ELSEWHERE}.get(scope)
    if target and ledger.items.get(target):
        yield _tag(ledger, "scope", scope, target, 1)
    elif about:
        spans: tuple[Span, ...] = tuple(span for slug in about for span in ledger.spans(slug, 1))
        yield Tag("scope", scope, _confidence(ledger.total(about[0])), "regencies", 1, spans)


def _tag(ledger: Ledger, kind: str, value: str, target: str, rank: int) -> Tag:
    rule: Rule | None = ledger.best_rule(target)
    score = _confidence(ledger.total(target))
    return Tag(kind, value, score, rule or "none", rank, ledger.spans(target))  # type: ignore[arg-type]


def _confidence(total: float) -> float:
    """Evidence as a confidence: 3 is even odds, 12 near certainty."""
    return round(total / (total + 3.0), 3)
