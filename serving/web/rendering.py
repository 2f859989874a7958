"""Templates to pages: the Jinja environment with the few words and formats every template may use."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from serving.web import labels

NAVIGATION = (
    ("/", "Cari"), ("/pencarian", "Tersimpan"), ("/wilayah", "Wilayah"), ("/tahap", "Tahap"), ("/sumber", "Sumber"),
    ("/api", "API"),
)  # fmt: skip


@lru_cache(maxsize=1)
def load_environment() -> Environment:
    """Everything is escaped; an unknown name in a template is an error."""
    environment = Environment(
        loader=PackageLoader("serving.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "instant": labels.format_instant,
        "day": labels.format_day,
        "short": labels.format_short,
        "number": labels.format_number,
        "upper_first": labels.upper_first,
    }
    environment.globals |= {
        "is_sample": labels.is_sample,
        "is_web_address": labels.is_web_address,
        "words": labels,
    }
    return environment


def render_page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """One page; `values` are what the template asks for."""
    page = load_environment().get_template(template)
    return HTMLResponse(page.render(path=request.url.path, navigation=NAVIGATION, **values), status)
