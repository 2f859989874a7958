"""A page to a Reading: the one door to everything that reads pages.

How a field is found belongs to `readers.py` and its neighbours, how text is cleaned to `clean.py`, how dates are
settled to `dates.py`; here they are put together and what is no article is refused. `reading.py` saves readings.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, date
from typing import Any
from urllib.parse import urlsplit

from models import clock
from models.address import bare_host
from models.boilerplate import Boilerplate, load_boilerplate
from models.catalogue import Catalogue
from models.clock import WIB, wib_date
from models.errors import ReadingError
from models.shapes import Page, Reading
from models.sources import Platform, Source
from pipelines import refusals
from pipelines.authors import settle_people
from pipelines.charset import decode
from pipelines.clean import Cleaned, clean
from pipelines.dates import DateClue, Published, parse_instant, parse_published
from pipelines.drafts import Draft
from pipelines.hinted import read_headline, read_import
from pipelines.languages import detect_language
from pipelines.origins import make_origins
from pipelines.platforms import find_platform, find_source
from pipelines.readers import read_html
from pipelines.titles import strip_kicker
from pipelines.wording import repair
from pipelines.wordpress import read_post

EXTRACT_VERSION = 2
"""Raise it when readings change: every archived page is read again."""


def extract(
    page: Page, source: Source | None, platform: Platform, boilerplate: Boilerplate, *, is_age_known: bool = True
) -> Reading:
    """Read one page of any kind.

    `is_age_known` False (a file that may be old): layouts are tried whatever their `until`. Raises ReadingError, naming
    URL and reason, for what is no article: list, archive, home page, binary, empty page, several stories on one page.
    """
    fetched_on = wib_date(page.fetched_at) if is_age_known else None
    if page.kind == "headline":
        return _finish(read_headline(page), page, source, boilerplate)
    refusals.refuse_binary(page.body, page.content_type, page.url)
    text, warnings = decode(page.body, page.content_type)
    draft = _read(page, text, source, platform, fetched_on)
    draft.warnings = [*warnings, *draft.warnings]
    return _finish(draft, page, source, boilerplate)


def extract_file(html: bytes, url: str, source_id: str | None, catalogue: Catalogue) -> dict[str, Any]:
    """One saved page as a mapping for JSON, with the keys `pantau extract` prints.

    Times are ISO 8601 in WIB. Raises ReadingError, and UsageError for an unknown source.
    """
    source = find_source(url, source_id, catalogue)
    page = Page(url=url, fetched_at=clock.now(), body=html)
    platform = find_platform(url, decode(html)[0] if source is None else "", source, catalogue.platforms)
    reading = extract(page, source, platform, load_boilerplate(catalogue.root), is_age_known=False)
    instants = {"published_at": reading.published_at, "modified_at": reading.modified_at}
    shown = {name: instant and instant.astimezone(WIB).isoformat() for name, instant in instants.items()}
    return {**asdict(reading), **shown, "outlet": source.name if source else reading.outlet}


def _read(page: Page, text: str, source: Source | None, platform: Platform, fetched_on: date | None) -> Draft:
    if page.kind == "wordpress":
        return read_post(page, text, source, platform, fetched_on)
    if page.kind == "import":
        return read_import(page, text, source, platform, fetched_on)
    refusals.refuse_address(page.url, platform)
    return read_html(page, text, source, platform, fetched_on)


def _finish(draft: Draft, page: Page, source: Source | None, boilerplate: Boilerplate) -> Reading:
    """Clean the text, settle the date, put every field in its final form."""
    title = strip_kicker(repair(draft.title)[0], draft.section)
    cleaned = clean(draft.paragraphs, title, boilerplate, draft.cut_after)
    _refuse(page, title, cleaned)
    body = "\n\n".join(cleaned.paragraphs)
    published = _settle_date(draft, cleaned, page, body)
    outlet = (repair(draft.outlet)[0] if draft.outlet else None) or (source.name if source else None)
    people = settle_people(draft, cleaned, outlet)
    reading = Reading(
        url=draft.url,
        title=title,
        body=body,
        dateline=cleaned.dateline,
        lead=cleaned.lead if page.part == 1 else None,
        published_at=published.at,
        published_basis=published.basis,
        is_date_inferred=published.is_inferred,
        modified_at=parse_instant(draft.modified or page.hints.get("modified"), page.fetched_at),
        author=people.author,
        editor=people.editor,
        section=draft.section and repair(draft.section)[0],
        outlet=outlet or bare_host(urlsplit(draft.url).hostname or "") or None,
        language=detect_language(body) or (draft.language[:2].lower() if draft.language else None),
        tags=tuple(dict.fromkeys(repair(tag)[0].lstrip("# ") for tag in draft.tags)),
        links=tuple(draft.links),
        image=draft.image,
        caption=repair(draft.caption)[0].strip(" -–") if draft.caption else cleaned.caption,
        is_paywalled=draft.is_paywalled or cleaned.is_paywalled,
        parts=draft.parts,
        warnings=(*draft.warnings, *_repair_warning(cleaned), *published.warnings),
    )
    return replace(reading, origins=make_origins(reading, page, draft, cleaned, published, people))


def _refuse(page: Page, title: str, cleaned: Cleaned) -> None:
    """What a feed or an operator brought is an article by their word; a page has to look like one."""
    if page.kind == "headline":
        if not title:
            raise ReadingError(f"{page.url}: the feed gave no title")
        return
    is_brought = page.kind == "import"
    refusals.refuse_empty(cleaned.paragraphs, title, page.url, 1 if is_brought else refusals.MIN_WORDS)
    if not is_brought:
        refusals.refuse_title(title, page.url)
        refusals.refuse_several(_with_dateline(cleaned), page.url)


def _settle_date(draft: Draft, cleaned: Cleaned, page: Page, body: str) -> Published:
    clues = [*_hinted_clues(page), *draft.clues]
    if cleaned.date_line:
        clues.append(DateClue("visible", cleaned.date_line, "line above the text"))
    return parse_published(
        clues,
        url=draft.url,
        body=body,
        fetched_at=page.fetched_at.astimezone(UTC),
        is_fresh=page.kind != "import",
        stated_year=cleaned.stated_year,
    )


def _with_dateline(cleaned: Cleaned) -> list[str]:
    """The paragraphs as they were before the dateline was taken off."""
    opening = [f"{cleaned.dateline} – {cleaned.paragraphs[0]}"] if cleaned.dateline else cleaned.paragraphs[:1]
    return [*opening, *cleaned.paragraphs[1:]]


def _hinted_clues(page: Page) -> list[DateClue]:
    """What the channel said: the REST interface for its posts, else a feed, sitemap or list."""
    said = page.hints.get("published")
    if not isinstance(said, str):
        return []
    return [DateClue("rest" if page.kind == "wordpress" else "feed", said, "channel")]


def _repair_warning(cleaned: Cleaned) -> list[str]:
    return [f"{cleaned.repaired} paragraphs had wrongly decoded characters"] if cleaned.repaired else []
