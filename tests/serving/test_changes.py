from datetime import date

import pytest

from models.corrections import Change
from models.errors import UsageError
from serving.changes import (
    AskedMilestone,
    AskedPillar,
    AskedRemoval,
    make_asked,
    make_changes,
    parse_milestone,
    parse_pillar,
    parse_removal,
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("bimtek-2", AskedMilestone(kind="bimtek-2")),
        ("bimtek-2:done", AskedMilestone(kind="bimtek-2", status="done")),
        ("mou::2026-11-10", AskedMilestone(kind="mou", date=date(2026, 11, 10))),
        ("mou:planned:2026-11-10:bangka",
         AskedMilestone(kind="mou", status="planned", date=date(2026, 11, 10), regency="bangka")),
        ("award:::bangka", AskedMilestone(kind="award", regency="bangka")),
    ],
)  # fmt: skip
def test_a_step_is_written_in_four_parts(words, expected):
    assert parse_milestone(words) == expected


@pytest.mark.parametrize("words", ["", "bimtek-5", "mou:finished", "mou:done:kemarin", "mou:done:2026-11-10:bangka:x"])
def test_another_step_is_refused_by_name(words):
    with pytest.raises(UsageError) as caught:
        parse_milestone(words)
    assert words.split(":")[0] in str(caught.value) or "kemarin" in str(caught.value)


def test_pillars_may_have_a_rank_and_removals_a_regency():
    assert parse_pillar("living") == AskedPillar(pillar="living")
    assert parse_pillar("living:1") == AskedPillar(pillar="living", rank=1)
    assert parse_removal("mou") == AskedRemoval(kind="mou")
    assert parse_removal("mou:bangka") == AskedRemoval(kind="mou", regency="bangka")
    for wrong in ("smart", "living:0", "living:x"):
        with pytest.raises(UsageError, match="pillar"):
            parse_pillar(wrong)


def test_a_request_becomes_changes_with_removals_first(catalogue):
    asked = make_asked(
        relevance="relevant", scope="regency", add_regencies=["contoh"], remove_regencies=["contoh"],
        add_pillars=[{"pillar": "living", "rank": 2}, {"pillar": "economy"}], remove_pillars=["society"],
        milestones=[{"kind": "mou", "status": "done", "date": "2026-11-10", "regency": "contoh"}],
        remove_milestones=[{"kind": "mou", "regency": "contoh"}, {"kind": "award"}],
    )  # fmt: skip
    assert make_changes(asked, catalogue) == [
        Change("relevance", "set", "relevant"),
        Change("scope", "set", "regency"),
        Change("regency", "remove", "contoh"),
        Change("regency", "add", "contoh"),
        Change("pillar", "remove", "society"),
        Change("pillar", "add", "living", {"rank": 2}),
        Change("pillar", "add", "economy"),
        Change("milestone", "remove", "mou", {"regency": "contoh"}),
        Change("milestone", "remove", "award"),
        Change("milestone", "set", "mou", {"status": "done", "event_on": "2026-11-10", "regency": "contoh"}),
    ]
    assert make_changes(make_asked(merge_with=3), catalogue) == []


@pytest.mark.parametrize(
    "asked",
    [
        {"add_regencies": ["mars"]},
        {"remove_regencies": [""]},
        {"milestones": [{"kind": "mou", "regency": "mars"}]},
        {"remove_milestones": [{"kind": "mou", "regency": ""}]},
    ],
)
def test_a_regency_of_elsewhere_is_refused(catalogue, asked):
    with pytest.raises(UsageError, match="unknown regency"):
        make_changes(make_asked(**asked), catalogue)


@pytest.mark.parametrize(
    ("asked", "named"),
    [({"relevance": "maybe"}, "relevance"), ({"colour": "red"}, "colour"), ({"merge_with": 0}, "merge_with")],
)
def test_a_wrong_request_is_refused_by_the_name_of_the_field(asked, named):
    with pytest.raises(UsageError, match=named):
        make_asked(**asked)
