"""Which of all the names of a page wrote the story: persons before offices, what is written before what machines say.

How a name is found in a line of text belongs to `bylines.py`, in page elements to `fields.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipelines.bylines import is_newsroom, is_office, join_names, tidy_name, without_outlet
from pipelines.clean import Cleaned
from pipelines.drafts import Draft

_STATED = ("json-ld", "meta")
"""Told to machines only; many sites name the editor or the account that uploaded there."""
_PERSON, _OFFICE, _INITIALS, _NEWSROOM = range(4)


class Found(NamedTuple):
    """Names met together and where; `is_office` where the page itself calls them an organisation."""

    origin: str
    names: Sequence[str | None]
    is_office: bool = False


class People(NamedTuple):
    """Who wrote, who edited, and where each was found."""

    author: str | None
    author_origin: str
    editor: str | None
    editor_origin: str


def choose_authors(found: Iterable[Found], outlet: str | None) -> tuple[list[str], str]:
    """The names of the best find, tidied, and its origin: the first with a person, else an office, else initials.

    An empty list where nobody is named. Offices beside a person are left out ("Tim Redaksi, Ana, Budi").
    """
    ranked = []
    for find in found:
        names = [joined for name in find.names if (joined := join_names([name], outlet))]
        people = [] if find.is_office else [name for name in names if not is_office(name)]
        if names:
            ranked.append((_rank(people or names, bool(people), find.origin), people or names, find.origin))
    best = min(ranked, key=lambda item: item[0], default=None)
    return (best[1], best[2]) if best else ([], "")


def settle_people(draft: Draft, cleaned: Cleaned, outlet: str | None) -> People:
    """Author and editor of a story from its credit lines, its page and its signature.

    A name that machines are told is the author while the page shows it as the editor's is the editor's.
    """
    editor = tidy_name(cleaned.editor) or join_names(draft.editors, outlet)
    editor_origin = "credit line" if tidy_name(cleaned.editor) else draft.origins.get("editor", "")
    stated_by = draft.origins.get("author", "")
    is_editor_s = stated_by in _STATED and editor_origin not in _STATED
    on_page = [name for name in draft.authors if not (is_editor_s and tidy_name(name) == editor)]
    names, origin = choose_authors(
        [
            Found("credit line", [cleaned.author]),
            Found(stated_by, on_page),
            Found("signature", [without_outlet(cleaned.signature, outlet)]),
        ],
        outlet,
    )
    return People(join_names(names), origin, editor, editor_origin if editor else "")


def _rank(names: Sequence[str], has_person: bool, origin: str) -> int:
    if origin == "signature" and " " not in names[0]:
        return _INITIALS
    if has_person:
        return _PERSON
    return _NEWSROOM if all(is_newsroom(name) for name in names) else _OFFICE
