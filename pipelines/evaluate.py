"""Scoring taggers against labelled articles: F1, precision and recall per field and per value, and what disagreed.

A labelled article is a row with `id, url, title, text, relevant, regencies, province, pillars, milestone` and optional
`published`; `relevant` may be "borderline", which is left out. Taggers are functions from row to result, shaped like a
line of `pantau export`. How the numbers are printed belongs to the command line, the naive tagger to `baseline.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.clock import now, wib_date
from models.shapes import ArticleText, Tagging
from pipelines.dates import parse_published
from pipelines.tag import Tagger

Row = Mapping[str, Any]
RowTagger = Callable[[Row], Row | None]

FIELDS = ("relevant", "regency", "province", "pillar", "milestone")
_ALSO_ACCEPTED: dict[str, frozenset[str]] = {
    "mou": frozenset({"mitra_vendor", "komitmen"}),
    "dewan-tim": frozenset({"kelembagaan"}),
    "regulation": frozenset({"regulasi"}),
    "launch-app": frozenset({"aplikasi"}),
    "command-center": frozenset({"infrastruktur"}),
    "infrastructure": frozenset({"infrastruktur"}),
    "evaluation": frozenset({"evaluasi", "evaluasi_1", "evaluasi_2", "indeks"}),
    "award": frozenset({"penghargaan"}),
    "budget": frozenset({"anggaran"}),
    "training": frozenset({"pelatihan"}),
    "quick-win": frozenset({"quick_win"}),
    "bimtek-1": frozenset({"bimtek_1"}),
    "bimtek-2": frozenset({"bimtek_2"}),
    "bimtek-3": frozenset({"bimtek_3"}),
    "bimtek-4": frozenset({"bimtek_4"}),
}
"""Names a ledger may use for a labelled kind; a joint commitment is labelled as an agreement."""
_NEVER_WRONG = frozenset({"wacana", "none", "kritik"})
"""Kinds the labeller did not label, so that finding them is no error."""
_SURE_DATES = ("url", "body")


@dataclass
class Count:
    """Hits, false alarms and misses of one field or value."""

    hits: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, want: set[str], have: set[str]) -> None:
        """Compare one article's labels with what was found."""
        self.hits += len(want & have)
        self.extra += len(have - want)
        self.missed += len(want - have)

    def scores(self) -> tuple[float, float, float]:
        """F1, precision and recall, to three places; 0 where nothing was found or wanted."""
        precision = self.hits / (self.hits + self.extra) if self.hits + self.extra else 0.0
        recall = self.hits / (self.hits + self.missed) if self.hits + self.missed else 0.0
        total = precision + recall
        return round(2 * precision * recall / total, 3) if total else 0.0, round(precision, 3), round(recall, 3)


@dataclass
class Board:
    """Everything counted while rows are compared."""

    fields: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in FIELDS})
    values: dict[str, dict[str, Count]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Count)))
    disagreements: list[dict[str, Any]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    dated: int = 0
    dated_right: int = 0

    def add(self, name: str, row: Row, want: Iterable[str], have: Iterable[str]) -> None:
        """Count one field of one article, and each value of it."""
        wanted, found = set(want), set(have)
        self.fields[name].add(wanted, found)
        for value in wanted | found:
            self.values[name][value].add(wanted & {value}, found & {value})
        if wanted != found:
            self.disagreements.append(
                {"field": name, "id": row["id"], "want": sorted(wanted), "have": sorted(found), "title": row["title"]}
            )


def evaluate_tags(rows: Iterable[Row], tag: RowTagger) -> dict[str, Any]:
    """Score a tagger on labelled rows.

    Returns per field (F1, precision, recall), `date_exact` (share of stated dates met), `missing` (rows the tagger gave
    nothing for), `values` (per field and value the same three numbers) and `disagreements` (field, id, want, have).
    """
    board = Board()
    for row in rows:
        result = tag(row)
        if result is None:
            board.missing.append(str(row["id"]))
        _compare(board, row, result or {})
    scores: dict[str, Any] = {name: count.scores() for name, count in board.fields.items()}
    scores["date_exact"] = round(board.dated_right / max(1, board.dated), 3)
    scores["missing"] = len(board.missing)
    scores["values"] = {
        name: {value: counts[value].scores() for value in sorted(counts)}
        for name, counts in board.values.items()
        if name in ("regency", "pillar", "milestone")
    }
    scores["disagreements"] = board.disagreements
    return scores


def tag_row(tagger: Tagger, row: Row) -> Row:
    """A labelled row through the tagger. Only what the text or its address states counts as its date, not the label."""
    published_on = _stated_date(row)
    article = ArticleText(
        url=row["url"], title=row["title"], body=row["text"], outlet=row.get("outlet"), published_on=published_on
    )
    return export_row(row, tagger.tag(article), published_on)


def export_row(row: Row, tagging: Tagging, published_on: date | None) -> Row:
    """A tagging in the shape of one exported line, as far as scores need it."""
    return {
        "url": row["url"],
        "relevant": tagging.is_relevant,
        "scope": tagging.scope,
        "regencies": list(tagging.regencies),
        "pillars": list(tagging.pillars),
        "milestones": [{"kind": item.kind, "status": item.status} for item in tagging.milestones],
        "published_at": published_on.isoformat() if published_on else None,
    }


def _compare(board: Board, row: Row, result: Row) -> None:
    if row["relevant"] != "borderline":
        board.add("relevant", row, ["yes"] if row["relevant"] else [], ["yes"] if result.get("relevant") else [])
    if row["relevant"] is True:
        board.add("regency", row, row["regencies"], result.get("regencies") or [])
        board.add("province", row, ["yes"] if row["province"] else [], ["yes"] if _is_provincial(result) else [])
        board.add("pillar", row, row["pillars"], result.get("pillars") or [])
        wanted = {kind for kind in row["milestone"] if kind != "none"}
        board.add("milestone", row, wanted, _as_labelled(_kinds(result), wanted))
    if row.get("published"):
        board.dated += 1
        board.dated_right += str(result.get("published_at") or "")[:10] == row["published"]


def _is_provincial(result: Row) -> bool:
    return result.get("scope") in ("province", "provinsi") or bool(result.get("province"))


def _kinds(result: Row) -> set[str]:
    milestones = result.get("milestones") or []
    kinds = {item if isinstance(item, str) else item.get("kind") or item.get("stage") for item in milestones}
    return {kind for kind in kinds if kind}


def _as_labelled(found: set[str], wanted: set[str]) -> set[str]:
    """Found kinds under the labeller's names: met labels, and whatever answers to no label at all."""
    accepted = {label: _ALSO_ACCEPTED.get(label, frozenset()) | {label} for label in wanted}
    met = {label for label, names in accepted.items() if found & names}
    answering = frozenset().union(*accepted.values()) if accepted else frozenset()
    return met | (found - answering - _NEVER_WRONG)


def _stated_date(row: Row) -> date | None:
    published = parse_published([], url=row["url"], body=row["text"], fetched_at=now())
    is_sure = published.at is not None and published.basis in _SURE_DATES
    return wib_date(published.at) if published.at and is_sure else None
