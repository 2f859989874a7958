"""Where each field of a reading came from, in words: for `pantau extract`, and for whoever asks why a field is wrong.

Finds on the page note their origin themselves (`Draft.origins`); here are the ones settled when all finds are known.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from models.shapes import Page, Reading
from pipelines.authors import People
from pipelines.clean import Cleaned
from pipelines.dates import Published
from pipelines.drafts import Draft

FIELDS = (
    "url", "title", "body", "dateline", "lead", "published_at", "modified_at", "author", "editor", "section", "outlet",
    "language", "tags", "links", "image", "caption", "is_paywalled",
)  # fmt: skip
"""Fields of a Reading that have an origin where they have a value."""


def make_origins(
    reading: Reading, page: Page, draft: Draft, cleaned: Cleaned, published: Published, people: People
) -> dict[str, str]:
    """An origin for every field that has a value, in the order of FIELDS."""
    origins: Mapping[str, str] = {**_assumed(reading, page, draft), **draft.origins, **_settled(published, people)}
    if reading.language != (draft.language or "")[:2].lower():
        origins = {**origins, "language": "words of the text"}
    if not draft.caption and cleaned.caption:
        origins = {**origins, "caption": "line of the text"}
    return {field: origins[field] for field in FIELDS if getattr(reading, field) and origins.get(field)}


def _assumed(reading: Reading, page: Page, draft: Draft) -> dict[str, str]:
    """What holds unless the page's reader said otherwise."""
    own_host = urlsplit(reading.url).hostname or ""
    return {
        "url": "address it was fetched from" if draft.url == page.url else "canonical address",
        "dateline": "head of the story",
        "lead": "opening of the story",
        "modified_at": "channel",
        "outlet": "host" if reading.outlet and own_host.endswith(reading.outlet) else "catalogue",
        "links": "blocks of other stories",
        "is_paywalled": "line of the text",
    }


def _settled(published: Published, people: People) -> dict[str, str]:
    settled = {"published_at": published.origin, "author": people.author_origin, "editor": people.editor_origin}
    return {field: origin for field, origin in settled.items() if origin}
