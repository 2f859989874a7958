import json
from datetime import UTC, datetime

import pytest

from models.corrections import Change, Correction
from serving.corrections import as_dict, as_evidence, describe, judge

AT = datetime(2026, 11, 16, 2, tzinfo=UTC)
SAID = {
    "relevance": "implicit",
    "scope": "regency",
    "regencies": ["bangka"],
    "pillars": ["living", "economy"],
    "milestones": [{"kind": "mou", "status": "planned", "regency": "bangka", "date": "2026-11-09"}],
}


def make(kind, action, value="", details=None, **more):
    return Correction(4, "k", Change(kind, action, value, details or {}), "Rina", AT, "sebab", 3, SAID, **more)


def test_a_correction_is_told_to_programs_in_local_time():
    told = as_dict(make("pillar", "add", "society", {"rank": 1}, article_id=9))
    assert json.loads(json.dumps(told)) == told
    assert (told["at"], told["by"], told["note"]) == ("2026-11-16T09:00:00+07:00", "Rina", "sebab")
    assert (told["kind"], told["action"], told["value"], told["details"]) == ("pillar", "add", "society", {"rank": 1})
    assert (told["machine"], told["machine_version"], told["article_id"], told["undoes"]) == (SAID, 3, 9, None)


def test_evidence_names_the_rule_and_who_when_why():
    assert as_evidence(make("regency", "remove", "bangka")) == {
        "rule": "correction", "correction": 4, "action": "remove", "kind": "regency", "value": "bangka",
        "by": "Rina", "at": "2026-11-16T09:00:00+07:00", "note": "sebab",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("correction", "words"),
    [
        (make("pillar", "add", "living", {"rank": 1}), "add pillar living (rank 1)"),
        (make("relevance", "set", "none"), "set relevance none"),
        (make("milestone", "set", "mou", {"event_on": "2026-11-09"}), "set milestone mou (event on 2026-11-09)"),
        (make("story", "merge", "kabar.test/b", {"articles": ["x"]}), "merge story with kabar.test/b"),
        (make("story", "split", "", {"articles": ["x"]}), "split story"),
        (make("story", "undo", "", undoes_id=2), "undo 2 (story)"),
        (make("scope", "undo", "province", undoes_id=2), "undo 2 (scope province)"),
    ],
)
def test_a_correction_is_told_in_a_few_words(correction, words):
    assert describe(correction) == words


@pytest.mark.parametrize(
    ("kind", "action", "value", "details", "verdict"),
    [
        ("relevance", "set", "none", {}, "wrong"),
        ("relevance", "set", "explicit", {}, "changed"),
        ("relevance", "set", "implicit", {}, "confirmed"),
        ("relevance", "set", "relevant", {}, "confirmed"),
        ("scope", "set", "province", {}, "changed"),
        ("scope", "set", "regency", {}, "confirmed"),
        ("regency", "add", "belitung", {}, "missed"),
        ("regency", "remove", "bangka", {}, "wrong"),
        ("regency", "remove", "belitung", {}, "confirmed"),
        ("pillar", "add", "society", {"rank": 1}, "missed"),
        ("pillar", "add", "economy", {"rank": 1}, "changed"),
        ("pillar", "add", "economy", {"rank": 2}, "confirmed"),
        ("pillar", "add", "economy", {}, "confirmed"),
        ("milestone", "set", "award", {}, "missed"),
        ("milestone", "set", "mou", {"status": "done"}, "changed"),
        ("milestone", "set", "mou", {"status": "planned", "event_on": "2026-11-09"}, "confirmed"),
        ("milestone", "set", "mou", {"regency": "belitung"}, "changed"),
        ("milestone", "remove", "mou", {}, "wrong"),
        ("milestone", "remove", "mou", {"regency": "belitung"}, "confirmed"),
        ("milestone", "remove", "award", {}, "confirmed"),
    ],
)
def test_a_correction_tells_how_wrong_the_machine_was(kind, action, value, details, verdict):
    assert judge(Change(kind, action, value, details), SAID) == verdict


@pytest.mark.parametrize(("wanted", "verdict"), [("relevant", "missed"), ("none", "confirmed"), ("explicit", "missed")])
def test_relevance_of_an_article_the_machine_left_out(wanted, verdict):
    assert judge(Change("relevance", "set", wanted), {**SAID, "relevance": "none"}) == verdict
