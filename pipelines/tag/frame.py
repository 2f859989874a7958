"""An article made ready for the taggers: folded fields, sentences, hits, and the zone a position lies in.

Nothing is decided here; the taggers read a frame and never the article itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from models.shapes import ArticleText, Span
from pipelines.tag.mask import Masks, find_dateline
from pipelines.tag.matcher import Group, Hit, Hits, Matcher, fold
from pipelines.tag.sentences import Sentences, split

FieldName = Literal["title", "body", "section", "dateline", "url"]
Zone = Literal["title", "lead", "body", "dateline", "section", "url"]
Trust = Literal["regency", "island", "unreliable"]

_URL_BREAKS = re.compile(r"[-_/+.=&?]|%2[fF]|%20")
_QUERY_NOISE = re.compile(r"(?:utm_\w+|page|amp|id|p|pgrelated|qt-\w+)=[^&]*")


@dataclass(frozen=True)
class FieldText:
    """One field: the stored text, its folded and masked form of the same length, and what was found in it."""

    name: FieldName
    stored: str
    folded: str
    sentences: Sentences
    hits: Hits
    text_start: int = 0
    """Where the text proper begins, after a dateline."""

    def span(self, start: int, end: int) -> Span:
        """The evidence at [start:end) of the stored text."""
        return Span(self.name, start, end, self.stored[start:end])

    def zone(self, position: int) -> Zone:
        """Where in the article a position of this field lies."""
        if self.name != "body":
            return self.name
        if position < self.text_start:
            return "dateline"
        return "lead" if position < self.sentences.lead_end else "body"


@dataclass(frozen=True)
class Frame:
    """An article as the taggers see it. `dateline_trust` is the platform's word, or what the text itself shows."""

    article: ArticleText
    fields: dict[FieldName, FieldText]
    dateline_trust: Trust

    def hits(self, group: Group, *names: FieldName) -> Iterator[tuple[FieldText, Hit]]:
        """Hits of a group, by default in title and body."""
        for name in names or ("title", "body"):
            if text := self.fields.get(name):
                for hit in text.hits.get(group, ()):
                    yield text, hit


@dataclass(frozen=True)
class Framer:
    """Makes frames. One per process: the automaton is the expensive part."""

    matcher: Matcher
    masks: Masks

    def frame(self, article: ArticleText) -> Frame:
        """The article's fields, masked, folded and matched once."""
        fields: dict[FieldName, FieldText] = {"title": self._read("title", article.title)}
        fields["body"] = self._read_body(article)
        if article.section:
            fields["section"] = self._read("section", article.section)
        if article.dateline:
            fields["dateline"] = self._read("dateline", article.dateline)
        fields["url"] = self._read_url(article.url)
        return Frame(article, fields, _trust(article, fields["body"]))

    def _read(self, name: FieldName, stored: str) -> FieldText:
        folded = fold(self.masks.blank(stored))
        return FieldText(name, stored, folded, split(stored), _untrapped(self.matcher.find(folded)))

    def _read_body(self, article: ArticleText) -> FieldText:
        masked = self.masks.blank(article.body)
        folded = fold(masked)
        dateline = find_dateline(article.body)
        start = dateline.end if dateline else 0
        return FieldText("body", article.body, folded, split(masked), _untrapped(self.matcher.find(folded)), start)

    def _read_url(self, url: str) -> FieldText:
        """Only path and query speak of the article; the host is the outlet's address."""
        host_end = len(url) - len(url.split("://", 1)[-1]) + len(urlsplit(url).netloc)
        path = _QUERY_NOISE.sub(_spaces, url[host_end:])
        folded = " " * host_end + _URL_BREAKS.sub(_spaces, path).lower()
        return FieldText("url", url, folded, split(url), self.matcher.find(folded))


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _untrapped(hits: Hits) -> Hits:
    """Hits without those that lie inside a trap ("smart" in Smart Air, "online" in judi online)."""
    traps = hits.get("trap")
    if not traps:
        return hits
    return {
        group: found if group in ("trap", "place", "person") else [hit for hit in found if not _overlaps(hit, traps)]
        for group, found in hits.items()
    }


def _overlaps(hit: Hit, traps: list[Hit]) -> bool:
    return any(hit.start < trap.end and trap.start < hit.end for trap in traps)


def _trust(article: ArticleText, body: FieldText) -> Trust:
    """The platform's word; for texts that come without one, ANTARA's own mark in the dateline is as good."""
    if article.dateline_trust != "unreliable":
        return article.dateline_trust
    opening = body.stored[: body.text_start].lower() or (article.dateline or "").lower()
    return "regency" if "(antara" in opening else "unreliable"
