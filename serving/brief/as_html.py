"""The brief as one HTML file: no script, no network, readable on screen and on paper.

The layout is in brief.html.j2 and brief.css; every value is escaped by the template engine.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from serving.brief import cut_words, method, sentences, words_id
from serving.brief.display import shade, web_address
from serving.brief.parts import Brief

_FOLDER = Path(__file__).parent


def as_html(brief: Brief) -> str:
    """The whole document; the same brief gives the same text."""
    return _environment().get_template("brief.html.j2").render(brief=brief)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=words_id, say=sentences, cut=cut_words, method=method, shade=shade)
    environment.filters.update(web_address=web_address, pillar=words_id.pillar, kind=words_id.kind)
    return environment
