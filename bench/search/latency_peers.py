"""Other stores on the same passages and vectors, each in a process of its own that runs this module with a peer's name
and a folder: `passages.jsonl` (id, text), `vectors.npy` (a row for each), `queries.jsonl` (text, vector).

Out goes a JSON object: seconds to build, bytes, seconds of each query warm. What a peer does for a query: 200 passages
by BM25 over any of the words, 200 by vector, fused, the texts of the best ten. It is given the query's vector, and
understands nothing. Only the standard library, the peers and numpy are used.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from bench.search.stopwatch import time_act

CANDIDATES = 200
SHOWN = 10
_BATCH = 5_000
_WORD = re.compile(r"[^\W_]+")

Ask = Callable[[str, list[float]], object]


def build_sqlite(folder: Path, store: Path) -> Ask:
    """SQLite with FTS5 and sqlite-vec, through apsw: many Pythons' own sqlite3 loads no extensions."""
    import apsw  # type: ignore[import-not-found]
    import sqlite_vec  # type: ignore[import-not-found]

    base = apsw.Connection(str(store / "peer.db"))
    base.enable_load_extension(True)
    base.load_extension(sqlite_vec.loadable_path())
    vectors = _load_vectors(folder)
    base.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    base.execute(f"CREATE VIRTUAL TABLE near USING vec0(embedding float[{vectors.shape[1]}] distance_metric=cosine)")
    with base:
        base.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", _passages(folder))
        base.executemany(
            "INSERT INTO near (rowid, embedding) VALUES (?, ?)", ((i, v.tobytes()) for i, v in enumerate(vectors))
        )

    def ask(query: str, vector: list[float]) -> object:
        words = " OR ".join(f'"{word}"' for word in _words(query))
        by_words = f"SELECT rowid, -rank FROM words WHERE words MATCH ? ORDER BY rank LIMIT {CANDIDATES}"
        by_vector = f"SELECT rowid, 1 - distance FROM near WHERE embedding MATCH ? AND k = {CANDIDATES}"
        keyword = dict(base.execute(by_words, (words,))) if words else {}
        best = _fuse(keyword, dict(base.execute(by_vector, (_pack(vector),))))
        marks = ",".join("?" * len(best))
        return list(base.execute(f"SELECT rowid, text FROM words WHERE rowid IN ({marks})", best))

    return ask


def build_tantivy(folder: Path, store: Path) -> Ask:
    """tantivy: by words only, it keeps no vectors."""
    import tantivy  # type: ignore[import-not-found]

    schema = tantivy.SchemaBuilder().add_text_field("text", stored=True).build()
    index = tantivy.Index(schema, path=str(store))
    writer = index.writer()
    for _, text in _passages(folder):
        writer.add_document(tantivy.Document(text=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(query: str, vector: list[float]) -> object:
        words = " ".join(_words(query)) or "*"
        found = searcher.search(index.parse_query(words, ["text"]), CANDIDATES).hits
        return [searcher.doc(address)["text"] for _, address in found[:SHOWN]]

    return ask


def build_lancedb(folder: Path, store: Path) -> Ask:
    """LanceDB with its own full-text index and an HNSW index of vectors, fused by its own reranker (ranks)."""
    import lancedb  # type: ignore[import-not-found]
    import pyarrow as pa  # type: ignore[import-not-found]

    vectors = _load_vectors(folder)
    kind = pa.schema([("id", pa.int64()), ("text", pa.string()), ("vector", pa.list_(pa.float32(), vectors.shape[1]))])
    table = lancedb.connect(str(store)).create_table("passages", schema=kind)
    for first in range(0, len(vectors), _BATCH):
        rows = _passages(folder, first, first + _BATCH)
        table.add([{"id": i, "text": text, "vector": vectors[i]} for i, text in rows])
    table.create_fts_index("text")
    table.create_index(metric="cosine", index_type="IVF_HNSW_SQ", vector_column_name="vector")

    def ask(query: str, vector: list[float]) -> object:
        asked = table.search(query_type="hybrid").vector(vector).text(" ".join(_words(query)) or "x")
        return asked.limit(SHOWN).select(["id", "text"]).to_list()

    return ask


PEERS: dict[str, tuple[str, Callable[[Path, Path], Ask]]] = {
    "SQLite FTS5 + sqlite-vec": ("apsw", build_sqlite),
    "tantivy (words only)": ("tantivy", build_tantivy),
    "LanceDB": ("lancedb", build_lancedb),
}
"""Module a peer needs, and how to build its store."""


def main(name: str, folder: Path, store: Path) -> None:
    """Build one peer's store, ask it every query twice, print what the second round took."""
    queries = [json.loads(line) for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    started = time.perf_counter()
    ask = PEERS[name][1](folder, store)
    built = time.perf_counter() - started
    for query in queries:
        ask(query["text"], query["vector"])
    laps = [time_act(lambda query=query: ask(query["text"], query["vector"])) for query in queries]  # type: ignore[misc]
    size = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    json.dump({"build": built, "bytes": size, "laps": laps}, sys.stdout)


def _passages(folder: Path, first: int = 0, last: int | None = None) -> Iterator[tuple[int, str]]:
    with (folder / "passages.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if last is not None and number >= last:
                return
            if number >= first:
                yield number, json.loads(line)


def _load_vectors(folder: Path) -> Any:
    import numpy as np

    return np.load(folder / "vectors.npy", mmap_mode="r")


def _pack(vector: Iterable[float]) -> bytes:
    import numpy as np

    return np.array(vector, dtype=np.float32).tobytes()


def _words(query: str) -> list[str]:
    return list(dict.fromkeys(word.lower() for word in _WORD.findall(query)))


def _fuse(keyword: dict[int, float], near: dict[int, float]) -> list[int]:
    top = max(keyword.values(), default=1.0) or 1.0
    score = {i: keyword.get(i, 0.0) / top + 0.5 * near.get(i, 0.0) for i in {*keyword, *near}}
    return sorted(score, key=lambda i: -score[i])[:SHOWN]


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
