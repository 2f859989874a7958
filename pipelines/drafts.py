"""A reading in the making: what was found on a page before text is cleaned and the date is settled."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.dates import DateClue


@dataclass
class Draft:
    """Raw finds of one page; `extract.py` makes a Reading of it. Paragraphs are uncleaned."""

    url: str
    """The address the page gives itself, if it may be believed, else where it was fetched."""
    title: str = ""
    paragraphs: list[str] = field(default_factory=list)
    clues: list[DateClue] = field(default_factory=list)
    modified: str | None = None
    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    image: str | None = None
    caption: str | None = None
    is_paywalled: bool = False
    outlet: str | None = None
    language: str | None = None
    parts: int = 1
    origins: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    cut_after: tuple[str, ...] = ()
    """Regexes of this platform and source: the story ends before the first paragraph that matches one."""
