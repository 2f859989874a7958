"""Quotes: who says what in an article, in which office, of which regency. Rules only; in doubt nothing is said.

Patterns within a sentence are `attribution.py`. Here speakers are followed through the text: a pronoun means the last
speaker named in the same or the preceding paragraph where nobody else was named between; a bare name or office means
whoever was introduced with it before. Rows are kept by `tagging.py` together with the tags: raise TAG_VERSION
whenever rules or facts change what is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from models.catalogue import Catalogue
from models.shapes import ArticleText, Quote, Span, Tagging
from pipelines.attribution import Attribution, Claim, Sentence
from pipelines.office_places import OfficePlaces
from pipelines.offices import Offices
from pipelines.people import People
from pipelines.quotations import Quotation, blank_quotations, find_quotations
from pipelines.speakers import Speaker, SpeakerReader
from pipelines.tag.gazetteer import load_gazetteer
from pipelines.tag.mask import find_dateline
from pipelines.tag.sentences import split

_CUT_SHORT = re.compile(r"\b(?:Plt|Pj|Pjs|Plh|Akp|AKP|AKBP|Kab|Kec|Dra?|Drs|Ust|Bpk|Kom|Si|Sos|Pd)\.\s*$")
"""A sentence does not end here."""


class QuoteReader:
    """Finds the quotes of articles of one province. One per process: the automaton of places is the expensive part."""

    def __init__(self, catalogue: Catalogue) -> None:
        gazetteer = load_gazetteer(catalogue)
        surfaces = [person.surface for person in gazetteer.persons]
        self._reader = SpeakerReader(catalogue.speech, OfficePlaces(gazetteer), surfaces)
        self.attribution = Attribution(catalogue.speech, self._reader)
        self._offices = Offices(gazetteer)

    def read(self, article: ArticleText, tagging: Tagging) -> tuple[Quote, ...]:
        """The quotes of a body in order; spans count in it. `tagging`: for offices said without a place."""
        talk = _Talk(article.published_on, tagging, self._offices, People(self._reader, self.attribution.opened))
        for sentence, paragraph in cut_sentences(article.body):
            talk.hear(sentence, paragraph, self.attribution)
        return tuple(talk.quotes)


def cut_sentences(body: str) -> Iterator[tuple[Sentence, int]]:
    """Sentences with the number of their paragraph; the dateline is no part of the first."""
    quotations = find_quotations(body)
    masked = blank_quotations(body, quotations)
    dateline = find_dateline(body)
    paragraph = at = 0
    for start, end in _whole(masked, split(masked).bounds):
        own: list[Quotation] = []
        while at < len(quotations) and quotations[at].start < end:
            own.append(quotations[at])
            at += 1
        begin = max(start, dateline.end) if dateline else start
        yield Sentence(body, masked, begin, max(begin, end), tuple(own)), paragraph
        paragraph += "\n\n" in masked[start:end]


def _whole(masked: str, bounds: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    """Bounds of sentences; those cut after "Plt." are put together again."""
    opened: int | None = None
    for start, end in bounds:
        begin = start if opened is None else opened
        opened = begin if end < len(masked) and _CUT_SHORT.search(masked, max(begin, end - 12), end) else None
        if opened is None:
            yield begin, end


@dataclass
class _Talk:
    """What was said so far in one article."""

    day: date | None
    tagging: Tagging
    offices: Offices
    people: People
    quotes: list[Quote] = field(default_factory=list)
    lone: list[Quotation] = field(default_factory=list)
    """Quotations of the sentence before that nobody was said to speak."""
    last: Speaker | None = None
    """Who spoke in the sentence before."""
    paragraph: int = 0

    def hear(self, sentence: Sentence, paragraph: int, attribution: Attribution) -> None:
        """Take in one sentence."""
        if paragraph != self.paragraph:
            self.last, self.paragraph = None, paragraph
        if _is_lone(sentence):
            self._continue(sentence)
            return
        claims = attribution.claims(sentence)
        self.people.watch(sentence, paragraph, claims)
        speaker: Speaker | None = None
        for claim in claims:
            speaker = self.people.meant(claim, paragraph)
            self._keep(sentence, claim, speaker)
        self.last, self.lone = speaker, []

    def _continue(self, sentence: Sentence) -> None:
        """A sentence that is a quotation and no more: it goes on, or waits for "Hal itu disampaikan ..."."""
        self.lone = list(sentence.quotations)
        if self.last is None:
            return
        for quotation in sentence.quotations:
            self._add(sentence, quotation.inner_start, quotation.inner_end, True, self.last, "continued")
        self.lone = []

    def _keep(self, sentence: Sentence, claim: Claim, speaker: Speaker | None) -> None:
        if speaker is None:
            return
        rule = "pronoun" if claim.is_pronoun else "named"
        if claim.start < claim.end:
            self._add(sentence, claim.start, claim.end, claim.is_direct, speaker, rule)
            return
        for quotation in self.lone:
            self._add(sentence, quotation.inner_start, quotation.inner_end, True, speaker, rule)

    def _add(self, sentence: Sentence, start: int, end: int, is_direct: bool, speaker: Speaker, rule: str) -> None:
        post = self.offices.post(speaker, self.day, self.tagging)
        if post.holder:
            self.people.add_aliases(speaker, (post.holder.name, *post.holder.aliases))
        body = sentence.text
        self.quotes.append(
            Quote(
                speaker=speaker.name,
                office=speaker.office,
                institution=speaker.institution,
                regency=post.regency,
                holder=post.holder.name if post.holder else None,
                holder_office=post.holder.office if post.holder else None,
                is_direct=is_direct,
                rule=rule,  # type: ignore[arg-type]
                span=Span("body", start, end, body[start:end]),
                named=Span("body", speaker.start, speaker.end, body[speaker.start : speaker.end]),
            )
        )


def _is_lone(sentence: Sentence) -> bool:
    """Whether a sentence is one quotation and nothing around it."""
    if len(sentence.quotations) != 1:
        return False
    quotation = sentence.quotations[0]
    around = sentence.masked[sentence.start : quotation.start] + sentence.masked[quotation.end : sentence.end]
    return not around.strip(" \n.,") and len(sentence.text[quotation.inner_start : quotation.inner_end].split()) > 2
