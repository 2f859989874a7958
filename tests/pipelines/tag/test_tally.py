from __future__ import annotations

import re

import pytest

from models.shapes import ArticleText
from models.vocabulary import Pattern, Term, Zones
from pipelines.tag.frame import Frame, Framer
from pipelines.tag.mask import Masks
from pipelines.tag.matcher import Entry, Matcher
from pipelines.tag.tally import Scale, is_headline, total

SCALE = Scale(Zones(title=2, lead=1.5, body=1))
TERMS = (Term(id="app", weight=3, terms=("aplikasi", "portal")),)
FRAMER = Framer(Matcher(Entry("digital", 0, word) for word in TERMS[0].terms), Masks(["baca juga"]))


def _frame(title: str, body: str = "") -> Frame:
    return FRAMER.frame(ArticleText("", title, body))


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("Aplikasi baru", "", 6.0),
        ("", "Aplikasi baru.", 4.5),
        ("", "Satu.\n\nDua.\n\nAplikasi baru.", 3.0),
        ("Aplikasi baru", "Portal baru.", 7.5),
        ("Kosong", "", 0.0),
    ],
)
def test_a_group_counts_its_best_place_and_a_little_for_more(title: str, body: str, expected: float) -> None:
    assert total(SCALE.tally(_frame(title, body), "digital", TERMS)) == expected


def test_keeps_the_words_and_which_stood_in_front() -> None:
    tally = SCALE.tally(_frame("Aplikasi", "Aplikasi.\n\nDua.\n\nPortal."), "digital", TERMS)["app"]
    assert [span.text for span in tally.spans] == ["Aplikasi", "Aplikasi", "Portal"]
    assert tally.headline == {"aplikasi"}


def test_counts_words_that_follow_a_pattern() -> None:
    pattern = Pattern(id="e-word", weight=2, pattern=r"\be-[a-z]{3,}")
    found = SCALE.tally_patterns(_frame("", "Memakai e-surat."), [(pattern, re.compile(pattern.pattern))])
    assert found["e-word"].score == 3.0


def test_title_and_lead_are_the_headline() -> None:
    frame = _frame("Judul", "Satu.\n\nDua.\n\nTiga.")
    body = frame.fields["body"]
    assert is_headline(frame.fields["title"], 0)
    assert is_headline(body, 0)
    assert not is_headline(body, len(body.stored) - 1)
