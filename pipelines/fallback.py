"""The story of a page that no selector fits, found by trafilatura."""

from __future__ import annotations

import trafilatura

_MAX_MARKUP = 600_000
"""Characters; trafilatura needs a second for more."""


def read_unknown(markup: str) -> list[str]:
    """Paragraphs of what looks like the page's main text; empty where nothing does."""
    text = trafilatura.extract(
        markup[:_MAX_MARKUP], include_comments=False, include_tables=False, include_formatting=False, fast=False
    )
    return [line.lstrip("- ").strip() for line in (text or "").split("\n") if line.strip()]
