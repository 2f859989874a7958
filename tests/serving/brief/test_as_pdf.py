from __future__ import annotations

import re
import sys
from importlib.abc import MetaPathFinder

import pytest

from models.errors import ProjectError
from serving.brief.as_pdf import DEBIAN_PACKAGES, as_pdf
from serving.brief.parts import Brief


class NoPango(MetaPathFinder):
    """Imports of WeasyPrint fail as they do on a machine without its system libraries."""

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")


def test_sets_the_brief_on_paper(brief: Brief) -> None:
    content = as_pdf(brief)
    assert content.startswith(b"%PDF-")
    assert content == as_pdf(brief)


def test_names_the_packages_where_libraries_are_missing(brief: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    assert "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in DEBIAN_PACKAGES
    with pytest.raises(ProjectError, match=re.escape(DEBIAN_PACKAGES)):
        as_pdf(brief)
