"""Queries nobody types on purpose, from a seed: operators, quotes, emoji, control characters, SQL, very long ones."""

from __future__ import annotations

import random
from collections.abc import Iterator

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
