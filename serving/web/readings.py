"""What a query was taken for, in Indonesian sentences, and the counts that narrow a search further."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from serving.query_words import problem_words
from serving.search import SearchResult
from serving.search.composing import FIELDS
from serving.search.request import SEPARATOR
from serving.web import labels
from serving.web.form import SearchForm

_LIMITS = {"since": "sejak", "until": "sampai", "story": "hanya cerita nomor"}
_MOST_VALUES = 8
_MOST_SYNONYMS = 4


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet with the number of articles; `url` narrows the search to it, None where nothing can."""

    text: str
    count: int
    url: str | None


@dataclass(frozen=True)
class Facet:
    """One way to divide the articles found."""

    name: str
    values: list[FacetValue]


def describe_reading(found: SearchResult, words: labels.Labels) -> list[str]:
    """One sentence for each thing that was understood or left out; empty for a query taken as it is."""
    return [*_describe_words(found.understood), *_describe_limits(found.understood, words), *_describe_rest(found)]


def make_facets(facets: dict[str, dict[str, int]], form: SearchForm, words: labels.Labels) -> list[Facet]:
    """The facets that divide anything, with links to narrow the search."""
    made = []
    for name, counts in facets.items():
        values = [
            FacetValue(_value_words(name, value, words), count, _narrowed(name, value, form))
            for value, count in list(counts.items())[:_MOST_VALUES]
        ]
        if values:
            made.append(Facet(labels.FACETS[name], values))
    return made


def _describe_words(understood: dict[str, Any]) -> Iterator[str]:
    for wrong, right in understood.get("corrected", {}).items():
        yield f"“{wrong}” dibaca sebagai “{right}”"
    for term, others in understood.get("synonyms", {}).items():
        yield f"“{term}” dicari juga sebagai {', '.join(f'“{other}”' for other in others[:_MOST_SYNONYMS])}"


def _describe_limits(understood: dict[str, Any], words: labels.Labels) -> Iterator[str]:
    if places := understood.get("places"):
        yield f"berita tentang {', '.join(words.tag('regency', place) for place in places)} didahulukan"
    if days := understood.get("days"):
        yield f"hanya dari {days['since']} sampai {days['until']}"
    for name, value in understood.get("filters", {}).items():
        named = (_value_words(name, one, words) for one in value.split(SEPARATOR))
        yield f"{_LIMITS.get(name, 'hanya ')}{labels.FACETS.get(name, '').lower()} {' atau '.join(named)}".strip()
    for phrase in understood.get("required", ()):
        yield f"harus memuat “{phrase}”"
    for phrase in understood.get("without", ()):
        yield f"tanpa “{phrase}”"


def _describe_rest(found: SearchResult) -> Iterator[str]:
    yield from map(problem_words, found.understood.get("problems", ()))
    if found.note:
        yield found.note


def _value_words(name: str, value: str, words: labels.Labels) -> str:
    if name == "source":
        return words.sources.get(value, value)
    return value if name == "month" else words.tag(name, value)


def _narrowed(name: str, value: str, form: SearchForm) -> str | None:
    field = FIELDS.get(name)
    return form.url(**{field: value}) if field and vars(form)[field] != value else None
