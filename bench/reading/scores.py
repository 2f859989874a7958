"""How close a reading is to what a page says.

- Body, by word 4-grams and by ROUGE-L (longest common subsequence of words), both as F1 over lower-case words. Peers
  keep datelines in the body and we do not; where the truth knows the dateline, a body counts as the better of the two.
- Title: equal but for spaces and the shape of quotes and dashes. Author: the same names, however they are joined.
- Date: the same day in Jakarta; with time: the same minute. A time without a zone is taken as WIB, to anybody's good.
- Leaks: lines of the body that the page's story does not have, its title and dateline aside: related blocks, credits,
  captions, share bars, notices. A line leaks if fewer than half of its word 4-grams (for a line of up to four words:
  not the whole of it) occur in the truth.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from bench.reading.pages import TruePage
from models.clock import WIB

_N = 4
_MOST_FOREIGN = 0.5
_FOLDED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\xa0": " "})


class Score(NamedTuple):
    """One reading of one page. None: the truth does not say, or (time) the page gives no time."""

    grams: float
    rouge: float
    title: bool
    day: bool
    minute: bool | None
    author: bool | None
    leaks: tuple[str, ...]


def score(page: TruePage, got: dict[str, Any]) -> Score:
    """`got`: title, body, published_at (ISO 8601, perhaps a day only), authors (one string)."""
    body = got.get("body") or ""
    truths = [page.body, f"{page.dateline} {page.body}"] if page.dateline else [page.body]
    at = _parse(got.get("published_at"))
    return Score(
        grams=max(f1_of_grams(truth, body) for truth in truths),
        rouge=max(rouge_l(truth, body) for truth in truths),
        title=_fold(got.get("title")) == _fold(page.title),
        day=at is not None and at.date() == page.at.astimezone(WIB).date(),
        minute=_is_same_minute(at, got, page) if page.has_time else None,
        author=_names(got.get("author")) == _names(page.author) if page.is_author_known else None,
        leaks=find_leaks(page, body),
    )


def words(text: str) -> list[str]:
    """Lower-case words."""
    return re.findall(r"\w+", text.lower())


def f1_of_grams(truth: str, got: str) -> float:
    """F1 of word 4-grams, with their counts."""
    wanted, found = _grams(words(truth)), _grams(words(got))
    return _f1((wanted & found).total(), wanted.total(), found.total())


def rouge_l(truth: str, got: str) -> float:
    """F1 of the longest common subsequence of words."""
    wanted, found = words(truth), words(got)
    return _f1(_common(wanted, found), len(wanted), len(found))


def find_leaks(page: TruePage, body: str) -> tuple[str, ...]:
    """Lines of `body` that are no part of the story."""
    own = words(f"{page.title}\n{page.dateline or ''}\n{page.body}")
    grams = {size: {tuple(own[i : i + size]) for i in range(len(own))} for size in range(1, _N + 1)}
    return tuple(line for line in map(str.strip, body.split("\n")) if _is_foreign(words(line), grams))


def _is_foreign(line: list[str], grams: dict[int, set[tuple[str, ...]]]) -> bool:
    if not line:
        return False
    size = min(len(line), _N)
    found = [tuple(line[i : i + size]) in grams[size] for i in range(len(line) - size + 1)]
    return sum(found) < _MOST_FOREIGN * len(found)


def _grams(text: Sequence[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(text[i : i + _N]) for i in range(max(1, len(text) - _N + 1))) if text else Counter()


def _f1(hits: int, wanted: int, found: int) -> float:
    return 2 * hits / (wanted + found) if wanted + found else 0.0


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Length of the longest common subsequence, a row of the table in one integer (Hyyrö 2004)."""
    places: defaultdict[str, int] = defaultdict(int)
    for place, word in enumerate(one):
        places[word] |= 1 << place
    whole = (1 << len(one)) - 1
    row = whole
    for word in other:
        met = row & places.get(word, 0)
        row = ((row + met) | (row - met)) & whole
    return len(one) - row.bit_count()


def _fold(text: str | None) -> str:
    return " ".join((text or "").translate(_FOLDED).split())


def _names(text: str | None) -> frozenset[str]:
    return frozenset(" ".join(words(name)) for name in (text or "").split(",") if name.strip())


def _parse(text: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return at.replace(tzinfo=WIB) if at.tzinfo is None else at.astimezone(WIB)


def _is_same_minute(at: datetime | None, got: dict[str, Any], page: TruePage) -> bool:
    if at is None or len(got["published_at"]) <= len("2026-11-05"):
        return False
    return at.replace(second=0, microsecond=0) == page.at.astimezone(WIB).replace(second=0, microsecond=0)
