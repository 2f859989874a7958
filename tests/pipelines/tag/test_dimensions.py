from __future__ import annotations

import pytest

from models.catalogue import Catalogue
from models.shapes import ArticleText
from pipelines.tag.dimensions import DimensionLists, Dimensions
from pipelines.tag.frame import Framer
from pipelines.tag.mask import Masks
from pipelines.tag.matcher import Matcher


@pytest.fixture(scope="module")
def dimensions(catalogue: Catalogue) -> Dimensions:
    return Dimensions(catalogue.pillars)


def _read(dimensions: Dimensions, body: str) -> DimensionLists:
    framer = Framer(Matcher(dimensions.entries()), Masks(["baca juga"]))
    return dimensions.read(framer.frame(ArticleText("", "", body)))


def test_four_names_in_a_sentence_are_a_list(dimensions: Dimensions) -> None:
    lists = _read(dimensions, "Ada smart governance, smart economy, smart living, dan smart society.")
    assert lists.ignored == {("body", 0)}
    assert lists.named == []
    assert lists.concrete == ()


def test_one_or_two_names_are_named(dimensions: Dimensions) -> None:
    lists = _read(dimensions, "Bupati mendahulukan smart government dan smart people.")
    assert lists.named == ["governance", "society"]
    assert lists.ignored == set()


def test_programmes_behind_names_make_them_concrete(dimensions: Dimensions) -> None:
    lists = _read(dimensions, "Dinilai: smart governance (A Satu, B Dua), economy (C Tiga), living: D Empat.")
    assert lists.concrete == ("governance", "economy", "living")
    assert {span.text for spans in lists.spans.values() for span in spans} == {"smart governance", "economy", "living"}


def test_one_dimension_in_the_title_is_the_subject(dimensions: Dimensions) -> None:
    framer = Framer(Matcher(dimensions.entries()), Masks(["baca juga"]))
    one = framer.frame(ArticleText("", "Belitung raih penghargaan smart branding", "Isi."))
    two = framer.frame(ArticleText("", "Dari smart people sampai smart living", "Isi."))
    assert [dimensions.read(frame).is_titled for frame in (one, two)] == [True, False]
