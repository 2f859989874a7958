"""The beginning of a text: sentences, the lead without its dateline, excerpts. Which articles is decided elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from serving.export import EXCERPT_CHARACTERS

HEADLINE_CHARACTERS = 200
FULL_CHARACTERS = 700
"""Of a full-text source; the appendix is to be read through, the whole text is one click away."""
_LIMITS = {"headline": HEADLINE_CHARACTERS, "excerpt": EXCERPT_CHARACTERS, "fulltext": FULL_CHARACTERS}
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z0-9.,’' ]{2,60}\s*[-–—:]+|[^\n.!?–—-]{2,40}\([A-Z][A-Za-z .]{1,20}\)\s*[-–—]+"
    r"|[A-Z][a-z]+(?: [A-Z][a-z]+)?\s+[-–—]+)\s+"
)
_END = re.compile(r"[.!?][”\"’')]*\s+(?=[A-Z“\"‘'(\d])")
_ABBREVIATIONS = frozenset(
    ("hj", "dr", "drs", "dra", "ir", "prof", "kab", "kec", "kel", "ds", "no", "jl", "jln", "st", "sh", "se", "mm",
     "msi", "kh", "tgk", "pt", "cv", "ud", "tbk", "rp", "a.n", "plt", "plh", "pj", "hlm")
)  # fmt: skip


def sentences(passage: str) -> Iterator[str]:
    """Sentences of one paragraph; abbreviations, initials and titles end none."""
    start = 0
    for end in _END.finditer(passage):
        last = passage[start : end.start()].rpartition(" ")[2].lower().lstrip("“\"'(")
        if passage[end.start()] == "." and (last in _ABBREVIATIONS or len(last) == 1):
            continue
        yield passage[start : end.end()].strip()
        start = end.end()
    if passage[start:].strip():
        yield passage[start:].strip()


def all_sentences(body: str) -> Iterator[str]:
    """Sentences of a whole text, none across paragraphs, the dateline left out."""
    for paragraph in without_dateline(body).split("\n\n"):
        yield from sentences(" ".join(paragraph.split()))


def without_dateline(body: str) -> str:
    """The text without "KOBA – " or "Pangkalpinang (ANTARA) - " in front."""
    found = _DATELINE.match(body)
    return body[found.end() :] if found else body


def lead(body: str, rights: str, count: int = 2) -> str:
    """The first sentences, never more than the rights allow; "" for an empty text."""
    chosen: list[str] = []
    for sentence in all_sentences(body):
        chosen.append(sentence)
        if len(chosen) == count:
            break
    return cut(" ".join(chosen), _LIMITS[rights])


def excerpt(body: str, rights: str) -> str:
    """What may stand in the clipping appendix; ends in "…" where something was left out."""
    return cut(" ".join(body.split()), _LIMITS[rights])


def cut(value: str, limit: int) -> str:
    """At most `limit` characters, at a word's end, with "…"."""
    if len(value) <= limit:
        return value
    return value[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
