from datetime import date

import pytest

from models.shapes import MilestoneTag, Span, Tag, Tagging
from pipelines.tag_differences import LabelCount, TagDifferences

URL = "https://kabarcontoh.example/satu"
WORDS = Span("title", 0, 6, "Bimtek")


def step(status="planned", regency="bangka", event_on=date(2026, 11, 9)):
    return MilestoneTag("bimtek-1", status, regency, event_on, "Bimtek digelar.", WORDS)


BEFORE = Tagging(
    is_relevant=True,
    relevance="explicit",
    relevance_score=0.9,
    scope="regency",
    regencies=("bangka",),
    pillars=("governance", "society"),
    tags=(Tag("pillar", "society", 0.8, "school programme", spans=(WORDS,)),),
    milestones=(step(),),
)
NOTHING = Tagging(is_relevant=False, relevance="none", relevance_score=0.1, scope="elsewhere")


def compared(before, after, **options):
    differences = TagDifferences(**options)
    differences.add(1, URL, "Bimtek dibuka", before, after)
    return differences


def changes(differences):
    return [(found["tag"], found["value"], found["change"]) for found in differences.examples]


def vary(**values):
    return Tagging(**{**vars(BEFORE), **values})


def test_an_equal_tagging_is_no_difference():
    differences = compared(BEFORE, vary())
    assert (differences.articles, differences.touched, differences.examples) == (1, 0, [])
    assert differences.labels["pillar", "society"] == LabelCount(before=1)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"pillars": ("governance",)}, [("pillar", "society", "removed")]),
        ({"pillars": ("governance", "society", "living")}, [("pillar", "living", "added")]),
        (
            {"pillars": ("society", "governance")},
            [("pillar", "governance", "changed"), ("pillar", "society", "changed")],
        ),
        ({"regencies": ("belitung",)}, [("regency", "bangka", "removed"), ("regency", "belitung", "added")]),
        ({"relevance": "implicit"}, [("relevance", "explicit", "removed"), ("relevance", "implicit", "added")]),
        ({"scope": "province"}, [("scope", "regency", "removed"), ("scope", "province", "added")]),
        ({"milestones": ()}, [("milestone", "bimtek-1", "removed")]),
        ({"milestones": (step("done"),)}, [("milestone", "bimtek-1", "changed")]),
        ({"milestones": (step(event_on=None),)}, [("milestone", "bimtek-1", "changed")]),
        ({"milestones": (step(), step(regency=None))}, [("milestone", "bimtek-1", "changed")]),
    ],
)
def test_every_kind_of_tag_is_told_with_what_became_of_it(values, expected):
    differences = compared(BEFORE, vary(**values))
    assert changes(differences) == expected
    assert (differences.retagged, differences.reworded) == (1, 0)


def test_other_evidence_for_the_same_tags_is_counted_apart():
    differences = compared(BEFORE, vary(relevance_score=0.7))
    assert (differences.retagged, differences.reworded, differences.touched) == (0, 1, 1)
    assert differences.examples == []


def test_an_article_that_is_no_longer_relevant_loses_everything():
    differences = compared(BEFORE, NOTHING)
    assert {(group, change) for group, _, change in changes(differences)} == {
        ("relevance", "removed"), ("relevance", "added"), ("scope", "removed"), ("scope", "added"),
        ("regency", "removed"), ("pillar", "removed"), ("milestone", "removed"),
    }  # fmt: skip


def test_an_example_says_why():
    removed = next(found for found in compared(BEFORE, vary(pillars=("governance",))).examples)
    assert removed == {
        "article_id": 1, "url": URL, "title": "Bimtek dibuka", "tag": "pillar", "value": "society",
        "change": "removed", "before": "rank 2", "after": None, "why": ["school programme: 'Bimtek'"],
    }  # fmt: skip
    moved = next(found for found in compared(BEFORE, vary(milestones=(step("done"),))).examples)
    assert (moved["before"], moved["after"]) == ("planned, bangka, 2026-11-09", "done, bangka, 2026-11-09")
    assert moved["why"] == ["Bimtek digelar."]


def test_counts_add_up_and_stand_in_the_order_of_the_tags():
    differences = TagDifferences()
    for number, after in enumerate([NOTHING, vary(), vary(pillars=("governance", "living"))]):
        differences.add(number, URL, "Bimtek", BEFORE, after)
    told = differences.as_dict()
    rows = {(row["tag"], row["value"]): row for row in told["tags"]}
    assert rows["pillar", "society"] == {
        "tag": "pillar", "value": "society", "before": 3, "added": 0, "removed": 2, "changed": 0, "after": 1,
    }  # fmt: skip
    assert (rows["pillar", "living"]["before"], rows["pillar", "living"]["after"]) == (0, 1)
    assert [row["tag"] for row in told["tags"]] == sorted(
        (row["tag"] for row in told["tags"]), key=["relevance", "scope", "regency", "pillar", "milestone"].index
    )
    assert (told["articles"], told["retagged"], told["touched"]) == (3, 2, 2)


def test_a_few_examples_are_kept_and_all_are_told():
    told = []
    differences = TagDifferences(examples_each=2, sink=told.append)
    for number in range(5):
        differences.add(number, URL, "Bimtek", BEFORE, vary(pillars=("governance",)))
    assert [found["article_id"] for found in differences.examples] == [0, 1]
    assert [found["article_id"] for found in told] == [0, 1, 2, 3, 4]
