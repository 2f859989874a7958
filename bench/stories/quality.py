"""How well the labelled articles are grouped, by Pantau and by its peers in the same run."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping

from sqlalchemy import Engine

from bench.scratch import open_scratch
from bench.stories.labelled import Row, group_labelled, load_labelled
from bench.stories.peers import group_by_simhash, group_by_title, simhash
from bench.stories.scores import b_cubed
from models.catalogue import PROVINCES_DIR, Catalogue
from models.settings import Settings
from pipelines.story_origins import find_origins

TARGET_F1 = 0.95
KINDS = ("copy", "edited", "paraphrase", "single")
_USUAL_BITS = 3
"""Manku, Jain and Das Sarma (2007) call web pages near-duplicates up to here."""
_NIGHTS = 4

Grouping = Mapping[str, Hashable]


def measure() -> None:
    """Print the table: one line per system, split by dev and held-out events and by kind of article."""
    rows = load_labelled()
    truth = {row["id"]: row["event"] for row in rows}
    print(describe(rows))
    print(f"{'':<28}{'all P':>7}{'R':>7}{'F1':>7}{'dev':>7}{'heldout':>9}" + "".join(f"{k:>12}" for k in KINDS))
    for name, found in _groupings(rows):
        cuts = [_f1(found, truth, [row for row in rows if row["kind"] == kind]) for kind in KINDS]
        dev, heldout = (_f1(found, truth, [row for row in rows if row["heldout"] is part]) for part in (False, True))
        whole = b_cubed(found, truth, list(truth))
        line = f"{name:<28}{whole.precision:>7.3f}{whole.recall:>7.3f}{whole.f1:>7.3f}{dev:>7.3f}{heldout:>9.3f}"
        print(line + "".join(f"{cut:>12.3f}" for cut in cuts), flush=True)
    print(f"target: F1 >= {TARGET_F1} for Pantau, also on held-out events")


def describe(rows: list[Row]) -> str:
    """What the labelled set holds, in a sentence."""
    events = {row["event"] for row in rows}
    retold = {row["event"] for row in rows if row["kind"] == "paraphrase"}
    kinds = Counter(row["kind"] for row in rows)
    held = {row["event"] for row in rows if row["heldout"]}
    return (
        f"{len(rows)} articles ({', '.join(f'{kinds[kind]} {kind}' for kind in KINDS)}) of {len(events)} events in"
        f" {len({row['outlet'] for row in rows})} outlets; {len(retold)} events retold, {len(held)} held out"
    )


def _groupings(rows: list[Row]) -> Iterator[tuple[str, Grouping]]:
    texts = {row["id"]: (row["title"], row["text"]) for row in rows}
    truth = {row["id"]: row["event"] for row in rows}
    with open_scratch() as (engine, settings):
        found = group_labelled(engine, settings, rows)
        yield "Pantau, all at once", found
        _show_origins(engine, rows, found)
    with open_scratch() as (engine, settings):
        yield f"Pantau, in {_NIGHTS} parts", _group_in_parts(engine, settings, rows)
    yield "equal headline", group_by_title(texts)
    hashes = {key: simhash(f"{title}\n{text}") for key, (title, text) in texts.items()}
    yield f"simhash, {_USUAL_BITS} bits", group_by_simhash(hashes, _USUAL_BITS)
    best = max(range(1, 24), key=lambda bits: b_cubed(group_by_simhash(hashes, bits), truth, list(truth)).f1)
    yield f"simhash, {best} bits (its best)", group_by_simhash(hashes, best)


def _group_in_parts(engine: Engine, settings: Settings, rows: list[Row]) -> Grouping:
    """Articles arrive in the order of publication, some late: as nights bring them."""
    late = random.Random(1)
    arriving = sorted(rows, key=lambda row: (row["published"][:10] + late.choice("00001"), row["published"]))
    size = -(-len(rows) // _NIGHTS)
    for start in range(0, len(rows), size):
        found = group_labelled(engine, settings, arriving[: start + size])
    return found


def _show_origins(engine: Engine, rows: list[Row], found: Mapping[str, int]) -> None:
    """How many articles are said to be of a story that comes from a release, and rightly."""
    first: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row["published"]):
        first.setdefault(row["event"], row)
    with engine.connect() as connection:
        origins = find_origins(connection, Catalogue("bangka_belitung", root=PROVINCES_DIR), set(found.values()))
    said = {row["id"] for row in rows if origins[found[row["id"]]].release}
    true = {row["id"] for row in rows if first[row["event"]]["office"]}
    share = len(said & true)
    print(f"   from an office's release: {len(true)} articles, {len(said)} said to be, {share} of these rightly")


def _f1(found: Grouping, truth: Grouping, rows: list[Row]) -> float:
    return b_cubed(found, truth, [row["id"] for row in rows]).f1
