"""The words of relevance: what the file says loads, and a wrong word is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.catalogue import PROVINCES_DIR, Catalogue
from models.errors import CatalogError
from models.facts import load_facts
from models.vocabulary import Relevance

FILE = PROVINCES_DIR / "national" / "relevance.yml"


@pytest.fixture(scope="module")
def facts() -> Relevance:
    return Catalogue("bangka_belitung", samples=None).relevance


def test_groups_of_words_have_names_of_their_own(facts: Relevance) -> None:
    for groups in ((*facts.explicit, *facts.devices), (*facts.digital, *facts.patterns), facts.negative):
        names = [group.id for group in groups]
        assert len(names) == len(set(names))


def test_no_digital_word_stands_in_two_groups(facts: Relevance) -> None:
    owners: dict[str, str] = {}
    doubled = [
        (term, group.id, owners[term])
        for group in facts.digital
        for term in group.terms
        if owners.setdefault(term, group.id) != group.id
    ]
    assert doubled == []


def test_every_topic_against_says_why(facts: Relevance) -> None:
    assert all(topic.reason for topic in facts.negative)


def test_the_title_counts_more_than_the_lead_and_the_lead_more_than_the_rest(facts: Relevance) -> None:
    assert facts.zones.title > facts.zones.lead > facts.zones.body > 0


def test_an_explicit_word_in_the_lead_suffices(facts: Relevance) -> None:
    weakest = min(term.weight for term in (*facts.explicit, *facts.devices))
    assert weakest * facts.zones.lead >= facts.thresholds.relevant


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("thresholds:", "tresholds:", "field tresholds: Extra inputs are not permitted"),
        ("zones: {title: 2.0,", "zones: {titel: 2.0,", "field zones.titel"),
        ("smart city, smart cities", "smart city, smart city", "'smart city' stands twice"),
        ("pattern: '\\b[eE]-", "pattern: '(\\b[eE]-", "no valid regular expression"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "relevance.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogError, match=message):
        load_facts(path, Relevance)
