"""Numbers and names said with a milestone: index value, year, decree, predicate, the application's own name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from models.lexicon import NamedProgrammes, Programme
from pipelines.tag.frame import Frame

_WITH_FIGURES = frozenset({"index", "award", "evaluation", "regulation"})
_QUOTED = re.compile(r"[\"“]([A-Z][\w .-]{2,30})[\"”]")


class FigureReader:
    """Compiled patterns of programme.yml."""

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
        self._known = [name for item in programmes.programmes for name in (item.name, *item.aliases)]

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

    def name(self, frame: Frame, sentence: str) -> str | None:
        """A programme the province is known for, else a name introduced as one, in the sentence or the article."""
        for text in (sentence, frame.fields["title"].stored, frame.fields["body"].stored):
            for name in self._known:
                if re.search(rf"\b{re.escape(name)}\b(?! city)", text, re.I):
                    return name
        for text in (sentence, frame.fields["body"].stored):
            for match in self._named.finditer(text):
                if match[1].split()[0] not in self._never and match[1] not in self._never:
                    return match[1]
        return None
