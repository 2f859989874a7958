"""A query as a filter: what a search ranks by, a filter demands. An article meets it or does not.

Fields, exact phrases, exclusions and OR are those of a search (`conditions.py`); each plain word has to hold besides,
or what means the same: a term of the glossary by any of its names, a place by any of its own. Spelling is not corrected
here: a filter that quietly becomes another one would lie.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from pipelines.concepts import PLACE, Found, concept_stem
from pipelines.stems import Word, split_words, term_id
from serving.search.conditions import Condition, make_condition
from serving.search.keywords import known_terms
from serving.search.language import Parsed, Sought, parse_query
from serving.search.periods import Period, find_period
from serving.search.request import Filters, SearchRequest
from serving.search.spelling import correct_words
from serving.search.understanding import Knowledge, Understood, values_of

Groups = tuple[tuple[Sought, ...], ...]


@dataclass(frozen=True)
class Demand:
    """Something an article must hold: one of `names`, the first as it was written."""

    names: tuple[str, ...]
    is_together: bool = True
    """False: the words of the first may stand apart."""


@dataclass(frozen=True)
class Narrowing:
    """A query as it filters. `filters`: those of its fields and of the days it speaks of."""

    query: str
    demands: tuple[Demand, ...]
    without: tuple[str, ...]
    filters: Filters
    problems: tuple[str, ...]
    unknown: dict[str, str | None]
    """Words that no article holds, with the closest that one does: with these nothing is found."""
    condition: Condition


def narrow(connection: Connection, query: str, knowledge: Knowledge, today: date) -> Narrowing:
    """Read a query as a filter; relative days ("minggu lalu") count from `today`. Never raises for what is written."""
    clean = SearchRequest(query).query
    parsed = parse_query(clean, values_of(connection, knowledge, today).read)
    plain = " ".join(sought.text for sought in parsed.plain)
    said = parsed.filters
    period = find_period(plain, today) if said.since is None and said.until is None else None
    demanded = list(_demanded(parsed, knowledge, period))
    groups = (group for groups, _ in demanded for group in groups)
    demanding = replace(parsed, required=(*parsed.required, *groups))
    understood = Understood(plain, demanding, period)
    return Narrowing(
        query=clean,
        demands=(
            *(Demand(tuple(sought.text for sought in group)) for group in parsed.required),
            *(demand for _, demand in demanded),
        ),
        without=tuple(sought.text for sought in parsed.without),
        filters=replace(said, since=period.since, until=period.until) if period else said,
        problems=parsed.problems,
        unknown=_unknown(connection, demanding, knowledge),
        condition=make_condition(SearchRequest(clean), understood),
    )


def _demanded(parsed: Parsed, knowledge: Knowledge, period: Period | None) -> Iterator[tuple[Groups, Demand]]:
    """Each plain word or known term as groups of which an article must hold one each, and how it is told."""
    plain = " ".join(sought.text for sought in parsed.plain)
    words = [word for word in split_words(plain) if period is None or not period.start <= word.start < period.end]
    start = 0
    for found in [*_named(knowledge, words), Found("", len(words), len(words))]:
        for sought in _tokens(plain, words[start : found.start]):
            yield ((sought,),), Demand((sought.text,))
        if found.name:
            yield _by_any_name(plain, words[found.start : found.end], found.name, knowledge)
        start = found.end


def _tokens(plain: str, words: Sequence[Word]) -> Iterator[Sought]:
    """What stands without a space between is one: "covid-19"."""
    token: list[Word] = []
    for word in words:
        if token and any(map(str.isspace, plain[token[-1].end : word.start])):
            yield _as_written(plain, token)
            token = []
        token.append(word)
    if token:
        yield _as_written(plain, token)


def _named(knowledge: Knowledge, words: Sequence[Word]) -> list[Found]:
    return [found for found in knowledge.concepts.find([word.stem for word in words]) if found.name]


def _by_any_name(plain: str, words: Sequence[Word], concept: str, knowledge: Knowledge) -> tuple[Groups, Demand]:
    """A term of the glossary by any of its names, or all its words wherever they stand; a place only as a place: the
    word "Bangka" stands in "Bangka Tengah" too."""
    own = [word.stem for word in words]
    others = [name for name in knowledge.concepts.phrases[concept] if [word.stem for word in split_words(name)] != own]
    indexed = Sought((Word(concept_stem(concept), 0, 0),), concept)
    demand = Demand((_as_written(plain, words).text, *others), is_together=concept.startswith(PLACE))
    if concept.startswith(PLACE):
        return ((indexed,),), demand
    return tuple((_as_written(plain, [word]), indexed) for word in words), demand


def _as_written(plain: str, words: Sequence[Word]) -> Sought:
    start, end = words[0].start, words[-1].end
    own = tuple(Word(word.stem, word.start - start, word.end - start) for word in words)
    return Sought(own, plain[start:end])


def _unknown(connection: Connection, parsed: Parsed, knowledge: Knowledge) -> dict[str, str | None]:
    """Of demands without a choice: with one of these words nothing can be found."""
    single = [group[0] for group in parsed.required if len(group) == 1 and not group[0].text.startswith(PLACE)]
    asked = {
        sought.text[word.start : word.end].lower(): term_id(word.stem) for sought in single for word in sought.words
    }
    known = known_terms(connection, asked.values())
    unknown = [word for word, number in asked.items() if number not in known]
    corrected = correct_words(connection, unknown, knowledge.words)
    return {word: corrected.get(word) for word in unknown}
