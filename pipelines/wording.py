"""One string of page text, repaired and normalised: mojibake, Unicode form, quotes, spaces.

Nothing here knows about paragraphs or boilerplate (`clean.py`).
"""

from __future__ import annotations

import re

import ftfy
from ftfy import TextFixerConfig
from ftfy.badness import is_bad

_FIXER = TextFixerConfig(unescape_html="auto", uncurl_quotes=True, normalization="NFC")
_MISREAD_QUOTE = re.compile("[āโ](?=[€\x80])")
"""UTF-8 quotes read as Baltic (windows-1257) or Thai (cp874); the other bytes look as in windows-1252."""
_LONE_LETTERS = re.compile("(?<![\\w])[ÂΒ](?=[\\s\xa0]|$)")
"""What is left of a UTF-8 no-break space read as windows-1252 or as Greek (capital beta)."""
_STRIPPED_DASH = re.compile(r"(?<=\s)[āâ](?=\s)")
_STRIPPED_QUOTE = re.compile(r"(?<!\w)[āâ]+(?=[\w\"'])|(?<=[\w.,!?\"'])[āâ]+(?!\w)")
"""A quote of which only the first byte survived; neither letter begins or ends an Indonesian word."""
_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‟": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'"}
)
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc\ufffd\u0000-\u0008\u000b-\u001f\u007f\ud800-\udfff]"
)
"""Control characters, zero-width ones and halves of surrogate pairs."""
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")


def repair(text: str) -> tuple[str, bool]:
    """The text in one line with single spaces, and whether its characters had been decoded wrongly before.

    Curly quotes become straight ones: outlets mix both, and nothing is lost by it.
    """
    if text.isascii() and "&" not in text:
        return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip(), False
    candidate = _MISREAD_QUOTE.sub("â", text)
    was_broken = is_bad(candidate)
    fixed = ftfy.fix_text(candidate, _FIXER)
    fixed = _LONE_LETTERS.sub(" ", fixed)
    fixed, strays = _STRIPPED_QUOTE.subn('"', _STRIPPED_DASH.sub("–", fixed))
    fixed = _SPACES.sub(" ", _INVISIBLE.sub("", fixed.translate(_QUOTES))).strip()
    return fixed, was_broken or bool(strays)


def squash(text: str) -> str:
    """Letters and digits only, in lower case: equal for two spellings of one title."""
    return "".join(character for character in text.casefold() if character.isalnum())
