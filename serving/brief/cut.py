"""A cut: what a brief of only those articles that meet a query is cut by. How it says so is `cut_words.py`."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.clock import Week
from serving.saved import check_query
from serving.search import Knowledge
from serving.search.narrowing import Narrowing, narrow
from serving.search.request import SEPARATOR

_LONGEST_SLUG = 40
_HASH_CHARACTERS = 6


@dataclass(frozen=True)
class Cut:
    """A query as it cuts; `name`: of the saved search it is, if it is one."""

    narrowing: Narrowing
    name: str | None = None
    source_names: Mapping[str, str] | None = None
    """Names of the sources it names, by id."""

    @property
    def slug(self) -> str:
        """What names its files: letters, digits and hyphens, another one for another cut.

        A saved search keeps its files when its query changes.
        """
        told = self.name or self.narrowing.query
        plain = unicodedata.normalize("NFKD", told).encode("ascii", "ignore").decode().lower()
        slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:_LONGEST_SLUG].strip("-")
        if self.name and slug.replace("-", " ") == told.lower():
            return slug
        hashed = f"@{told.casefold()}" if self.name else told
        return f"{slug}-{hashlib.sha256(hashed.encode()).hexdigest()[:_HASH_CHARACTERS]}".strip("-")

    def as_dict(self) -> dict[str, object]:
        """JSON-ready: what it was taken for."""
        said = self.narrowing
        return {
            "query": said.query,
            "saved": self.name,
            "demands": [list(demand.names) for demand in said.demands],
            "without": list(said.without),
            "filters": said.filters.named(),
            "problems": list(said.problems),
            "unknown": said.unknown,
        }


def make_cut(engine: Engine, catalogue: Catalogue, week: Week, query: str, name: str | None = None) -> Cut:
    """Read a query for the brief of a week; UsageError for an empty one.

    Relative days count from the Monday after that week, whenever the brief is made: "minggu lalu" is the week itself,
    and the same database gives the same brief.
    """
    with engine.begin() as connection:
        narrowing = narrow(connection, check_query(query), Knowledge(catalogue), week.sunday + timedelta(days=1))
    ids = (narrowing.filters.source or "").split(SEPARATOR)
    known = {source_id: catalogue.sources[source_id].name for source_id in ids if source_id in catalogue.sources}
    return Cut(narrowing, name, known)
