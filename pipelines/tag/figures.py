"""Numbers and names said with a milestone: index value, year, decree, predicate, the application's own name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from models.lexicon import NamedProgrammes, Programme
from pipelines.tag.frame import FieldText, Frame
from pipelines.tag.matcher import Entry

_WITH_FIGURES = frozenset({"index", "award", "evaluation", "regulation"})
_CITY = re.compile(r"\s+city\b", re.I)
""" "Pangkalpinang Smart City" is not the application Pangkalpinang Smart."""


class FigureReader:
    """Compiled patterns of programme.yml and the province's programmes by name."""

    def __init__(self, facts: Programme, programmes: NamedProgrammes) -> None:
        figures = facts.figures
        self._patterns = {
            name: re.compile(pattern, re.I)
            for name, pattern in (
                ("value", figures.value),
                ("year", figures.year),
                ("decree", figures.decree),
                ("predicate", figures.predicate),
            )
        }
        before = "|".join(facts.naming.before)
        self._named = re.compile(rf"\b(?i:{before})\s+[\"“]?((?:[A-Z][\w-]*)(?:\s+[A-Z][\w-]*){{0,3}})")
        self._never = frozenset(facts.naming.never)
        self._programmes = programmes.programmes

    def entries(self) -> Iterator[Entry]:
        """Names of the province's programmes."""
        for number, item in enumerate(self._programmes):
            for name in (item.name, *item.aliases):
                yield Entry("programme", number, name)

    def read(self, kind: str, frame: Frame, sentence: str) -> Mapping[str, str]:
        """Figures of the sentence, and for an index of the whole text; decimal commas become points."""
        if kind not in _WITH_FIGURES:
            return {}
        text = f"{sentence} {frame.fields['body'].stored}" if kind == "index" else sentence
        found: dict[str, str] = {}
        for name, pattern in self._patterns.items():
            if match := pattern.search(text):
                found[name] = match[1].replace(",", ".") if name == "value" else match[1].strip()
        return found

    def name(self, frame: Frame, text: FieldText, start: int, end: int) -> str | None:
        """A programme the province is known for, or a name introduced as one: of the sentence, else of the article."""
        known = self._known(text, start, end)
        if known or (introduced := self._introduced(text.stored[start:end])) is None:
            return known or self._of_article(frame)
        return introduced

    def _of_article(self, frame: Frame) -> str | None:
        title, body = frame.fields["title"], frame.fields["body"]
        known = self._known(title, 0, len(title.stored)) or self._known(body, 0, len(body.stored))
        return known or self._introduced(body.stored[: body.sentences.lead_end])

    def _known(self, text: FieldText, start: int, end: int) -> str | None:
        for hit in text.hits.get("programme", ()):
            if start <= hit.start < end and not _CITY.match(text.folded, hit.end):
                return self._programmes[hit.number].name
        return None

    def _introduced(self, stored: str) -> str | None:
        for match in self._named.finditer(stored):
            if match[1].split()[0] not in self._never and match[1] not in self._never:
                return match[1]
        return None
