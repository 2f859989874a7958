"""Pages whose content is known: the given ones and our own frozen ones, both as TruePage.

The given pages' truth names no authors but one: those printed on the pages are in AUTHORS.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from models.clock import WIB

FROZEN = Path(__file__).parents[2] / "tests" / "fixtures" / "pages"
_NO_TIME = "00:00:00"
AUTHORS: dict[str, str | None] = {
    "antara-singlepage.html": "Nur Imansyah",
    "antara-singlepage2.html": "Budisantoso Budiman dan Agus S",
    "detik-singlepage.html": "Fino Yurio Kristo",
    "kompas-singlepage.html": "Masriadi",
    "kompas-singlepage2.html": "Nabilla Tashandra",
    "liputan6-singlepage.html": "Corry Anestia",
    "okezone-singlepage.html": "Dewi Kania",
    "republika-singlepage.html": None,
    "tempo-singlepage.html": "Dini Teja",
}
"""Read off the pages by a person; Republika's names an editor only, Tempo's signs in capitals below the text."""
_MODERN = "MediaIndonesia_2026_01_20"


@dataclass(frozen=True)
class TruePage:
    """A page and what it says. `platform` None: to be found by host and markup; `fetched_at` None: unknown."""

    name: str
    url: str
    markup: bytes
    title: str
    body: str
    dateline: str | None
    at: datetime
    has_time: bool
    author: str | None
    is_author_known: bool
    platform: str | None = None
    fetched_at: datetime | None = None


def load_given(folder: Path) -> list[TruePage]:
    """The pages of `folder` with their ground truth; empty where the folder is not there."""
    listed = folder / "ground_truth.json"
    if not listed.is_file():
        return []
    rows = json.loads(listed.read_text(encoding="utf-8"))
    pages = [_make_given(folder, row) for row in rows]
    modern = folder / f"{_MODERN}.html"
    return [*pages, _load_modern(modern)] if modern.is_file() else pages


def load_frozen() -> list[TruePage]:
    """Our own pages, in folders named after their platform, as the tests read them."""
    return [_load_one(path) for path in sorted(FROZEN.glob("*/*.html")) if path.with_suffix(".json").is_file()]


def load_sets(data: Path) -> Iterator[tuple[str, list[TruePage]]]:
    """(name, pages) of the given ones in `html/` of the data folder, passed over aloud where absent, and the frozen."""
    given = load_given(data / "html")
    if given:
        yield "given", given
    else:
        print(f"  given pages: passed over, {data / 'html'} is not there")
    yield "frozen", load_frozen()


def _make_given(folder: Path, row: dict[str, Any]) -> TruePage:
    return TruePage(
        name=row["file"].removesuffix(".html"),
        url=row["url"],
        markup=(folder / row["file"]).read_bytes(),
        title=row["title"],
        body=row["content"],
        dateline=None,
        at=datetime.fromisoformat(row["date_iso"]),
        has_time=True,
        author=AUTHORS.get(row["file"]),
        is_author_known=row["file"] in AUTHORS,
    )


def _load_modern(path: Path) -> TruePage:
    told = json.loads((path.parent / "MediaIndonesia.json").read_text(encoding="utf-8"))["V1"]
    parts = [*told["body"]["summary"], *(line for part in told["body"]["sections"] for line in _lines_of(part))]
    return TruePage(
        name=path.stem,
        url="https://mediaindonesia.com/humaniora/853000/wisuda",
        markup=path.read_bytes(),
        title=told["title"],
        body="\n".join(parts),
        dateline=None,
        at=datetime.fromisoformat(told["publishing_date"]),
        has_time=True,
        author=", ".join(told["authors"]),
        is_author_known=True,
    )


def _lines_of(section: dict[str, list[str]]) -> list[str]:
    return [*section["headline"], *section["paragraphs"]]


def _load_one(path: Path) -> TruePage:
    spec = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    expected = spec["expected"]
    at = datetime.fromisoformat(expected["published_at"])
    return TruePage(
        name=f"{path.parent.name}/{path.stem}",
        url=spec["url"],
        markup=path.read_bytes(),
        title=expected["title"],
        body="\n".join(expected["body"]),
        dateline=expected.get("dateline"),
        at=at,
        has_time=f"{at.astimezone(WIB):%H:%M:%S}" != _NO_TIME,
        author=expected.get("author"),
        is_author_known="author" in expected,
        platform=path.parent.name,
        fetched_at=datetime.fromisoformat(spec["fetched_at"]),
    )
