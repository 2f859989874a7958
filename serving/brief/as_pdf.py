"""The brief as PDF: the HTML set on paper by WeasyPrint, whose system libraries may be missing. No own layout."""

from __future__ import annotations

from typing import cast

from models.errors import ProjectError
from serving.brief.as_html import as_html
from serving.brief.parts import Brief

DEBIAN_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def as_pdf(brief: Brief) -> bytes:
    """The PDF; ProjectError naming the Debian packages where WeasyPrint's libraries cannot be loaded."""
    try:
        from weasyprint import HTML
    except OSError as error:
        raise ProjectError(
            f"PDF needs system libraries that are missing ({error});"
            f" install them (Debian: apt-get install {DEBIAN_PACKAGES}) or leave pdf out of --format"
        ) from error
    return cast(bytes, HTML(string=as_html(brief)).write_pdf(pdf_identifier=str(brief.week).encode()))
