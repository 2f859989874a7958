"""Pieces of the brief used in several sections of the Word file: notes, clip links, fields to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.document import Document as DocumentObject
from docx.text.paragraph import Paragraph

from serving.brief import docx_elements as word
from serving.brief.display import web_address
from serving.brief.parts import Brief

WIDTH_CM = 17.0
"""Between the margins."""


def add_note(document: DocumentObject, text: str) -> Paragraph:
    """A small grey paragraph."""
    paragraph = document.add_paragraph()
    word.add_text(paragraph, text, size=8.5, color=word.SOFT)
    return paragraph


def add_clip_links(paragraph: Paragraph, numbers: Sequence[int], size: float = 8.5) -> None:
    """ "K1, K4", each a link into the appendix."""
    for position, number in enumerate(numbers):
        if position:
            word.add_text(paragraph, ", ", size=size)
        word.add_link(paragraph, f"#{bookmark(number)}", f"K{number}", size=size)


def add_web_link(paragraph: Paragraph, url: str, words: str, size: float | None = None) -> None:
    """A link to an article, or its words alone where the address is none that may be followed."""
    address = web_address(url)
    if address:
        word.add_link(paragraph, address, words, size=size)
    else:
        word.add_text(paragraph, words, size=size)


def bookmark(number: int) -> str:
    """Name of the appendix entry with that number."""
    return f"kliping_{number}"


def add_field_table(document: DocumentObject, fields: Iterable[tuple[str, str]], minimum_cm: float) -> None:
    """Names on the left, room to write (or a value) on the right."""
    table = word.add_table(document, (), (5, WIDTH_CM - 5))
    for name, value in fields:
        word.add_row(table, (name, value), size=9.5, shades=(word.LABEL_SHADE, None), minimum_cm=minimum_cm)


def names_of(brief: Brief, places: Sequence[str]) -> str:
    """Names of places; says so where there are none."""
    return ", ".join(brief.place_names.get(place, place) for place in places) or "wilayah tidak disebut"
