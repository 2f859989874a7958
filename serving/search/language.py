"""The query language: words, "exact phrase", -without, OR and fields (`wilayah:bangka-tengah sejak:2026-11-01`).

No query is an error: what is no language is read as words, and `problems` says so. What words mean is
`understanding.py`, what the fields' values may be `values.py`, how a query is written `composing.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pipelines.stems import Word, split_words
from serving.search.request import SEPARATOR, Filters

MOST_CHARACTERS = 2_000
"""Beyond that nobody types; the rest of a longer query is left out."""
MOST_WORDS = 64
_TOKEN = re.compile(r'(?P<not>-)?(?:(?P<field>[a-zA-Z]+):)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")
FIELD_NAMES = {
    "regency": ("wilayah", "kabupaten", "regency"),
    "pillar": ("pilar", "pillar"),
    "source": ("sumber", "source", "media"),
    "milestone": ("tahap", "milestone", "stage"),
    "since": ("sejak", "since", "dari"),
    "until": ("sampai", "until", "hingga"),
    "story": ("cerita", "story"),
}
"""What each filter is called in a query; written with the first."""
_FIELDS = {name: asked for asked, names in FIELD_NAMES.items() for name in names}
_OR = ("OR", "ATAU")

ReadValue = Callable[[str, str], Any]
"""A filter's name and what was written -> its value; ValueError with a sentence where it makes no sense."""


@dataclass(frozen=True)
class Sought:
    """Words one after another, of which an article must hold all; one word is a phrase too."""

    words: tuple[Word, ...]
    text: str

    @property
    def pattern(self) -> str:
        """A PostgreSQL regular expression for the words as they are written, whatever stands between them."""
        spelled = (re.escape(self.text[word.start : word.end]) for word in self.words)
        return rf"\m{r'[^[:alnum:]]+'.join(spelled)}\M"


@dataclass(frozen=True)
class Parsed:
    """A query taken apart. An article must hold one of each group of `required`, and none of `without`."""

    text: str
    """What is searched for: all words but those of fields and exclusions."""
    plain: tuple[Sought, ...] = ()
    """Its words in order but those of `required`: a search ranks by them, a filter demands each."""
    required: tuple[tuple[Sought, ...], ...] = ()
    without: tuple[Sought, ...] = ()
    filters: Filters = field(default_factory=Filters)
    problems: tuple[str, ...] = ()


@dataclass
class _Reading:
    """What has been read so far."""

    words: list[Sought]
    groups: list[list[Sought]]
    without: list[Sought]
    filters: Filters
    problems: list[str]
    is_after_or: bool = False
    last: Sought | None = None
    """The word or phrase an OR would join."""


def parse_query(query: str, read_value: ReadValue) -> Parsed:
    """Take a query apart; never raises."""
    clean = _UNPRINTABLE.sub(" ", query)
    reading = _Reading([], [], [], Filters(), [])
    if len(clean) > MOST_CHARACTERS:
        reading.problems.append(f"only the first {MOST_CHARACTERS} characters were read")
        clean = clean[:MOST_CHARACTERS]
    if clean.count('"') % 2:
        reading.problems.append("a quotation mark without its partner was left out")
        clean = _without_last_quote(clean)
    for token in _TOKEN.finditer(clean):
        _read_token(reading, token, read_value)
    text = " ".join(sought.text for sought in reading.words)
    return Parsed(
        text=_cut(text, reading.problems),
        plain=tuple(_plain(reading)),
        required=tuple(tuple(group) for group in reading.groups),
        without=tuple(reading.without),
        filters=reading.filters,
        problems=tuple(reading.problems),
    )


def join_queries(first: str, further: str) -> str:
    """Two queries as one; what is badly written in one of them does not reach into the other."""
    queries = (_without_last_quote(query) if query.count('"') % 2 else query for query in (first, further))
    return " ".join(query.strip() for query in queries if query.strip())


def _without_last_quote(text: str) -> str:
    place = text.rindex('"')
    return f"{text[:place]} {text[place + 1 :]}"


def _plain(reading: _Reading) -> Iterator[Sought]:
    grouped = {id(sought) for group in reading.groups for sought in group}
    count = 0
    for sought in reading.words:
        count += len(sought.words)
        if id(sought) not in grouped and count <= MOST_WORDS:
            yield sought


def _cut(text: str, problems: list[str]) -> str:
    words = list(split_words(text))
    if len(words) <= MOST_WORDS:
        return text
    problems.append(f"only the first {MOST_WORDS} words were read")
    return text[: words[MOST_WORDS - 1].end]


def _read_token(reading: _Reading, token: re.Match[str], read_value: ReadValue) -> None:
    name = _FIELDS.get((token["field"] or "").lower())
    value = token["phrase"] if token["phrase"] is not None else token["word"]
    if token["field"] is None and token["not"] is None and value in _OR:
        reading.is_after_or = reading.last is not None
        return
    if name is not None and token["not"] is None:
        _read_field(reading, name, token, value, read_value)
        return
    written = value if token["field"] is None else f"{token['field']} {value}"
    sought = Sought(tuple(split_words(written)), written)
    if not sought.words:
        return
    if token["not"]:
        reading.without.append(sought)
        reading.is_after_or, reading.last = False, None
        return
    _read_words(reading, sought, is_phrase=token["phrase"] is not None)


def _read_words(reading: _Reading, sought: Sought, is_phrase: bool) -> None:
    reading.words.append(sought)
    if reading.is_after_or and reading.last is not None:
        group = next((group for group in reading.groups if reading.last in group), None)
        if group is None:
            group = [reading.last]
            reading.groups.append(group)
        group.append(sought)
    elif is_phrase:
        reading.groups.append([sought])
    reading.is_after_or, reading.last = False, sought


def _read_field(reading: _Reading, name: str, token: re.Match[str], value: str, read_value: ReadValue) -> None:
    try:
        reading.filters = _joined(reading.filters, name, read_value(name, value))
    except ValueError as error:
        reading.problems.append(f"{token['field']}:{value} was read as words: {error}")
        reading.words.append(Sought(tuple(split_words(value)), value))
    reading.is_after_or, reading.last = False, None


def _joined(filters: Filters, name: str, value: Any) -> Filters:
    """The filters with one more value: a field given twice lets both through, a day given twice counts last."""
    before = getattr(filters, name)
    if before is not None and isinstance(value, str):
        value = SEPARATOR.join((before, value))
    changes: dict[str, Any] = {name: value}
    return replace(filters, **changes)
