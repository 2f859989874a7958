"""Every entry of provinces/national/boilerplate.yml removes its examples and leaves the look-alikes."""

from __future__ import annotations

import pytest

from models.boilerplate import BoilerplateEntry, load_boilerplate
from models.catalogue import PROVINCES_DIR
from pipelines.clean import clean
from pipelines.wording import repair

BOILERPLATE = load_boilerplate(PROVINCES_DIR)
STORY = [
    "Bupati meresmikan jembatan gantung yang dibangun warga dusun selama lima bulan dengan dana desa.",
    "Anak sekolah tidak perlu lagi memutar sejauh tujuh kilometer untuk sampai ke kelas mereka di desa tetangga.",
]
LAST = "Acara ditutup dengan makan bersama di tepi sungai sambil mendengarkan musik dambus."
PAIRS = [(entry, text) for entry in BOILERPLATE.entries for text in entry.removes]
KEPT = [(entry, text) for entry in BOILERPLATE.entries for text in entry.keeps]


def cleaned(text: str) -> list[str]:
    return clean([*STORY, text, LAST], "Jembatan Gantung Diresmikan", BOILERPLATE).paragraphs


def test_there_are_enough_entries() -> None:
    assert len(BOILERPLATE.entries) >= 95


@pytest.mark.parametrize(("entry", "text"), PAIRS, ids=[f"{entry.id}: {text[:40]}" for entry, text in PAIRS])
def test_removes_its_example(entry: BoilerplateEntry, text: str) -> None:
    assert entry.pattern.search(repair(text)[0])
    left = cleaned(text)
    if entry.scope in ("cut_after", "list"):
        assert left == STORY
    elif entry.scope == "paragraph":
        assert left == [*STORY, LAST]
    else:
        assert left[:2] == STORY
        assert left[2] != text
        assert len(left) == 4


@pytest.mark.parametrize(("entry", "text"), KEPT, ids=[f"{entry.id}: {text[:40]}" for entry, text in KEPT])
def test_leaves_text_of_the_story_alone(entry: BoilerplateEntry, text: str) -> None:
    assert not entry.pattern.search(repair(text)[0])


@pytest.mark.parametrize("text", [text for _, text in KEPT if len(text.split()) > 4])
def test_no_other_entry_takes_it_either(text: str) -> None:
    assert repair(text)[0] in cleaned(text)
