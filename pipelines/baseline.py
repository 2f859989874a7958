"""The naive tagger every rule of `pipelines/tag` has to beat: plain names and plain keywords, nothing else.

It exists for the table of `pantau evaluate` only; no article is ever stored with its tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from models.catalogue import Catalogue
from pipelines.evaluate import Row

_RELEVANT = ("smart city", "kota cerdas", "digital", "aplikasi", "online", "daring", "internet", "elektronik")
_MILESTONES = {
    "mou": ("mou", "nota kesepahaman"),
    "masterplan": ("masterplan", "master plan"),
    "launch-app": ("luncurkan", "meluncurkan", "launching"),
    "infrastructure": ("internet", "bts", "cctv"),
    "award": ("penghargaan", "award"),
    "regulation": ("perda", "raperda", "perbup"),
    "evaluation": ("evaluasi",),
    "training": ("pelatihan",),
}


class NaiveTagger:
    """A regency wherever its name occurs, a pillar for the dimension with most of its words."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._regencies = {slug: _pattern([regency.name]) for slug, regency in catalogue.regencies.items()}
        self._province = _pattern([catalogue.province.name, *catalogue.province.aliases])
        self._pillars = {
            dimension.id: _pattern(term for signal in dimension.signals for term in signal.terms)
            for dimension in catalogue.pillars.dimensions
        }
        self._relevant = _pattern(_RELEVANT)
        self._milestones = {kind: _pattern(words) for kind, words in _MILESTONES.items()}

    def __call__(self, row: Row) -> Row:
        """An exported line for one labelled row."""
        text = f"{row['title']}\n{row['text']}".lower()
        regencies = [slug for slug, pattern in self._regencies.items() if pattern.search(text)]
        counts = {pillar: len(pattern.findall(text)) for pillar, pattern in self._pillars.items()}
        best = max(counts, key=lambda pillar: counts[pillar])
        result: dict[str, Any] = {
            "url": row["url"],
            "relevant": bool(self._relevant.search(text)),
            "regencies": regencies,
            "province": not regencies and bool(self._province.search(text)),
            "pillars": [best] if counts[best] else [],
            "milestones": [kind for kind, pattern in self._milestones.items() if pattern.search(text)],
            "published_at": None,
        }
        return result


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(name.lower())}\b" for name in names))
