"""Many made-up articles for timing, straight into the tables: as long as news are, with copies and other accounts.

Sentences come from the labelled articles, two words in five replaced by made-up ones, so that events differ as much as
events do; quality is measured on the labelled articles alone. Everything follows from the seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, text

from bench.stories.labelled import load_labelled
from models.store.bulk import copy_rows
from models.tables import Article, Story
from pipelines.merging import hash_content

FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
A_DAY = 300
_SENTENCES = 20
"""Some 270 words."""
_ACCOUNTS = (1, 1, 1, 2, 3, 6)
"""How many articles an event gets, each as often as the others."""
_REGENCIES = (
    "bangka",
    "bangka-barat",
    "bangka-tengah",
    "bangka-selatan",
    "belitung",
    "belitung-timur",
    "pangkalpinang",
)
_SYLLABLES = ("ba", "ke", "lu", "mo", "ti", "ra", "su", "nga", "pi", "do", "wa", "je", "gun", "tan", "mer", "lis")
_WORD = re.compile(r"\w+")


def make_crowd(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """`count` article rows, `A_DAY` a day from `FIRST_DAY` on; `story_id` numbers their events from 1."""
    chance = random.Random(seed)
    paragraphs = [paragraph for row in load_labelled() for paragraph in row["text"].split("\n\n")]
    sentences = [s for paragraph in paragraphs for s in re.split(r"(?<=[.!?]) ", paragraph) if len(s) > 40]
    number = event = 0
    while number < count:
        event += 1
        names = ["".join(chance.choices(_SYLLABLES, k=3)) for _ in range(60)]
        told = [_disguise(chance.choice(sentences), names, chance) for _ in range(_SENTENCES)]
        place = [chance.choice(_REGENCIES)]
        for _ in range(min(chance.choice(_ACCOUNTS), count - number)):
            number += 1
            yield _make_row(number, event, _retell(told, chance), place, f"{seed}-{number}")


def fill(engine: Engine, rows: list[dict[str, Any]], has_stories: bool) -> None:
    """Write the rows; with the story each of them belongs to, or waiting to be grouped."""
    columns = list(rows[0])
    with engine.begin() as connection:
        if has_stories:
            stories = [{"id": i, "title": "Kerumunan"} for i in sorted({row["story_id"] for row in rows})]
            counts = {"article_count": 1, "outlet_count": 1}
            copy_rows(connection, Story, ["id", "title", *counts], [story | counts for story in stories])
            connection.execute(text("SELECT setval(pg_get_serial_sequence('story', 'id'), max(id)) FROM story"))
        own = {} if has_stories else {"story_id": None, "deduplicate_version": 0}
        copy_rows(connection, Article, columns, [row | own for row in rows])


def _disguise(sentence: str, names: list[str], chance: random.Random) -> str:
    """The sentence with two words in five replaced by words of the event's own, and other numbers."""
    return _WORD.sub(lambda word: _replace(word[0], names, chance), sentence)


def _replace(word: str, names: list[str], chance: random.Random) -> str:
    if word.isdigit():
        return str(chance.randrange(2, 900))
    if chance.random() > 0.4:
        return word
    name = chance.choice(names)
    return name.capitalize() if word[0].isupper() else name


def _retell(told: list[str], chance: random.Random) -> list[str]:
    """A copy, a copy with its end cut off, or half of what is told in another order."""
    kind = chance.randrange(3)
    if kind == 2:
        return chance.sample(told, _SENTENCES // 2)
    return told if kind == 0 else told[: chance.randrange(12, _SENTENCES)]


def _make_row(number: int, event: int, told: list[str], place: list[str], key: str) -> dict[str, Any]:
    at = FIRST_DAY + timedelta(days=number / A_DAY)
    title, body = told[0], "\n\n".join(told)
    outlet = f"Koran {number % 40}"
    return {
        "key": f"kerumunan.example/{key}", "source_id": f"koran_{number % 40}", "url": f"https://kerumunan.example/{key}",
        "aliases": [], "title": title, "body": body, "outlet": outlet, "rights": "fulltext", "published_at": at,
        "published_basis": "json-ld", "is_date_inferred": False, "first_seen_at": at, "story_id": event,
        "content_hash": hash_content(title, body), "is_relevant": False, "relevance": "none", "relevance_score": 0.0,
        "scope": "regency", "regencies": place, "pillars": [], "tag_version": 1, "embed_version": 0,
        "deduplicate_version": 0,
    }  # fmt: skip
