"""Office-holders as evidence: a name means a regency only within that person's term there.

Terms are facts of the catalogue; dates come from the article. Places are read in `places.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from models.places import Office
from pipelines.tag.cues import Cues, office_before
from pipelines.tag.evidence import PROVINCE, Evidence, worth
from pipelines.tag.frame import FieldText, Frame
from pipelines.tag.gazetteer import Gazetteer, Person

_OFFICES: dict[str, tuple[Office, ...]] = {
    "bupati": ("bupati",),
    "wakil_bupati": ("wakil_bupati",),
    "wali_kota": ("wali_kota",),
    "wakil_wali_kota": ("wakil_wali_kota",),
    "gubernur": ("gubernur",),
    "wakil_gubernur": ("wakil_gubernur",),
}


def read_holders(frame: Frame, gazetteer: Gazetteer, words: Cues) -> Iterator[Evidence]:
    """Evidence of every office-holder named in title or body."""
    for text in (frame.fields["title"], frame.fields["body"]):
        named: dict[tuple[int, int], list[Person]] = defaultdict(list)
        for hit in text.hits.get("person", ()):
            named[hit.start, hit.end].append(gazetteer.persons[hit.number])
        for (start, end), persons in named.items():
            if words.is_former(text.folded, start):
                continue
            if (found := _judge(text, start, end, persons, frame.article.published_on)) is not None:
                yield found


def _judge(text: FieldText, start: int, end: int, persons: list[Person], day: date | None) -> Evidence | None:
    office = office_before(text.folded, start)
    if office is None and _is_common(persons[0].surface):
        return None
    slugs = {person.slug for person in resolve(persons, office, day)}
    if len(slugs) != 1:
        return None
    slug = slugs.pop()
    zone = text.zone(start)
    rule, target = ("actor", PROVINCE) if slug is None else ("holder", slug)
    return Evidence(target, rule, zone, worth(rule, zone), text.span(start, end))  # type: ignore[arg-type]


def resolve(persons: list[Person], office: str | None, day: date | None) -> list[Person]:
    """The terms that fit the office named and the day of the article; without a day every term fits."""
    fitting = [person for person in persons if office is None or person.holder.office in _OFFICES[office]]
    if day is None:
        return fitting
    return [person for person in fitting if _is_in_term(person, day)]


def _is_in_term(person: Person, day: date) -> bool:
    since, until = person.holder.since, person.holder.until
    return (since is None or since <= day) and (until is None or day < until)


def _is_common(surface: str) -> bool:
    """One word, or an initial and one word: too many people are called so without an office before the name."""
    return sum(len(word.strip(".")) > 2 for word in surface.split()) < 2
