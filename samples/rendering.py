"""Jinja2 templates of the sample outlets' pages. What they are given is made in `views.py` and `links.py`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, **context: Any) -> str:
    """One template of `templates/` (path without `.j2`) as text. Raises jinja2's UndefinedError for a missing value."""
    return _environment().get_template(f"{template}.j2").render(**context)


def slug(text: str) -> str:
    """`Berita Bangka Tengah` as addresses write it: `berita-bangka-tengah`."""
    return "-".join("".join(sign if sign.isalnum() else " " for sign in text.lower()).split())


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["slug"] = slug
    return environment
