"""Articles of which a channel or a file tells all there is: feed entries kept as headlines, lines of an import."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bs4 import BeautifulSoup

from models.errors import ReadingError
from models.shapes import Page
from models.sources import Platform, Source
from pipelines.dates import DateClue
from pipelines.drafts import Draft
from pipelines.paragraphs import read_paragraphs
from pipelines.readers import read_html

_PAGE_MARKUP = "<html"
_TITLE_LENGTH = 90


def read_headline(page: Page) -> Draft:
    """Title, summary and date as a feed gave them; the page itself is not looked at, by the outlet's wish."""
    told = {field: "feed" for field in ("section", "author") if _said(page.hints, field)}
    return Draft(
        url=page.url,
        title=_plain(_said(page.hints, "title")),
        paragraphs=[line for line in _plain(_said(page.hints, "summary")).split("\n") if line.strip()],
        section=_said(page.hints, "section") or None,
        authors=[author] if (author := _said(page.hints, "author")) else [],
        origins={"title": "feed", "body": "feed summary", **told},
    )


def read_import(page: Page, text: str, source: Source | None, platform: Platform, fetched_on: date | None) -> Draft:
    """One JSON line: url, title, text or html, published, outlet, author. ReadingError where it is no such line."""
    try:
        line = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadingError(f"{page.url}: the import line is no JSON: {error}") from error
    if not isinstance(line, dict):
        raise ReadingError(f"{page.url}: the import line is no object")
    draft = _read_line(page, line, source, platform, fetched_on)
    if published := _said(line, "published"):
        draft.clues.insert(0, DateClue("import", published, "import"))
    if author := _said(line, "author"):
        draft.authors, draft.origins["author"] = [author], "import"
    draft.title = _said(line, "title") or draft.title or _first_line(draft.paragraphs)
    if outlet := _said(line, "outlet"):
        draft.outlet, draft.origins["outlet"] = outlet, "import"
    return draft


def _read_line(
    page: Page, line: Mapping[str, Any], source: Source | None, platform: Platform, fetched_on: date | None
) -> Draft:
    text, markup = _said(line, "text"), _said(line, "html")
    if text or not markup:
        paragraphs = [part for part in text.replace("\r", "").split("\n") if part.strip()]
        return Draft(url=page.url, paragraphs=paragraphs, origins={"title": "import", "body": "import"})
    if _PAGE_MARKUP not in markup[:2000].lower():
        markup = f'<html><body><article><div class="entry-content">{markup}</div></article></body></html>'
    inner = replace(page, kind="html", hints={**page.hints, "title": _said(line, "title")})
    return read_html(inner, markup, source, platform, fetched_on)


def _first_line(paragraphs: Sequence[str]) -> str:
    """What an untitled line is called: its text's first words."""
    return textwrap.shorten(paragraphs[0], _TITLE_LENGTH, placeholder=" ...") if paragraphs else ""


def _said(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return value.strip() if isinstance(value, str) else ""


def _plain(text: str) -> str:
    """Feeds put markup into titles and summaries, often escaped."""
    return "\n".join(read_paragraphs(BeautifulSoup(text, "lxml"))) if "<" in text or "&" in text else text
