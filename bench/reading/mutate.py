"""Broken pages made out of whole ones, each by its number and the seed alone: the same number is the same page.

What breaks pages in the wild, exaggerated: cut answers, templates that nest without end, tags swapped or never closed,
charsets that are not what is said, damaged bytes, huge attributes, scripts and comments where none belong, null bytes,
broken references, and runs of one character that regular expressions may choke on. A page has one to three of them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bench.reading.pages import TruePage

_DEPTH = 10_000
_WIDE = 300_000
_RUN = 100_000
_TAG = re.compile(rb"<[^<>]*>")
_CHARSETS = (
    "utf-8", "windows-1252", "iso-8859-1", "utf-16", "utf-16-le", "shift_jis", "gb18030", "koi8-r", "utf-32", "cp037",
)  # fmt: skip
_HEADERS = ("text/html", "", "text/html; charset=bukan-charset", *(f"text/html; charset={name}" for name in _CHARSETS))
_NESTED = (
    b"div", b"span", b"b", b"p", b"ul><li", b"table><tr><td", b"blockquote", b"font", b"section", b"a", b"script",
    b'div class="entry-content"', b'div class="ads share"', b'li class="related"', b"article", b"nav", b"h1",
)  # fmt: skip
_OPENERS = (
    b"<script>", b"<!--", b"<style>", b"<textarea>", b"<![CDATA[", b"<svg>", b"<template>", b"<noscript>", b"<title>",
    b"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":", b"<plaintext>", b"<?php ",
    b"</body>", b"<math><mtext>", b"<select><option>", b"<frameset>", b"<base href='//x'>", b"<meta charset=utf-16>",
    b"<iframe>",
)  # fmt: skip
_REFERENCES = (b"&#0;", b"&#x110000;", b"&#xD800;", b"&amp;amp;lt;p&amp;gt;", b"&notanentity;", b"&#99999999999;", b"&")
_RUNS = (
    b"(", b"- ", b"1/", b"1, ", b" ", b"\n", b"Kamis (", b"Baca juga ", b"|", b".", b"\xc2\xa0", b"12 Mei ", b"\"",
    b"a", b"s.d. ", b"<p>", b"3 jam ", b"/", b"&#", b"\xe2\x80\x93 ", b"]]>", b"oleh: ", b"<br>", b"Senin-", b"A/",
)  # fmt: skip


class Broken(NamedTuple):
    """A broken page. `how`: what was done to it, in order."""

    number: int
    page: TruePage
    markup: bytes
    content_type: str
    how: tuple[str, ...]


def break_page(pages: Sequence[TruePage], number: int, seed: int) -> Broken:
    """The broken page of this number."""
    chance = random.Random(f"{seed}:{number}")
    page = pages[chance.randrange(len(pages))]
    names = chance.sample(sorted(WAYS), chance.choice((1, 1, 2, 3)))
    markup = page.markup
    for name in names:
        markup = WAYS[name](markup, chance)
    return Broken(number, page, markup, chance.choice(_HEADERS), tuple(names))


def cut(markup: bytes, chance: random.Random) -> bytes:
    """The answer ends somewhere."""
    return markup[: chance.randrange(len(markup) + 1)]


def nest(markup: bytes, chance: random.Random) -> bytes:
    """A block inside a block, ten thousand times, closed or not."""
    place, name = _place(markup, chance), chance.choice(_NESTED)
    closing = b"</" + re.split(rb"[ >]", name)[0] + b">"
    around = chance.choice((b"", closing * _DEPTH))
    inside = markup[place:] if chance.random() < 0.5 else b"teks di dalam" + markup[place:]
    return markup[:place] + (b"<" + name + b">") * _DEPTH + inside + around


def swap_tags(markup: bytes, chance: random.Random) -> bytes:
    """Tags trade places."""
    tags = list(_TAG.finditer(markup))
    if len(tags) < 2:
        return markup
    order = list(range(len(tags)))
    for _ in range(chance.randrange(1, 20)):
        one, other = chance.randrange(len(tags)), chance.randrange(len(tags))
        order[one], order[other] = order[other], order[one]
    moved = iter(order)
    return _TAG.sub(lambda _: tags[next(moved)][0], markup)


def unclose(markup: bytes, chance: random.Random) -> bytes:
    """Closing tags, brackets or quotes are lost."""
    lost = chance.choice((rb"</[^<>]*>", rb">", rb"[\"']", rb"</p>", rb"</div>", rb"<"))
    share = chance.choice((0.05, 0.3, 1.0))
    return re.sub(lost, lambda found: b"" if chance.random() < share else found[0], markup)


def recode(markup: bytes, chance: random.Random) -> bytes:
    """Written in one charset, whatever the page or its header says."""
    text = markup.decode("utf-8", errors="replace")
    return text.encode(chance.choice(_CHARSETS), errors=chance.choice(("ignore", "replace", "xmlcharrefreplace")))


def damage(markup: bytes, chance: random.Random) -> bytes:
    """Bytes overwritten, put in, or a stretch of noise."""
    damaged = bytearray(markup)
    for _ in range(chance.choice((1, 20, 400))):
        place = chance.randrange(len(damaged) + 1)
        damaged[place : place + chance.randrange(3)] = chance.randbytes(1)
    if chance.random() < 0.2:
        place = chance.randrange(len(damaged) + 1)
        damaged[place:place] = chance.randbytes(5000)
    return bytes(damaged)


def widen(markup: bytes, chance: random.Random) -> bytes:
    """An attribute of hundreds of kilobytes, or ten thousand attributes."""
    tags = list(_TAG.finditer(markup))
    if not tags:
        return markup
    place = chance.choice(tags).end() - 1
    name = chance.choice((b"class", b"style", b"id", b"href", b"content", b"datetime", b"data-x", b"title"))
    value = chance.choice((b"x", b"a b ", b"-", b"1/2/2026 ", b"display:", b"/", b"x-"))
    huge = b" " + name + b'="' + value * (_WIDE // len(value)) + b'"'
    many = b"".join(b" data-%d=x" % number for number in range(_DEPTH))
    return markup[:place] + chance.choice((huge, many)) + markup[place:]


def misplace(markup: bytes, chance: random.Random) -> bytes:
    """Scripts, comments and other openings where none belong, inside words and tags too."""
    for _ in range(chance.choice((1, 3, 2000))):
        place = chance.randrange(len(markup) + 1)
        markup = markup[:place] + chance.choice(_OPENERS) + markup[place:]
    return markup


def put_nulls(markup: bytes, chance: random.Random) -> bytes:
    """Null bytes between the letters."""
    share = chance.choice((0.001, 0.05))
    return b"".join(bytes([byte]) + (b"\0" if chance.random() < share else b"") for byte in markup)


def refer(markup: bytes, chance: random.Random) -> bytes:
    """Character references that mean nothing."""
    for _ in range(chance.choice((1, 50))):
        place = chance.randrange(len(markup) + 1)
        markup = markup[:place] + chance.choice(_REFERENCES) + markup[place:]
    return markup


def run_on(markup: bytes, chance: random.Random) -> bytes:
    """One character or phrase, a hundred thousand letters long, most often inside the page's text."""
    piece = chance.choice(_RUNS)
    place = _place(markup, chance)
    return markup[:place] + piece * (_RUN // len(piece)) + markup[place:]


def repeat(markup: bytes, chance: random.Random) -> bytes:
    """The page follows itself."""
    return markup * chance.choice((2, 5, 40))


def _place(markup: bytes, chance: random.Random) -> int:
    """After some tag, so that what is put there is text."""
    ends = [tag.end() for tag in _TAG.finditer(markup)]
    return chance.choice(ends) if ends else 0


WAYS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    way.__name__: way
    for way in (cut, nest, swap_tags, unclose, recode, damage, widen, misplace, put_nulls, refer, run_on, repeat)
}
