"""The sample articles as their authors wrote them: `articles/<outlet>/<slug>.md`, front matter and body.

Reading and checking only. What an outlet makes of the text (dates, quirks, addresses) is `rendering.py`.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AwareDatetime, Field, ValidationError, model_validator

from models.clock import WIB
from models.errors import CatalogError
from models.facts import Strict
from models.shapes import MilestoneStatus, Relevance, Scope

Pillar = Literal["governance", "branding", "economy", "living", "society", "environment"]
RegencySlug = Literal[
    "bangka", "bangka-barat", "bangka-tengah", "bangka-selatan", "belitung", "belitung-timur", "pangkalpinang"
]
MilestoneKind = Literal[
    "wacana", "mitra-vendor", "seleksi", "mou", "dewan-tim", "komitmen", "bimtek-1", "bimtek-2", "bimtek-3",
    "bimtek-4", "masterplan", "quick-win", "regulation", "infrastructure", "command-center", "launch-app",
    "training", "budget", "evaluation", "index", "award", "kritik",
]  # fmt: skip
Quirk = Literal[
    "mojibake", "relative-date", "weekday-only", "wrong-weekday", "no-date", "paged", "amp", "site-today",
    "english-month", "read-also", "related-dates", "latin1", "invalid-utf8",
]  # fmt: skip
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]

LAST_WORD = datetime(2026, 11, 15, 22, 0, tzinfo=WIB)
"""Nothing is published later: the sample crawl starts three hours after it."""
PAGE_BREAK = "<!--page-->"


class SampleMilestone(Strict):
    """One step of a programme an article reports; `regency` is null for the province."""

    kind: MilestoneKind
    status: MilestoneStatus
    regency: RegencySlug | None
    date: Annotated[str, Field(pattern=r"^2\d{3}-\d\d-\d\d$")] | None


class SampleArticle(Strict):
    """One fictional article with its labels. `parts` holds its paragraphs, one tuple a page."""

    outlet: str
    slug: Slug
    title: Annotated[str, Field(min_length=5)]
    published: AwareDatetime
    section: str | None
    author: str | None
    editor: str | None
    relevant: Literal[True, False, "borderline"]
    relevance: Relevance
    scope: Scope
    regencies: tuple[RegencySlug, ...]
    pillars: tuple[Pillar, ...]
    milestones: tuple[SampleMilestone, ...]
    story: Slug | None
    trap: str | None
    quirks: tuple[Quirk, ...]
    parts: tuple[tuple[str, ...], ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All paragraphs, whatever page they stand on."""
        return tuple(paragraph for part in self.parts for paragraph in part)

    @model_validator(mode="after")
    def _published_before_the_crawl(self) -> SampleArticle:
        if self.published > LAST_WORD:
            raise ValueError(f"published {self.published} is later than {LAST_WORD}")
        return self

    @model_validator(mode="after")
    def _scope_fits_regencies(self) -> SampleArticle:
        fits = {"regency": (1, 1), "several": (2, 7), "province": (0, 0), "elsewhere": (0, 0)}
        least, most = fits[self.scope]
        if not least <= len(self.regencies) <= most:
            raise ValueError(f"regencies: scope {self.scope} does not go with {len(self.regencies)} regencies")
        return self

    @model_validator(mode="after")
    def _irrelevant_carries_no_pillars(self) -> SampleArticle:
        if self.relevant is False and (self.pillars or self.milestones or self.relevance != "none"):
            raise ValueError("pillars, milestones, relevance: an irrelevant article carries none")
        return self

    @model_validator(mode="after")
    def _pages_need_the_quirk(self) -> SampleArticle:
        if (len(self.parts) > 1) != ("paged" in self.quirks):
            raise ValueError(f"quirks: paged and {PAGE_BREAK} go together")
        if not all(self.parts):
            raise ValueError("body: a page holds no paragraph")
        return self


def load_articles(folder: Path) -> list[SampleArticle]:
    """Every `<outlet>/<slug>.md` under `folder`, by outlet, day and slug. Raises CatalogError naming file and field."""
    articles = [load_article(path) for path in sorted(folder.glob("*/*.md"))]
    if not articles:
        raise CatalogError(f"{folder}: holds no article")
    seen: dict[str, str] = {}
    for article in articles:
        if article.slug in seen:
            raise CatalogError(f"{folder}/{article.outlet}/{article.slug}.md: field slug: {seen[article.slug]} has it")
        seen[article.slug] = article.outlet
    return sorted(articles, key=lambda article: (article.outlet, article.published, article.slug))


def load_article(path: Path) -> SampleArticle:
    """One article file. Raises CatalogError naming file and field."""
    fields, body = _split(path)
    for field, place in (("outlet", path.parent.name), ("slug", path.stem)):
        if fields.get(field) != place:
            raise CatalogError(f"{path}: field {field}: {fields.get(field)!r} is not {place!r}, where the file lies")
    try:
        return SampleArticle.model_validate({**fields, "parts": _parse_body(body)})
    except ValidationError as error:
        lines = [
            f"field {'.'.join(map(str, problem['loc'])) or '(file)'}: {problem['msg']} ({str(problem['input'])[:60]!r})"
            for problem in error.errors()
        ]
        raise CatalogError(f"{path}: " + "; ".join(lines)) from error


def _split(path: Path) -> tuple[dict[str, Any], str]:
    head, fence, body = path.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
    if not fence:
        raise CatalogError(f"{path}: no front matter between two lines of ---")
    try:
        fields = yaml.safe_load(head)
    except yaml.YAMLError as error:
        raise CatalogError(f"{path}: front matter is no valid YAML: {' '.join(str(error).split())}") from error
    if not isinstance(fields, dict):
        raise CatalogError(f"{path}: front matter is no mapping of fields")
    return fields, body


def _parse_body(body: str) -> list[list[str]]:
    pages = body.strip().split(PAGE_BREAK)
    return [[" ".join(text.split()) for text in page.split("\n\n") if text.strip()] for page in pages]
