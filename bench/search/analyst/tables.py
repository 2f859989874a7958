"""What is printed: means by split and kind of query, targets, and the queries that miss what was wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bench.search.analyst.judged import KINDS, SPLITS, Query
from bench.search.peers import Run
from serving.evaluation import measure

MEASURES = ("nDCG@10", "recall@10", "MRR")
TARGETS = {"plain": 0.85, "name": 0.95, "misspelt": 0.80, "english": 0.70, "paraphrase": 0.50}
"""Least nDCG@10 of hybrid search over both splits."""
_COLUMNS = (*KINDS, "all")
_SHOWN = 3
_GOOD = 0.95
"""nDCG@10 from which on a query counts as answered."""


def print_tables(queries: Sequence[Query], runs: Mapping[str, Run]) -> None:
    """A table per measure: a row per split and system, a column per kind."""
    for name in MEASURES:
        print(f"{name:<24}" + "".join(f"{kind:>11}" for kind in _COLUMNS))
        for split in SPLITS:
            for system, run in runs.items():
                cells = (score(cut(queries, kind, split), run)[name] for kind in _COLUMNS)
                print(f"{split:<8}{system:<16}" + "".join(f"{cell:>11.3f}" for cell in cells), flush=True)


def print_targets(queries: Sequence[Query], run: Run) -> None:
    """Hybrid search beside what is asked of it: both splits together, then each."""
    print("target (hybrid, nDCG@10)")
    for kind, least in TARGETS.items():
        whole, *parts = (score(cut(queries, kind, split), run)["nDCG@10"] for split in ("", *SPLITS))
        told = ", ".join(f"{split} {part:.3f}" for split, part in zip(SPLITS, parts, strict=True))
        print(f"  {kind:<12}{whole:.3f}  >= {least:.2f} {'reached' if whole >= least else 'MISSED'}  ({told})")


def print_misses(queries: Sequence[Query], run: Run, titles: Mapping[str, str]) -> None:
    """Development queries below _GOOD, worst first within each kind: what came first, and the best that was wanted."""
    for kind in KINDS:
        own = [(score([query], run)["nDCG@10"], query) for query in cut(queries, kind, "dev")]
        for value, query in sorted((pair for pair in own if pair[0] < _GOOD), key=lambda pair: (pair[0], pair[1].id)):
            print(f"{query.id} {query.text!r} nDCG@10 {value:.3f}")
            for line in _explain(query, run.get(query.id, {}), titles):
                print(f"    {line}")


def cut(queries: Sequence[Query], kind: str, split: str) -> list[Query]:
    """Queries of this kind (or "all") and this split (or "" for both)."""
    return [query for query in queries if kind in (query.kind, "all") and split in (query.split, "")]


def score(queries: Sequence[Query], run: Run) -> dict[str, float]:
    """Means over these queries; one without an answer counts as nothing found."""
    return measure({query.id: query.judged for query in queries}, {query.id: run[query.id] for query in queries})


def _explain(query: Query, found: Mapping[str, float], titles: Mapping[str, str]) -> Iterator[str]:
    ranked = sorted(found, key=lambda name: -found[name])
    for place, name in enumerate(ranked[:_SHOWN], start=1):
        yield f"{place}. [{query.judged.get(name, 0)}] {name} | {titles[name][:90]}"
    best = max(query.judged.values())
    for name in (name for name, grade in query.judged.items() if grade == best and name not in ranked[:_SHOWN]):
        reached = f"at {ranked.index(name) + 1}" if name in ranked else "not in the ten"
        yield f"wanted {reached}: [{best}] {name} | {titles.get(name, 'not in the store')[:90]}"
