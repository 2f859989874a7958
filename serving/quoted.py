"""Who says what in one article, as it is shown: never more than may be shown of the text.

Finding quotes is `pipelines/quotes.py`; which of them a brief shows, `serving/brief/voices.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from models.store.quotes import load_quotes


@dataclass(frozen=True)
class QuoteView:
    """Words of somebody at `body[start:end]`; as `models.shapes.Quote`, made flat."""

    speaker: str | None
    office: str | None
    institution: str | None
    regency: str | None
    holder: str | None
    holder_office: str | None
    quote: str
    is_direct: bool
    rule: str
    start: int
    end: int


def load_quoted(connection: Connection, article_id: int, body: str) -> list[QuoteView]:
    """The quotes of an article that lie within `body`, the part of its text that may be shown, in its order."""
    return [
        QuoteView(
            speaker=quote.speaker,
            office=quote.office,
            institution=quote.institution,
            regency=quote.regency,
            holder=quote.holder,
            holder_office=quote.holder_office,
            quote=quote.span.text,
            is_direct=quote.is_direct,
            rule=quote.rule,
            start=quote.span.start,
            end=quote.span.end,
        )
        for quote in load_quotes(connection, [article_id])[article_id]
        if quote.span.end <= len(body)
    ]
