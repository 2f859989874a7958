"""The story of a page that no selector fits, found by trafilatura."""

from __future__ import annotations

_MIN_STORY = 250
"""Characters; less is a notice or a caption, and an empty page must not be filled with it."""
_MAX_MARKUP = 400_000
"""Characters, and"""
_MAX_TAGS = 10_000
"""tags, opening and closing: trafilatura needs more than a second for more."""


def read_unknown(markup: str) -> list[str]:
    """Paragraphs of what looks like the page's main text; empty where nothing does, or the page is too large."""
    if len(markup) > _MAX_MARKUP or markup.count("<") > _MAX_TAGS:
        return []
    import trafilatura  # a third of a second that the command line pays only for pages that need it

    text = trafilatura.extract(
        markup, include_comments=False, include_tables=False, include_formatting=False, fast=False
    )
    lines = [line.lstrip("- ").strip() for line in (text or "").split("\n") if line.strip()]
    return lines if sum(map(len, lines)) >= _MIN_STORY else []
