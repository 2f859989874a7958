"""The tagging vocabulary: what the files say loads and fits together, and a wrong word is refused by name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from models.catalogue import PROVINCES_DIR, Catalogue
from models.errors import CatalogError
from models.facts import load_facts
from models.lexicon import MILESTONE_KINDS, PILLARS, Dimension, NamedProgrammes, Pillars, Programme

NATIONAL = PROVINCES_DIR / "national"
SIGNAL: dict[str, Any] = {"terms": ["sampah"], "weight": 3, "sub": "waste"}
DIMENSION: dict[str, Any] = {
    "id": "environment",
    "gloss": "lingkungan cerdas",
    "names": ["smart environment"],
    "sub_dimensions": {"waste": "sampah"},
    "agencies": ["dlh"],
    "signals": [SIGNAL],
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue("bangka_belitung", samples=None)


def test_the_six_pillars_stand_in_the_ministrys_order(catalogue: Catalogue) -> None:
    assert tuple(dimension.id for dimension in catalogue.pillars.dimensions) == PILLARS


def test_every_milestone_kind_has_phrases_and_a_possible_status(catalogue: Catalogue) -> None:
    kinds = catalogue.programme.kinds
    assert tuple(kind.id for kind in kinds) == MILESTONE_KINDS
    assert all(kind.phrases and kind.status in kind.statuses for kind in kinds)


def test_every_list_of_words_stands_in_a_phrase(catalogue: Catalogue) -> None:
    programme = catalogue.programme
    lists = {*programme.words, *programme.patterns, *programme.signals}
    phrases = [phrase for kind in programme.kinds for phrase in (*kind.phrases, *kind.unless)]
    used = {name for phrase in phrases for name in re.findall(r"\{(\w+)\}", phrase)}
    assert used == lists


def test_no_word_serves_two_pillars(catalogue: Catalogue) -> None:
    owners: dict[str, str] = {}
    for dimension in catalogue.pillars.dimensions:
        for signal in dimension.signals:
            for term in signal.terms:
                assert owners.setdefault(term, dimension.id) == dimension.id, term


def test_the_provinces_programmes_belong_to_its_regencies(catalogue: Catalogue) -> None:
    programmes = catalogue.named_programmes.programmes
    assert programmes
    assert {item.regency for item in programmes if item.regency} <= set(catalogue.regencies)


def test_a_province_may_have_no_programmes_yet(tmp_path: Path) -> None:
    (tmp_path / "lampung").mkdir()
    (tmp_path / "lampung" / "province.yml").touch()
    assert Catalogue("lampung", root=tmp_path, samples=None).named_programmes == NamedProgrammes()


def test_accepts_a_dimension() -> None:
    assert Dimension.model_validate(DIMENSION).signals[0].terms == ("sampah",)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "smart"}, "Input should be"),
        ({"signals": [SIGNAL | {"sub": "energy"}]}, "sub-dimension 'energy' is not declared"),
        ({"signals": [SIGNAL | {"terms": ["sampah", "sampah"]}]}, "'sampah' stands twice"),
        ({"signals": [SIGNAL | {"terms": [" sampah"]}]}, "stray spaces"),
        ({"signals": [SIGNAL | {"wieght": 2}]}, "Extra inputs are not permitted"),
        ({"signals": [SIGNAL | {"terms": []}]}, "needs terms or pairs"),
        ({"signals": []}, "at least 1 item"),
    ],
)
def test_refuses_a_wrong_dimension(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Dimension.model_validate(DIMENSION | changes)


def _changed(tmp_path: Path, name: str, old: str, new: str) -> Path:
    text = (NATIONAL / name).read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_a_lost_pillar_is_named(tmp_path: Path) -> None:
    path = _changed(tmp_path, "pillars.yml", "- id: living", "- id: society")
    with pytest.raises(CatalogError, match="dimensions must be, in this order"):
        load_facts(path, Pillars)


def test_a_lost_kind_is_named(tmp_path: Path) -> None:
    path = _changed(tmp_path, "programme.yml", "id: seleksi", "id: mou")
    with pytest.raises(CatalogError, match="kinds must be, in this order"):
        load_facts(path, Programme)


def test_an_undeclared_context_is_named(tmp_path: Path) -> None:
    path = _changed(tmp_path, "pillars.yml", "needs: digital", "needs: digitel")
    with pytest.raises(CatalogError, match="context 'digitel' is not declared"):
        load_facts(path, Pillars)


def test_a_wrong_pattern_is_refused(tmp_path: Path) -> None:
    path = _changed(tmp_path, "programme.yml", "year: '", "year: '(")
    with pytest.raises(CatalogError, match="no valid regular expression"):
        load_facts(path, Programme)
