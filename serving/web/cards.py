"""Search hits as the result list shows them: marked words, chips that narrow the search, the reason in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.stems import stems
from serving.articles import CardFacts
from serving.search import Hit
from serving.web import labels
from serving.web.form import SearchForm
from serving.web.marking import Piece, mark_query


class Chip(NamedTuple):
    """A tag that is also a way to narrow the search; `url` None = it narrows nothing."""

    kind: str
    text: str
    url: str | None = None


@dataclass(frozen=True)
class Card:
    """One search hit, ready for the template."""

    hit: Hit
    title: list[Piece]
    snippet: list[Piece]
    chips: list[Chip]
    others: int
    reason: str


def make_cards(
    hits: Sequence[Hit], facts: Mapping[int, CardFacts], form: SearchForm, words: labels.Labels
) -> list[Card]:
    """One card per hit; a hit that has just been taken out of the store has no facts and is shown without."""
    asked = frozenset(stem for hit in hits for term in hit.why["terms"] for stem in stems(term)) | set(stems(form.q))
    return [_make_card(hit, facts.get(hit.id, CardFacts()), asked, form, words) for hit in hits]


def _make_card(hit: Hit, facts: CardFacts, asked: frozenset[str], form: SearchForm, words: labels.Labels) -> Card:
    return Card(
        hit=hit,
        title=mark_query(hit.title, asked),
        snippet=mark_query(hit.snippet, asked),
        chips=_chips(hit, facts, form, words),
        others=facts.others,
        reason=_reason(hit, is_like=bool(form.serupa)) if form.has_words or form.serupa else "",
    )


def _chips(hit: Hit, facts: CardFacts, form: SearchForm, words: labels.Labels) -> list[Chip]:
    places = ["province"] if hit.scope == "province" else hit.regencies
    return [
        Chip("relevance" if facts.relevance != "none" else "none", words.tag("relevance", facts.relevance)),
        *(Chip("regency", words.tag("regency", slug), form.url(wilayah=slug)) for slug in places),
        *(Chip("pillar", words.tag("pillar", slug), form.url(pilar=slug)) for slug in hit.pillars),
        *(
            Chip("milestone", _milestone_words(kind, status, words), form.url(tahap=kind))
            for kind, status in dict.fromkeys(facts.milestones)
        ),
    ]


def _milestone_words(kind: str, status: str, words: labels.Labels) -> str:
    return f"{words.tag('milestone', kind)}: {labels.STATUSES.get(status, status)}"


def _reason(hit: Hit, *, is_like: bool) -> str:
    """In words: what the hit shares with the query, and the two scores; with an article it shares too much to list."""
    shared = ", ".join(f"“{term}”" for term in hit.why["terms"])
    named = ", ".join(f"“{name}”" for name in hit.why["concepts"])
    reasons = [f"memuat {shared}"] if shared else []
    reasons += [f"menyebut {named}"] if named else []
    reasons = [] if is_like else reasons or ["tidak memuat kata yang dicari, tetapi dekat maknanya"]
    if hit.why["bm25"]:
        reasons.append(f"skor kata {labels.format_number(hit.why['bm25'], 1)}")
    if hit.why["semantic"]:
        reasons.append(f"kedekatan makna {labels.format_number(hit.why['semantic'], 2)}")
    return "; ".join(reasons)
