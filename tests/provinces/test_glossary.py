"""The shipped glossary: enough of it, and no two concepts that look the same once stemmed."""

from collections import defaultdict

from pipelines.stems import stems


def test_it_has_at_least_four_hundred_concepts(real_catalogue):
    assert len(real_catalogue.glossary.concepts) >= 400


def test_no_two_concepts_share_a_stemmed_term(real_catalogue):
    owners = defaultdict(set)
    for name, terms in real_catalogue.glossary.by_name().items():
        for term in terms:
            owners[tuple(stems(term))].add(name)
    assert {phrase: names for phrase, names in owners.items() if len(names) > 1} == {}


def test_no_term_is_another_of_its_concept_once_stemmed(real_catalogue):
    phrases = {
        name: [tuple(stems(term)) for term in terms] for name, terms in real_catalogue.glossary.by_name().items()
    }
    assert {name: same for name, same in phrases.items() if len(set(same)) < len(same)} == {}
