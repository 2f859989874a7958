"""Bytes to text: which charset a page is in, and what to do where the declaration lies or bytes are broken.

Repairing text that was already decoded wrongly by its author (mojibake) belongs to `clean.py`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META_REACH = 4096
"""Browsers look for the declaration in the first kilobyte; local themes put it later."""
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
_BROKEN = re.compile("[\udc80-\udcff]+")
"""What Python's `surrogateescape` turns bytes into that are not valid UTF-8."""
_SINGLE_BYTES = {
    code: bytes([code]).decode("windows-1252")
    for code in (0x85, *range(0x91, 0x98), 0x99, 0xA0, 0xA9, 0xAB, 0xB0, 0xB7, 0xBB, *range(0xE4, 0xF7), 0xFC)
}
"""Bytes that windows-1252 writers leave behind in UTF-8 pages; any other broken byte is dropped."""


def decode(body: bytes, content_type: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of a page and warnings about its charset.

    Valid UTF-8 is UTF-8 whatever the page says, because other charsets practically never form valid sequences.
    Else UTF-8 with broken bytes if that was declared or most sequences are valid, else what was declared, else
    windows-1252.
    """
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, errors="replace"), ()
    declared = _declared(body, content_type)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_broken(body, declared)
    if declared not in (None, "utf-8", "ascii") and not text.isascii():
        return text, (f"the page says {declared} and is UTF-8",)
    return text, ()


def _declared(body: bytes, content_type: str) -> str | None:
    header = _HEADER_CHARSET.search(content_type)
    meta = _META_CHARSET.search(body[:_META_REACH])
    names: Sequence[str] = [header[1]] if header else []
    names = [*names, *([meta[1].decode("ascii", "ignore")] if meta else [])]
    for name in names:
        try:
            return codecs.lookup(name).name
        except LookupError:
            continue
    return None


def _decode_broken(body: bytes, declared: str | None) -> tuple[str, tuple[str, ...]]:
    text, broken = _decode_utf8(body)
    if declared == "utf-8" or len(_MULTIBYTE.findall(body)) > broken:
        return text, (f"{broken} broken bytes of UTF-8 were repaired or dropped",)
    charset = "windows-1252" if declared in (None, "ascii", "iso8859-1") else declared
    text = body.decode(charset, errors="replace")
    replaced = text.count("\ufffd")
    warnings = (f"{replaced} bytes are not valid in {charset}",) if replaced else ()
    return text.replace("\ufffd", ""), warnings


def _decode_utf8(body: bytes) -> tuple[str, int]:
    """UTF-8 with lone windows-1252 bytes read as such and anything else broken dropped; counts broken stretches."""
    return _BROKEN.subn(_repaired, body.decode("utf-8", errors="surrogateescape"))


def _repaired(broken: re.Match[str]) -> str:
    stretch = broken[0]
    return _SINGLE_BYTES.get(ord(stretch) - 0xDC00, "") if len(stretch) == 1 else ""
