"""The picture of a story: its address and what is written below it. The picture itself is never fetched.

Captions that stand as a paragraph of the text ("Foto: ...") are told by `clean.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from urllib.parse import urljoin, urlsplit

from bs4 import Tag

from pipelines.clues import Frame
from pipelines.dom import Dom, attribute
from pipelines.drafts import Draft
from pipelines.paragraphs import text_of
from pipelines.structured import Structured

_CAPTIONS = (
    "figcaption", ".wp-caption-text", ".photo-caption", ".photo__caption", ".image-caption", ".img-caption",
    ".caption-foto", ".keterangan-foto", ".caption",
)  # fmt: skip
_CAPTION_LENGTH = range(8, 400)
_IMAGE_META = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "image")
_IMAGE = re.compile(r"<img\b[^<>]{0,2000}>", re.IGNORECASE)
_SOURCE = re.compile(
    r"\s(?:data-(?:src|lazy-src|original|lazy)|src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.IGNORECASE
)
_NO_PICTURE = re.compile(
    r"(?:^|[-_/.])(?:(?:site|header|footer|main|og)[-_]?)?(?:icons?|favicon|avatar|gravatar|banner\d*|iklan|ads?|pixel"
    r"|spacer|blank|loading|lazy|share|emoji|default|no[-_]?image|placeholder|whatsapp|facebook|twitter|telegram)"
    r"(?:[-_/.]|$)|^(?:\w+[-_])?logo(?:[-_]\w+)?\.\w+$|\.(?:svg|gif)$",
    re.IGNORECASE,
)
_LEAST_PIECE = 12
"""Characters of page text by which a place in the markup is found again."""
_REACH_BEFORE = 4000
"""Characters of markup before the story in which its picture is looked for where the title is not found."""


def read_picture(
    draft: Draft,
    dom: Dom,
    captions: Sequence[str],
    structured: Structured,
    title: Tag | None,
    body: Tag | None,
    markup: str,
) -> None:
    """Put picture and caption into the draft. `markup`: the page with its images, which `dom` is parsed without."""
    image, origin = _find_image(structured, title, body, markup)
    if image:
        draft.image, draft.origins["image"] = urljoin(draft.url, image), origin
    frame = Frame(title, body)
    shown = (tag for selector in (*captions, *_CAPTIONS) for tag in dom.select(selector))
    texts = (text_of(tag) for tag in shown if not frame.is_outside(tag))
    caption = next((text for text in texts if len(text) in _CAPTION_LENGTH), None)
    if caption or structured.caption:
        draft.caption, draft.origins["caption"] = caption or structured.caption, "selector" if caption else "json-ld"


def _find_image(structured: Structured, title: Tag | None, body: Tag | None, markup: str) -> tuple[str | None, str]:
    stated = structured.first_meta(*_IMAGE_META)
    for origin, address in (("json-ld", structured.image), ("meta", stated)):
        if address and _is_picture(address):
            return address, origin
    for tag in body.find_all("amp-img") if body is not None else ():
        if _is_picture(attribute(tag, "src")):
            return attribute(tag, "src"), "in the story"
    shown = (_source_of(found[0]) for found in _IMAGE.finditer(_stretch(title, body, markup)))
    return next((address for address in shown if _is_picture(address)), None), "in the story"


def _source_of(image: str) -> str:
    """The address of an image; what a script loads later counts for more than what stands in its place."""
    sources = sorted(_SOURCE.finditer(image), key=lambda found: "data-" not in found[0].lower())
    return next((found[1] or found[2] or found[3] or "" for found in sources), "").strip()


def _is_picture(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    name = parts.path.rpartition("/")[2]
    is_fetched = not parts.scheme or (parts.scheme in ("http", "https") and bool(parts.netloc))
    return bool(name) and is_fetched and not _NO_PICTURE.search(name)


def _stretch(title: Tag | None, body: Tag | None, markup: str) -> str:
    """The markup from the title to the last line of the story; empty where the story is not found in it."""
    if body is None:
        return ""
    lines = [piece for line in body.stripped_strings if (piece := _piece(line))]
    first = markup.find(lines[0]) if lines else -1
    if first < 0:
        return ""
    above = _piece(text_of(title)) if title is not None else ""
    start = markup.rfind(above, 0, first) if above else -1
    end = max(markup.rfind(lines[-1]), first)
    return markup[max(start, first - _REACH_BEFORE, 0) : end]


def _piece(line: str) -> str:
    """The longest stretch of a line that is written in markup as it is shown; empty where it is too short."""
    pieces = chain.from_iterable(part.split("\n") for part in re.split(r"[&<>\"'\u00a0-\u00bf\u2000-\u206f]", line))
    longest = max(pieces, key=len, default="").strip()
    return longest if len(longest) >= _LEAST_PIECE else ""
