"""Whose office: the regency (or province, or elsewhere) it belongs to, and who held it on the day of an article.

Terms are facts of the catalogue; an office without a place has that of its holder, else that of the article where it
is about one regency only. Reading offices is `speakers.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.places import Office, OfficeHolder
from models.shapes import Tagging
from pipelines.speakers import Speaker
from pipelines.tag.evidence import ELSEWHERE, PROVINCE
from pipelines.tag.gazetteer import Gazetteer, Person
from pipelines.tag.matcher import fold


@dataclass(frozen=True)
class Post:
    """Where somebody speaks from: a regency's slug, PROVINCE, ELSEWHERE or None, and the holder of the catalogue."""

    regency: str | None
    holder: OfficeHolder | None


class Offices:
    """Terms of office by what they are called."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._by_office: dict[Office, list[Person]] = defaultdict(list)
        for person in gazetteer.persons:
            self._by_office[person.holder.office].append(person)
        self._all = gazetteer.persons

    def post(self, speaker: Speaker, day: date | None, tagging: Tagging) -> Post:
        """The post a speaker speaks from, as far as text, terms and the article's own regency tell."""
        said = _said_place(speaker)
        holder = None if speaker.is_former else self._holder(speaker, said, day)
        if holder:
            return Post(holder.slug or PROVINCE, holder.holder)
        return Post(said or _usual_place(speaker, tagging), None)

    def _holder(self, speaker: Speaker, said: str | None, day: date | None) -> Person | None:
        if day is None or said == ELSEWHERE:
            return None
        if speaker.title is not None and speaker.title.office is None:
            return None
        terms = self._by_office[speaker.title.office] if speaker.title and speaker.title.office else self._all
        fitting = [term for term in terms if _is_in_term(term.holder, day) and said in (None, term.slug or PROVINCE)]
        if speaker.name is None:
            return _only(fitting) if said else None
        words = _words(speaker.name)
        is_short = speaker.title is None
        return _only(term for term in fitting if _is_called(term, words, is_short))


def _is_called(term: Person, words: frozenset[str], is_whole: bool) -> bool:
    """Part of the name is enough beside the office; alone it must be a whole name of two words and more."""
    called = _words(term.surface)
    if is_whole:
        return called == words and len(words) > 1
    return bool(words) and (words <= called or called <= words)


def _only(terms: Iterable[Person]) -> Person | None:
    """The one person meant, however many surfaces she is known by."""
    by_name = {(term.slug, term.holder.office, term.holder.name): term for term in terms}
    return next(iter(by_name.values())) if len(by_name) == 1 else None


def _is_in_term(holder: OfficeHolder, day: date) -> bool:
    return (holder.since is None or holder.since <= day) and (holder.until is None or day < holder.until)


def _words(name: str) -> frozenset[str]:
    return frozenset(word.strip(".") for word in fold(name).split() if len(word.strip(".")) > 1)


def _said_place(speaker: Speaker) -> str | None:
    """The place named in the office; two regencies share some names of villages and so say nothing."""
    slugs = {place.slug for place in speaker.places if place.slug}
    if len(slugs) == 1:
        return next(iter(slugs))
    if slugs:
        return None
    kinds = {place.kind for place in speaker.places}
    if kinds & {"province", "actor", "scope", "office"}:
        return PROVINCE
    return ELSEWHERE if "elsewhere" in kinds or speaker.is_national else None


def _usual_place(speaker: Speaker, tagging: Tagging) -> str | None:
    """Of an office said without a place: the province's where the article is of here, the article's only regency."""
    if speaker.title is None or tagging.scope == "elsewhere" or speaker.places:
        return None
    if speaker.title.level == "province":
        return PROVINCE
    is_of_regency = speaker.title.level == "regency" and tagging.scope == "regency"
    has_others = any(tag.kind == "mention" for tag in tagging.tags)
    return tagging.regencies[0] if is_of_regency and len(tagging.regencies) == 1 and not has_others else None
