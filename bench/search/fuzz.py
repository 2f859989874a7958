"""Queries nobody types on purpose, from a seed: operators, quotes, emoji, control characters, SQL, very long ones.

`python -m bench search:fuzz` asks the sample store 2,000 of them. Wanted: no error, none longer than a second, and
every table as it was.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, text

from bench.scratch import open_scratch
from bench.search.stopwatch import Lap, load_now, percentiles, time_act
from models.catalogue import SAMPLES_DIR, Catalogue
from models.settings import Settings
from pipelines.embedder import BundledEmbedder
from pipelines.stages import run_stages
from serving.search import Knowledge, SearchRequest, search
from spiders.run import harvest

PROVINCE = "bangka_belitung"
QUERIES = 2_000
LONGEST_SECONDS = 1.0
_SEED = 20261121
_PIECES = (
    '"', "''", "-", "--", "OR", "ATAU", "(", ")", ":", "wilayah:", "sejak:", "cerita:", "pilar:\"", "-\"", "*", "?",
    "%", "_", "\\", "/*", "*/", ";", "$1", ":terms", "%(x)s", "{0}", "\x00", "\x1b[31m", "\u202e", "\ufeff", "\ud83d",
    "😀", "👩‍👩‍👧", "İ", "ß", "ﬁ", "ﷺ", "漢字", "a\u0301" * 9, "0", "9" * 40, "2026-13-45", "31 Februari 2026",
    "999 tahun terakhir", "minggu lalu", "1 Januari 0001", "sampai", "kota cerdas", "smrt city", "bateng", "spbe",
    "'; DROP TABLE article; --", "' OR 1=1 --", "<script>alert(1)</script>", "../../etc/passwd", "NaN",
    "null", "\t\n\r",
)  # fmt: skip


def make_queries(count: int, seed: int) -> Iterator[str]:
    """`count` queries; one in fifty is about 100 kB long."""
    dice = random.Random(seed)
    for number in range(count):
        length = dice.randint(1, 12)
        query = dice.choice(("", " ")).join(dice.choice(_PIECES) for _ in range(length))
        if number % 50 == 0:
            query = (query + " " + dice.choice(_PIECES) + "x") * (100_000 // (len(query) + 2) + 1)
        yield query


def measure(data: Path) -> None:
    """Ask a store of the sample archive; `data` is not looked at."""
    with open_scratch() as (engine, settings):
        fill_with_sample(engine, settings)
        _report(engine)


def fill_with_sample(engine: Engine, settings: Settings) -> None:
    """The whole night over the sample archive."""
    catalogue = Catalogue(PROVINCE)
    harvest(settings, catalogue, replay=SAMPLES_DIR / "archive" / "sample.warc.gz")
    list(run_stages(engine, catalogue, settings))


def fingerprints(engine: Engine) -> dict[str, str]:
    """A hash of the rows of every table."""
    with engine.connect() as connection:
        names = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
        return {name: _hash_rows(connection.scalars(text(f'SELECT t::text FROM "{name}" t'))) for name in names}


def _report(engine: Engine) -> None:
    knowledge, embedder, before = Knowledge(Catalogue(PROVINCE)), BundledEmbedder(), fingerprints(engine)
    with engine.connect() as connection:
        process_id = int(connection.scalar(text("SELECT pg_backend_pid()")) or 0)
    errors: Counter[str] = Counter()
    laps: list[Lap] = []
    for query in make_queries(QUERIES, _SEED):
        ask = partial(search, engine, lambda: embedder, SearchRequest(query, has_facets=True), knowledge)
        laps.append(time_act(partial(_count_errors, ask, errors), [process_id]))
    slowest = max(lap.quiet for lap in laps)
    changed = [name for name, rows in fingerprints(engine).items() if rows != before.get(name)]
    print(f"{len(laps):,} queries: {errors.total()} errors (target 0) {dict(errors) or ''}")
    print(f"  {percentiles([lap.quiet for lap in laps])}, slowest {slowest:.2f} s (target {LONGEST_SECONDS:.0f} s)")
    print(f"  on the wall slowest {max(lap.wall for lap in laps):.2f} s ({load_now()})")
    print(f"  tables changed: {', '.join(changed) or 'none'} of {len(before)}")


def _count_errors(act: Callable[[], object], errors: Counter[str]) -> None:
    try:
        act()
    except Exception as error:  # whatever it is, it is what is looked for
        errors[f"{type(error).__name__}: {str(error)[:80]}"] += 1


def _hash_rows(rows: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for row in sorted(rows):
        digest.update(row.encode("utf-8", "replace"))
    return digest.hexdigest()
