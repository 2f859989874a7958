"""Who wrote and who edited: names out of page elements, credit lines and signatures.

Where on a page those stand is in the platform files; removing other boilerplate belongs to `clean.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipelines.wording import repair

_AUTHOR_LABELS = (
    "pewarta|rep|penulis|reporter|wartawan|jurnalis|kontributor|oleh|author|by|laporan|ditulis oleh|written by"
)
_EDITOR_LABELS = "editor|red|redaktur|penyunting|uploader|disunting oleh|edited by|penanggung jawab"
_OTHER_LABELS = "sumber|foto|fotografer|kamerawan|dibaca|views|copyright"
_LABEL = re.compile(
    rf"(?<![\w])(?P<label>{_AUTHOR_LABELS}|{_EDITOR_LABELS}|{_OTHER_LABELS})\s*(?::|\|(?=\s))\s*", re.IGNORECASE
)
_REPORT = re.compile(
    r"^\(?laporan\s+(?:wartawan|reporter|kontributor)\s+(?P<outlet>[\w. ]{2,30}?)\s*[,:]\s*"
    r"(?P<name>[^,.()]{3,60})\)?\.?$",
    re.IGNORECASE,
)
_BARE_BY = re.compile(r"^(?:[Oo]leh|OLEH|[Bb]y)\s+(?P<name>(?:[A-Z][\w.'-]*\s?){1,4})$")
_SIGNATURE = re.compile(
    r"(?:(?<=[.!?\"')])|^)\s*\(\s*(?:\*+\s*/\s*)?"
    r"(?P<name>(?:[\w-]+\.(?:com|co\.id|co|id|net|example)|babel ?news|bangka ?pos|pos ?belitung)\s*/\s*[^()]{2,60}"
    r"|(?-i:[a-z]{2,6}(?:\s*[/|-]\s*[a-z0-9]{1,6}){0,3}|[A-Z]{2,4}|[A-Z][a-z]{1,9}(?:\s*/\s*[A-Z][a-z]{1,9}){0,2}|[A-Z]-\d))"
    r"\s*(?:/\s*\*+\s*)?\)\s*$",
    re.IGNORECASE,
)
_NOT_INITIALS = frozenset({
    "rls", "rel", "release", "rilis", "adv", "red", "net", "ist", "hms", "humas", "persen", "foto", "video",
    "bersambung", "habis", "selesai", "sumber", "tim",
})  # fmt: skip
_NAME_REACH = 80
_CREDIT_REACH = 260
_NOBODY = re.compile(
    r"^(?:admin(?:istrator)?\d*|root|webmaster|user|superadmin|author|penulis|editor|reporter|unknown|null|none|-+"
    r"|.*\b(?:developer|design|development|team web|cyber media)\b.*|https?://.*|@\w+|\d+)$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[|•·»]| - |copyright\b|©|,\s*(?:kontributor|reporter|jurnalis|editor|penulis)\b"
    r"|\d{1,2}[/ ]\w+[/ ]\d{4}).*$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"^\W*(?:kontributor\s+[\w ]{{3,30}},\s*|(?:{_AUTHOR_LABELS}|{_EDITOR_LABELS}|tim penulis)\s*[:|]?\s+|[:|-]\s*)+",
    re.IGNORECASE,
)


class Credits(NamedTuple):
    """Names found in text: written by, edited by; `is_whole` where the text was nothing else."""

    author: str | None
    editor: str | None
    is_whole: bool


def parse_credits(paragraph: str) -> Credits:
    """The names of a credit line ("Pewarta: X Editor: Y"); only a paragraph that starts with a label is one."""
    report = _REPORT.match(paragraph)
    if report:
        return Credits(tidy_name(report["name"]), None, True)
    bare = _BARE_BY.match(paragraph)
    if bare:
        return Credits(tidy_name(bare["name"]), None, True)
    labels = list(_LABEL.finditer(paragraph))
    if not labels or labels[0].start() > 2 or len(paragraph) > _CREDIT_REACH:
        return Credits(None, None, False)
    ends = [*(label.start() for label in labels[1:]), len(paragraph)]
    values = [(label["label"].lower(), paragraph[label.end() : end]) for label, end in zip(labels, ends, strict=True)]
    if any(len(value) > _NAME_REACH for _, value in values):
        return Credits(None, None, False)
    author = _first(values, _AUTHOR_LABELS)
    editor = _first(values, _EDITOR_LABELS)
    is_whole = author is not None or editor is not None or len(values) > 1
    return Credits(author, editor, is_whole)


def split_signature(paragraph: str) -> tuple[str | None, str]:
    """The initials or signature at the end of a last paragraph ("(dnd)", "(Bangkapos.com/Nama)") and the rest."""
    match = _SIGNATURE.search(paragraph)
    if not match:
        return None, paragraph
    name = match["name"].strip()
    rest = paragraph[: match.start()].rstrip()
    if name.casefold() in _NOT_INITIALS:
        return None, rest
    outlet, _, people = name.partition("/")
    if people and ("." in outlet or " " in outlet):
        name = ", ".join(person.strip() for person in people.split("/"))
    return name, rest


def tidy_name(text: str | None) -> str | None:
    """A name without label, outlet and date; None for accounts that are nobody ("admin", an address)."""
    if not text:
        return None
    name = _TAIL.sub("", _LEAD.sub("", repair(text)[0])).strip(" ,;:|-–()")
    if not 2 <= len(name) <= _NAME_REACH or _NOBODY.match(name):
        return None
    return name


def join_names(names: Iterable[str | None], outlet: str | None = None) -> str | None:
    """Distinct tidy names in one string; the outlet's own name is no author."""
    kept: dict[str, str] = {}
    for name in names:
        tidy = tidy_name(name)
        if tidy and (outlet is None or tidy.casefold() not in outlet.casefold()):
            kept.setdefault(tidy.casefold(), tidy)
    return ", ".join(kept.values()) or None


def _first(values: list[tuple[str, str]], labels: str) -> str | None:
    wanted = labels.split("|")
    return next((name for label, value in values if label in wanted and (name := tidy_name(value))), None)
