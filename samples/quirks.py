"""What happens to the text of an article on its way to the page: typography, mojibake, broken bytes.

Pure functions on text and bytes. Which article is spoilt how is said in its front matter.
"""

from __future__ import annotations

import re

_MARKS = re.compile("[“”‘’–—…]")
_BROKEN = {"\ue000": b"\xa0", "\ue001": b"\xe2\x80", "\ue002": b"\xff"}
"""Private-use characters stand in the template's text for bytes that are no UTF-8."""


def texturize(text: str) -> str:
    """Curly quotes and apostrophes as WordPress sets them."""
    text = re.sub(r'(^|[\s(\[–—-])"', r"\1“", text).replace('"', "”")
    return re.sub(r"(?<=\w)'", "’", re.sub(r"(^|[\s(\[“])'", r"\1‘", text)).replace("'", "’")


def spoil_marks(text: str) -> str:
    """Quotes and dashes in UTF-8 read as windows-1252: the three signs a careless import leaves behind."""
    return _MARKS.sub(lambda match: _misread(match[0]), texturize(text))


def mark_broken(paragraph: str) -> str:
    """Puts placeholders of broken bytes into a paragraph, between words only; `encode` makes them real."""
    words = paragraph.split(" ")
    if len(words) < 6:
        return paragraph
    middle = len(words) // 2
    head = words[0] + " " + words[1] + "\ue000" + " ".join(words[2:middle])
    return f"{head} \ue001{' '.join(words[middle:-1])} \ue002{words[-1]}"


def encode(page: str, is_latin: bool = False) -> bytes:
    """A page as bytes: UTF-8, or windows-1252 with character references for what it lacks."""
    if is_latin:
        return page.encode("cp1252", errors="xmlcharrefreplace")
    encoded = page.encode("utf-8")
    for sign, broken in _BROKEN.items():
        encoded = encoded.replace(sign.encode("utf-8"), broken)
    return encoded


def _misread(sign: str) -> str:
    return "".join(_read_byte(byte) for byte in sign.encode("utf-8"))


def _read_byte(byte: int) -> str:
    # Browsers read the five bytes windows-1252 leaves undefined as control characters; Python refuses them.
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
