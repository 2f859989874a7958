"""How much of a text is shown: sentences, the lead, excerpts, each within the rights. Which articles: not here.

Datelines were split off when the page was read; sentences are cut where the tagger cuts them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from models.rights import EXCERPT_CHARACTERS
from pipelines.tag.sentences import split

HEADLINE_CHARACTERS = 200
FULL_CHARACTERS = 500
"""Of a full-text source; the appendix is to be read through, the whole text is one click away."""
_LIMITS = {"headline": HEADLINE_CHARACTERS, "excerpt": EXCERPT_CHARACTERS, "fulltext": FULL_CHARACTERS}
CUT = "…"


def sentences(body: str) -> Iterator[str]:
    """The sentences of a text, each on one line."""
    for start, end in split(body).bounds:
        sentence = " ".join(body[start:end].split())
        if sentence:
            yield sentence


def lead(body: str, rights: str) -> str:
    """The first two sentences, never more than the rights allow; "" for an empty text."""
    return cut(" ".join(islice(sentences(body), 2)), _LIMITS[rights])


def excerpt(body: str, rights: str) -> str:
    """What may stand in the clipping appendix; ends in CUT where something was left out."""
    return cut(" ".join(body.split()), _LIMITS[rights])


def cut(value: str, limit: int) -> str:
    """At most `limit` characters, at a word's end, with CUT behind."""
    if len(value) <= limit:
        return value
    return value[: limit - len(CUT)].rsplit(" ", 1)[0].rstrip(" ,;:–-") + f" {CUT}"
