"""What the formats share in showing: addresses that may be followed, the shade of a cell. No text of the brief."""

from __future__ import annotations

from urllib.parse import urlsplit

SHADES = ("FFFFFF", "E3EEF4", "BFD9E6", "8FBDD3", "74ADC9")
"""Paper to deep blue, all light enough for black text and for a copier."""


def web_address(url: str) -> str | None:
    """The address if it may be a link; None for anything but http(s): imported articles name what they like."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def shade(count: int, highest: int) -> str:
    """RGB (hex, no #) of a cell: white for nothing, the deepest for `highest`; a single event is never the deepest."""
    if count <= 0:
        return SHADES[0]
    steps = len(SHADES) - 1
    return SHADES[max(1, -(-count * steps // max(highest, steps)))]
