"""Who wrote and who edited: names out of page elements, credit lines and signatures.

Where on a page those stand is in the platform files, which of several finds wins is decided in `authors.py`; removing
other boilerplate belongs to `clean.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipelines.wording import repair, squash

_BOTH = "(?:penulis|reporter) ?/ ?editor"
_AUTHOR_LABELS = (
    "pewarta|rep|penulis|penulis berita|reporter|reporter magang|liputan|wartawan|jurnalis|kontributor(?: \\w+)?|oleh"
    f"|author|by|laporan|ditulis oleh|diposting oleh|diunggah oleh|written by|posted by|{_BOTH}"
)
_EDITOR_LABELS = (
    f"editor|red|redaktur|redaktur pelaksana|penyunting|uploader|disunting oleh|edited by|penanggung jawab|{_BOTH}"
)
_OTHER_LABELS = "sumber|foto|foto oleh|pewarta foto|fotografer|videografer|kamerawan|dibaca|views|copyright"
_LABEL = re.compile(
    rf"(?<![\w])(?P<label>{_AUTHOR_LABELS}|{_EDITOR_LABELS}|{_OTHER_LABELS})\s*(?::|\|(?=\s))\s*", re.IGNORECASE
)
_LABEL_ALONE = re.compile(rf"\W*(?:{_AUTHOR_LABELS}|{_EDITOR_LABELS})\s*:?\s*", re.IGNORECASE)
_REPORT = re.compile(
    r"^\(?laporan\s+(?:wartawan|reporter|kontributor|jurnalis)\b\s*"
    r"(?:(?P<outlet>(?-i:(?=[A-Z]|i[A-Z]|detik))[\w. ]{2,30}?)\s*[,:/]|,)\s*"
    r"(?P<name>(?-i:[A-Z])[^,.()]{2,60}(?:\.[^,.()]{1,30})?)\)?\.?$",
    re.IGNORECASE,
)
_OUTLET_WORDS = (
    r"(?i:bangka ?pos|pos ?belitung|babel ?(?:pos|news)|tribun(?:news)?[\w ]{0,10}?|kompas(?: tv)?|inews|detik\w*"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:com|co|id|net|org|example))"
)
_REPORT_OF_OUTLET = re.compile(
    rf"^\(?(?i:laporan\s+(?:wartawan|reporter|kontributor|jurnalis))\s+{_OUTLET_WORDS}\s+"
    r"(?P<name>(?:[A-Z][\w.'-]*\s?){1,4})\)?\.?$"
)
_BARE = re.compile(
    r"^(?P<label>[Oo]leh|OLEH|[Bb]y|(?:[Dd]iposting|[Dd]itulis|[Dd]iunggah) [Oo]leh|Posted by"
    r"|Penulis|PENULIS|Reporter|Pewarta|Kontributor|Editor|EDITOR|Redaktur|Penyunting)\s+"
    r"(?P<name>(?:[A-Z][\w.'-]*\s?){1,4})(?:pada\s.{4,60})?$"
)
_INITIALS = (
    r"[a-z]{2,6}(?:\s*[/|,-]\s*[a-z0-9]{1,6}){0,3}|[A-Z]{2,4}(?:/[A-Z]{2,4}){0,2}"
    r"|[A-Z][a-z]{1,9}(?:\s*/\s*[A-Z][a-z]{1,9}){0,2}|[A-Z]-\d"
)
_BRAND = r"[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2}"
_FULL_NAME = r"[A-Z][a-z]+(?:\s+[A-Z][a-z.]*){1,2}"
_SIGNATURE = re.compile(
    r"(?:(?<=[.!?\"')])|^)\s*[(\[]\s*(?:\*+\s*/\s*)?"
    r"(?P<name>(?:[\w-]+\.(?:com|co\.id|co|id|net|example)|babel ?news|bangka ?pos|pos ?belitung)\s*/\s*[^()]{2,60}"
    rf"|(?-i:{_INITIALS}|{_FULL_NAME}|{_BRAND}\s*/\s*(?:{_FULL_NAME}|[A-Z][a-z]+)))"
    r"\s*(?:/\s*\*+\s*)?[)\]]\s*$",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"[A-Z][A-Z'.]+(?:\s+[A-Z][A-Z'.]*){1,3}")
"""A name that signs a story as a line of its own, without brackets."""
_NOT_INITIALS = frozenset({
    "rls", "rel", "release", "rilis", "adv", "red", "net", "ist", "hms", "humas", "persen", "foto", "video",
    "bersambung", "habis", "selesai", "sumber", "tim", "advertorial", "redaksi", "tamat", "end",
})  # fmt: skip
_OFFICE = re.compile(
    r"\b(?:redaksi|redaktur|newsroom|news ?desk|desk|tim|team|biro|humas|kehumasan|diskominfo\w*|kominfo\w*|dinas|badan"
    r"|bagian|bidang|sekretariat|setda|protokol|media ?center|pemkab|pemkot|pemprov|pemerintah|kantor|polres|polda"
    r"|polri|kodim|korem|kpu|bawaslu|dprd|kementerian|komisi|universitas|sekolah|kecamatan|kelurahan|desa|official|media|news"
    r"|network|online|operator|petugas|reporters?|kontributor|wartawan|jurnalis|penulis)\b",
    re.IGNORECASE,
)
_NEWSROOM = re.compile(
    r"(?:tim\s+)?(?:redaksi|newsroom|news ?desk|kontributor|wartawan|reporter|jurnalis|penulis|operator)(?:\s+.*)?"
    r"|tim(?:\s+(?!humas|diskominfo|kominfo)\S+){0,2}",
    re.IGNORECASE,
)
_NAME_REACH = 80
_CREDIT_REACH = 260
_CAPITALS_REACH = 40
_SIGNATURE_REACH = 120
"""Characters of a paragraph's end that are searched: a signature is short, a paragraph may not be."""
_MIN_BRAND = 6
"""Letters of an outlet's name with which the name of its account may begin ("kabarbangkacom")."""
_NOBODY = re.compile(
    r"^(?:(?:web|super|the)?\s?admin\w*(?:[\s_.-].*)?|root|webmaster|user\d*"
    r"|author|penulis|editor|reporter|unknown|anonymous|null|none|n/?a|-+"
    r"|.*\b(?:developer|design|development|team web|cyber media)\b.*|https?://.*|www\..*|@\w+|\d+"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:com|co|id|net|org|news|online|example))$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[|•·»;<\[]| [-–—] |copyright\b|©|,\s*(?:kontributor|reporter|jurnalis|wartawan|editor|penulis)\b"
    r"|,?\s*(?:pada\s+)?(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu)\b|\s\S+@\S+|\(|\d{1,2}[/ ]\w+[/ ]\d{4}).*$",
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
    report = _REPORT.match(paragraph) or _REPORT_OF_OUTLET.match(paragraph)
    if report:
        return Credits(tidy_name(report["name"]), None, True)
    bare = _BARE.match(paragraph)
    if bare:
        name = tidy_name(bare["name"])
        is_editor = re.fullmatch(_EDITOR_LABELS, bare["label"].lower())
        return Credits(None, name, True) if is_editor else Credits(name, None, True)
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


def is_label(text: str) -> bool:
    """Whether a text is a credit's label and nothing more ("Penulis:")."""
    return _LABEL_ALONE.fullmatch(text) is not None


def split_signature(paragraph: str) -> tuple[str | None, str]:
    """The initials or signature at the end of a last paragraph ("(dnd)", "(Bangkapos.com/Nama)") and the rest."""
    if len(paragraph) <= _CAPITALS_REACH and _CAPITALS.fullmatch(paragraph) and not is_office(paragraph):
        return paragraph, ""
    match = _SIGNATURE.search(paragraph, max(len(paragraph) - _SIGNATURE_REACH, 0))
    if not match or ("/" not in match["name"] and is_office(match["name"])):
        return None, paragraph
    return _signed(match["name"].strip()), paragraph[: match.start()].rstrip()


def without_outlet(signature: str | None, outlet: str | None) -> str | None:
    """A signature without the outlet before the slash ("Laspela/Ana")."""
    if not signature or not outlet or "/" not in signature:
        return signature
    pieces = [piece.strip() for piece in signature.split("/")]
    return "/".join(piece for piece in pieces if not _is_outlet(piece, outlet)) or None


def tidy_name(text: str | None) -> str | None:
    """A name without label, outlet and date; None for accounts that are nobody ("admin", an address)."""
    if not text:
        return None
    name = _TAIL.sub("", _LEAD.sub("", repair(text)[0])).strip(" ,;:|-–()*/")
    if not 2 <= len(name) <= _NAME_REACH or _NOBODY.match(name):
        return None
    return name


def join_names(names: Iterable[str | None], outlet: str | None = None) -> str | None:
    """Distinct tidy names in one string; the outlet's own name is no author."""
    kept: dict[str, str] = {}
    for name in names:
        tidy = tidy_name(name)
        people = [part for part in re.split(r"\s*,\s*", tidy or "") if part and not _is_outlet(part, outlet or "")]
        if people:
            kept.setdefault(", ".join(people).casefold(), ", ".join(people))
    return ", ".join(kept.values()) or None


def is_office(name: str) -> bool:
    """Whether a name is that of an office or a newsroom and not of a person."""
    return _OFFICE.search(name) is not None


def is_newsroom(name: str) -> bool:
    """Whether a name says no more than that the newsroom did it ("Redaksi", "Tim Redaksi"): initials say more."""
    return _NEWSROOM.fullmatch(name) is not None


def _signed(name: str) -> str | None:
    """Who signed: marks of a release are nobody, the outlet before the slash is dropped."""
    outlet, _, people = name.partition("/")
    if people and any(mark in text for mark, text in ((".", outlet), (" ", outlet), (" ", people.strip()))):
        return ", ".join(person.strip() for person in people.split("/"))
    pieces = [piece for piece in name.split("/") if piece.strip().casefold() not in _NOT_INITIALS]
    return "/".join(pieces) or None


def _is_outlet(name: str, outlet: str) -> bool:
    """Whether a name is the outlet's, or a word of it; a few letters inside one of its words are not."""
    account, brand = squash(name), squash(outlet)
    is_account = len(brand) >= _MIN_BRAND and account.startswith(brand)
    return is_account or re.search(rf"(?<!\w){re.escape(name)}(?!\w)", outlet, re.IGNORECASE) is not None


def _first(values: list[tuple[str, str]], labels: str) -> str | None:
    named = (tidy_name(value) for label, value in values if re.fullmatch(labels, label))
    return next((name for name in named if name), None)
