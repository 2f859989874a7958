from __future__ import annotations

import pytest

from models.catalogue import Catalogue
from models.lexicon import Pillar
from models.shapes import ArticleText
from pipelines.tag.frame import Framer
from pipelines.tag.mask import Masks
from pipelines.tag.matcher import Matcher
from pipelines.tag.overrides import Overrides
from pipelines.tag.subjects import Score


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("Parkir digital mulai berlaku", "Warga antre.", "parking"),
        ("Warga antre", "Retribusi sampah dibayar lewat QRIS.", "waste-fee"),
        ("Bank sampah digital dibuka", "Nasabah membayar lewat QRIS.", "waste-bank"),
        ("Internet desa menyala", "Warga senang.", "village-network"),
        ("Internet desa menyala", "Kelas digital dibuka.", None),
        ("Warga antre", "Satu.\n\nDua.\n\nParkir digital mulai berlaku.", None),
    ],
)
def test_applies_where_title_or_lead_speak_of_it(
    catalogue: Catalogue, title: str, body: str, expected: str | None
) -> None:
    overrides = Overrides(catalogue.pillars)
    frame = Framer(Matcher(overrides.entries()), Masks(["baca juga"])).frame(ArticleText("", title, body))
    scores: dict[Pillar, Score] = {"environment": Score(), "economy": Score()}
    found = overrides.find(frame, scores)
    assert (found.id if found else None) == expected


def test_in_the_lead_the_pillar_must_be_among_the_strongest(catalogue: Catalogue) -> None:
    overrides = Overrides(catalogue.pillars)
    framer = Framer(Matcher(overrides.entries()), Masks(["baca juga"]))
    frame = framer.frame(ArticleText("", "Warga antre", "Retribusi sampah dibayar lewat QRIS."))
    scores: dict[Pillar, Score] = {"living": Score(bonus=9), "society": Score(bonus=8), "environment": Score()}
    assert overrides.find(frame, scores) is None


def test_every_rule_says_why(catalogue: Catalogue) -> None:
    assert all(len(rule.reason) > 20 for rule in catalogue.pillars.overrides)
