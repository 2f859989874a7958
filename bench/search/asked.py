"""Queries as different as people ask, for measuring time: the analyst's, questions of a public set, words of the field
with places, days and fields, and misspelt ones.

Hostile ones are `fuzz.py`; what is right for a query is not known here.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from models.catalogue import Catalogue
from serving.search import Filters

_ANALYST = Path(__file__).parent / "analyst" / "queries.jsonl"
_DAYS = ("", "Oktober 2026", "minggu lalu", "3 bulan terakhir", "")
_FIELDS = ("", "", "wilayah:bateng", "sejak:2026-01-01", "-anggaran", "pilar:governance", "")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def make_queries(data: Path, catalogue: Catalogue, count: int) -> list[str]:
    """`count` queries, always the same ones, half of them of the two sets where these are there."""
    dice = random.Random(20261121)
    asked = [
        *_texts(_ANALYST),
        *(text for path in sorted(data.glob("retrieval/*/queries.jsonl")) for text in _texts(path)),
    ]
    chosen = dice.sample(asked, min(count // 2, len(asked)))
    made = _compose(dice, catalogue)
    while len(chosen) < count:
        chosen.append(next(made))
    dice.shuffle(chosen)
    return chosen


def choose_filters(catalogue: Catalogue, number: int) -> Filters:
    """Filters for query number so-and-so: a regency, a pillar with days, a source, or a step."""
    regencies, pillars = sorted(catalogue.regencies), [pillar.id for pillar in catalogue.pillars.dimensions]
    sources = sorted(catalogue.sources)
    kinds: Sequence[Filters] = (
        Filters(regency=regencies[number % len(regencies)]),
        Filters(pillar=pillars[number % len(pillars)], since=date(2026, 1, 1)),
        Filters(source=sources[number % len(sources)]),
        Filters(since=date(2026, 10, 1), until=date(2026, 10, 31)),
        Filters(milestone="launch-app"),
    )
    return kinds[number // 3 % len(kinds)]


def _texts(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]


def _compose(dice: random.Random, catalogue: Catalogue) -> Iterator[str]:
    terms = [phrase for written in catalogue.glossary.by_name().values() for phrase in written]
    places = [regency.name for regency in catalogue.regencies.values()]
    makers: tuple[Callable[[], str], ...] = (
        lambda: dice.choice(terms),
        lambda: f"{dice.choice(terms)} {dice.choice(places)}",
        lambda: f"{dice.choice(terms)} {dice.choice(_DAYS)} {dice.choice(_FIELDS)}",
        lambda: _misspell(dice, f"{dice.choice(terms)} {dice.choice(places)}"),
        lambda: f"{dice.choice(terms)} {dice.choice(terms)}",
    )
    while True:
        for make in makers:
            yield " ".join(make().split())


def _misspell(dice: random.Random, query: str) -> str:
    place = dice.randrange(len(query))
    return query[:place] + dice.choice(_LETTERS) + query[place + dice.randint(0, 1) :]
