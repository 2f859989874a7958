"""How much of a text its source's rights allow to be kept and shown.

`fulltext`: all of it. `excerpt` and `headline`: its beginning. Of those two the database never holds more, so that
nothing built on it (search, export, brief, web) can give more away; the tagger reads the text from the archive.
"""

from __future__ import annotations

EXCERPT_CHARACTERS = 400
CUT = " …"
"""Ends a text that was cut."""


def allowed_body(body: str, rights: str) -> str:
    """The text itself from a `fulltext` source, from any other at most EXCERPT_CHARACTERS of it, to a word's end.

    What was cut ends in CUT; cut again it stays as it is.
    """
    if rights == "fulltext" or len(body) <= EXCERPT_CHARACTERS:
        return body
    return body[: EXCERPT_CHARACTERS - len(CUT)].rsplit(maxsplit=1)[0] + CUT


def is_cut(body: str, rights: str) -> bool:
    """Whether a stored text is less than the article."""
    return rights != "fulltext" and body.endswith(CUT)
