"""Freezing a page: its bytes and a draft of what should be read from it, to be looked over by a person.

A frozen page is kept on the machine of whoever works on the source, under tests/fixtures/pages/sources/<id>/ (which git
ignores: the text is the outlet's). Once its draft is corrected and says `"reviewed": true`, `compare_frozen` holds the
reading to it; tests/serving/test_freezing.py does so for all there are.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from models.boilerplate import load_boilerplate
from models.catalogue import Catalogue
from models.clock import WIB
from models.errors import ReadingError
from models.shapes import Page, Reading
from pipelines.extract import extract

_MOST_LETTERS = 60
_INSTANTS = ("published_at", "modified_at")
_FIELDS = ("title", "body", "dateline", "published_at", "published_basis", "modified_at", "author", "editor", "section")


def frozen_folder(catalogue: Catalogue, source_id: str) -> Path:
    """Where the pages of a source are frozen in a checkout."""
    return catalogue.root.parent / "tests" / "fixtures" / "pages" / "sources" / source_id


def freeze_page(folder: Path, page: Page, source_id: str, reading: Reading | None) -> Path:
    """Write the page and its draft; returns the path of the page. `reading` None: it could not be read.

    The same page frozen again replaces both files, unless a person has reviewed the draft: then only the page is kept
    as it was, and nothing is written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{make_slug(page.url)}.html"
    spec = path.with_suffix(".json")
    if spec.is_file() and json.loads(spec.read_text(encoding="utf-8")).get("reviewed"):
        return path
    path.write_bytes(page.body)
    draft = {
        "url": page.url,
        "source": source_id,
        "fetched_at": page.fetched_at.astimezone(WIB).isoformat(timespec="seconds"),
        "content_type": page.content_type,
        "reviewed": False,
        "expected": make_expected(reading) if reading else {},
    }
    spec.write_text(json.dumps(draft, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def make_expected(reading: Reading) -> dict[str, Any]:
    """What was read, JSON-ready: paragraphs as a list, instants in WIB, fields without a value left out."""
    shown = {field: _show(field, getattr(reading, field)) for field in _FIELDS}
    return {field: value for field, value in shown.items() if value not in (None, "", [])}


def compare_frozen(folder: Path, catalogue: Catalogue) -> Iterator[str]:
    """What is read differently from what a person has said, for every reviewed page below a folder."""
    boilerplate = load_boilerplate(catalogue.root)
    for spec_path in sorted(folder.glob("*/*.json")):
        spec = json.loads(spec_path.read_text(encoding="utf-8"))
        if not spec["reviewed"]:
            continue
        source = catalogue.source(spec["source"])
        page = Page(
            url=spec["url"],
            fetched_at=datetime.fromisoformat(spec["fetched_at"]),
            body=spec_path.with_suffix(".html").read_bytes(),
            content_type=spec["content_type"],
        )
        try:
            read = make_expected(extract(page, source, catalogue.platform_of(source), boilerplate))
        except ReadingError as error:
            yield str(error)
            continue
        for field in sorted(spec["expected"].keys() | read.keys()):
            if spec["expected"].get(field) != read.get(field):
                yield f"{spec_path}: field {field}: expected {spec['expected'].get(field)!r}, read {read.get(field)!r}"


def make_slug(url: str) -> str:
    """A file name from the last word of an address; its hash where there is none."""
    parts = urlsplit(url)
    last = parts.path.rstrip("/").rpartition("/")[2].removesuffix(".html") or parts.query
    slug = re.sub(r"[^a-z0-9]+", "-", last.lower()).strip("-")[:_MOST_LETTERS].strip("-")
    return slug or hashlib.sha1(url.encode(), usedforsecurity=False).hexdigest()[:12]


def _show(field: str, value: Any) -> Any:
    if field in _INSTANTS:
        return value and value.astimezone(WIB).isoformat()
    return value.split("\n\n") if field == "body" and value else value
