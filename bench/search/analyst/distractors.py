"""Texts among which the sample articles are hidden: news and encyclopaedia passages about anything else.

They are taken from the bench's data folder, never from the repository, and dated evenly over the days of the sample
articles: a query that names a day must not win by that alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Engine

from models import clock
from models.clock import parse_day, start_of_day
from models.store.bulk import copy_rows
from models.tables import Article
from pipelines.importing import IMPORT_SOURCE

_FIRST_DAY, _DAYS = start_of_day(parse_day("2023-02-01")), 1384
_STEP = 617
"""Days from one text to the next, modulo _DAYS, to which it has no common divisor."""
_LINES_TOGETHER = 2
_COMPARED = 120
"""Characters by which a text that lies in two files is known."""
_OF_THE_PROVINCE = re.compile(r"\b(bangka|belitung|pangkal ?pinang|timah)\b", re.IGNORECASE)
"""What names the province or its tin may answer a query, and nobody judged it: it is left out."""


class Distractor(NamedTuple):
    """One text; a title only where its source has one."""

    title: str
    body: str


def load_distractors(data: Path) -> list[Distractor]:
    """Every text once, without those of the province; empty where the folder has nothing."""
    found: dict[str, Distractor] = {}
    for text in (*_news(data), *_retrieval(data), *_lines(data), *_premises(data)):
        found.setdefault(" ".join(text.body.split()).lower()[:_COMPARED], text)
    return [text for text in found.values() if not _OF_THE_PROVINCE.search(f"{text.title} {text.body}")]


def add_distractors(engine: Engine, texts: Sequence[Distractor]) -> None:
    """Keep them as articles of no known source, to be tagged and embedded like all others."""
    now = clock.now()
    with engine.begin() as connection:
        copy_rows(connection, Article, list(_as_row(0, texts[0], now)), (
            _as_row(number, text, now) for number, text in enumerate(texts)
        ))  # fmt: skip


def _as_row(number: int, text: Distractor, now: Any) -> dict[str, Any]:
    address = f"distractor.example/{number:06d}"
    return {
        "key": address, "url": f"https://{address}", "content_hash": address, "source_id": IMPORT_SOURCE,
        "outlet": "distractor.example", "title": text.title, "body": text.body, "rights": "fulltext",
        "published_at": _FIRST_DAY + timedelta(days=number * _STEP % _DAYS, hours=8), "published_basis": "import",
        "first_seen_at": now, "is_date_inferred": False, "is_relevant": False, "relevance": "none",
        "relevance_score": 0.0, "scope": "elsewhere", "deduplicate_version": 0, "tag_version": 0,
        "embed_version": 0,
    }  # fmt: skip


def _news(data: Path) -> Iterator[Distractor]:
    for row in _rows(data / "corpus" / "indosum_dev.jsonl"):
        yield Distractor(row["title"], row["body"])


def _retrieval(data: Path) -> Iterator[Distractor]:
    for path in sorted((data / "retrieval").glob("*/corpus.jsonl")):
        for row in _rows(path):
            yield Distractor(row.get("title", ""), row["text"])


def _lines(data: Path) -> Iterator[Distractor]:
    """Running news sentences, two to a text; encyclopaedia passages, one to a line."""
    lines = iter(_read(data / "corpus" / "indonlu_news_bapos_posp_nerp_nergrit.txt"))
    while together := list(islice(lines, _LINES_TOGETHER)):
        yield Distractor("", "\n".join(together))
    for line in _read(data / "corpus" / "wiki_passages_tydiqa_idkmrc.txt"):
        yield Distractor("", line)


def _premises(data: Path) -> Iterator[Distractor]:
    for row in _rows(data / "corpus" / "indonli_train.jsonl"):
        yield Distractor("", row["premise"])


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, _read(path))


def _read(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()] if path.is_file() else []
