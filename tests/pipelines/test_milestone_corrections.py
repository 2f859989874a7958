from datetime import UTC, date, datetime

import pytest

from models.corrections import Change, Correction
from models.shapes import MilestoneTag, Span
from pipelines.milestone_corrections import correct_milestones

TITLE = "Bupati teken nota kesepahaman"
SPAN = Span("body", 0, 3, "abc")
MOU = MilestoneTag("mou", "planned", "bangka", date(2026, 11, 9), "abc", SPAN, 0.5, None, {"until": "2026-11-10"})
OPEN = MilestoneTag("mou", "planned", None, None, "abc", SPAN, 0.5)
AWARD = MilestoneTag("award", "done", "belitung", None, "abc", SPAN, 0.5)


def correct(said, *changes):
    at = datetime(2026, 11, 16, tzinfo=UTC)
    made = [
        Correction(number, "k", Change("milestone", action, kind, details), "Rina", at, "", 1, {})
        for number, (action, kind, details) in enumerate(changes, start=1)
    ]
    return [
        (step.kind, step.status, step.regency, step.event_on, step.correction_id)
        for step in correct_milestones(said, made, TITLE)
    ]


NINTH = date(2026, 11, 9)


@pytest.mark.parametrize(
    ("said", "changes", "expected"),
    [
        ([MOU, AWARD], [("set", "mou", {"status": "done"})],
         [("mou", "done", "bangka", NINTH, 1), ("award", "done", "belitung", None, None)]),
        ([MOU], [("set", "mou", {"regency": "bangka", "event_on": "2026-11-12"})],
         [("mou", "planned", "bangka", date(2026, 11, 12), 1)]),
        ([MOU], [("set", "mou", {"regency": "belitung"})],
         [("mou", "planned", "bangka", NINTH, None), ("mou", "done", "belitung", None, 1)]),
        ([OPEN], [("set", "mou", {"regency": "belitung"})], [("mou", "planned", "belitung", None, 1)]),
        ([MOU, OPEN], [("set", "mou", {"status": "done"})],
         [("mou", "done", "bangka", NINTH, 1), ("mou", "done", None, None, 1)]),
        ([AWARD], [("set", "mou", {})], [("award", "done", "belitung", None, None), ("mou", "done", None, None, 1)]),
        ([MOU, AWARD], [("remove", "mou", {})], [("award", "done", "belitung", None, None)]),
        ([MOU, OPEN], [("remove", "mou", {"regency": "bangka"})], [("mou", "planned", None, None, None)]),
        ([MOU], [("remove", "mou", {"regency": "bangka"}), ("set", "mou", {"regency": "belitung"})],
         [("mou", "done", "belitung", None, 2)]),
        ([MOU], [("set", "mou", {"status": "done"}), ("set", "mou", {"status": "under_way"})],
         [("mou", "under_way", "bangka", NINTH, 2)]),
    ],
)  # fmt: skip
def test_an_analysts_steps_take_the_place_of_the_machines(said, changes, expected):
    assert correct(said, *changes) == expected


def test_a_step_nobody_saw_stands_on_the_title_and_one_moved_in_time_loses_its_last_day():
    at = datetime(2026, 11, 16, tzinfo=UTC)
    new = Correction(1, "k", Change("milestone", "set", "award"), "Rina", at, "", 1, {})
    moved = Correction(2, "k", Change("milestone", "set", "mou", {"event_on": "2026-11-12"}), "Rina", at, "", 1, {})
    kept, added = correct_milestones([MOU], [new, moved], TITLE)
    assert added.span == Span("title", 0, len(TITLE), TITLE)
    assert (kept.sentence, kept.figures) == ("abc", {})
