"""The other way round: words and filters as one line of the query language, as a person would write it.

`language.py` reads it back; whoever composes gets the same words and filters again, or is told why not.
"""

from __future__ import annotations

from datetime import date

from models.catalogue import Catalogue
from models.errors import UsageError
from serving.search.language import FIELD_NAMES, MOST_CHARACTERS, join_queries, parse_query
from serving.search.periods import find_period
from serving.search.request import Filters
from serving.search.values import FieldValues

FIELDS = {asked: names[0] for asked, names in FIELD_NAMES.items()}
"""Each filter by the field it is written with."""
_DAYS = frozenset(("since", "until"))


class FilterTwiceError(UsageError):
    """The words name a filter that is set besides; `name` is that filter's."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{FIELDS[name]}: is in the words and set as a filter too; leave one of them out")
        self.name = name


def compose_query(words: str, filters: Filters, catalogue: Catalogue, today: date) -> str:
    """One line that asks for `words` under `filters`.

    FilterTwiceError where the words set one of the filters themselves: one line would let both through, or neither.
    UsageError for a line longer than is read.
    """
    said = filters.named()
    parsed = parse_query(words, FieldValues(catalogue, today).read)
    named = set(parsed.filters.named())
    if not named & _DAYS and find_period(parsed.text, today):
        named |= _DAYS
    for name in said:
        if name in named:
            raise FilterTwiceError(name)
    line = join_queries(words, " ".join(f"{FIELDS[name]}:{_quoted(value)}" for name, value in said.items()))
    if len(line) > MOST_CHARACTERS:
        raise UsageError(f"a search is at most {MOST_CHARACTERS} characters long")
    return line


def _quoted(value: str) -> str:
    return f'"{value}"' if any(map(str.isspace, value)) else value
