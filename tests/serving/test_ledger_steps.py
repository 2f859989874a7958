from datetime import UTC, date, datetime, timedelta

import pytest

from serving.ledger_steps import Mention, make_steps

START = datetime(2026, 11, 9, 3, tzinfo=UTC)
NINTH, TENTH = date(2026, 11, 9), date(2026, 11, 10)


def mention(number, kind="bimtek-2", status="done", on=NINTH, story=None, after=None, **more):
    values = {"place": "bangka", "programme": None, "score": 0.5, "is_corrected": False} | more
    return Mention(
        kind=kind, status=status, event_on=on, sentence=f"Kalimat {number}", story=story or number, article_id=number,
        title=f"Judul {number}", outlet=values.pop("outlet", f"Media {number}"),
        reported_at=START + timedelta(days=number if after is None else after), **values,
    )  # fmt: skip


def told(*mentions):
    return [
        (step.kind, step.status, step.event_on, step.articles, len(step.reports), len(step.superseded))
        for step in make_steps(mentions)
    ]


def test_a_burst_of_copies_is_one_step_of_one_report():
    copies = [mention(number, story=7, outlet=f"Media {number % 2}") for number in (1, 2, 3)]
    (step,) = make_steps(copies)
    assert (step.articles, step.outlets, len(step.reports)) == (3, 2, 1)
    assert step.reports[0].article_ids == (1, 2, 3)
    assert step.reports[0].title == "Judul 1"


def test_a_later_report_corrects_an_earlier_one_and_both_are_kept():
    (step,) = make_steps([mention(1, status="planned", on=NINTH), mention(2, status="done", on=TENTH)])
    assert (step.status, step.event_on, step.sentence) == ("done", TENTH, "Kalimat 2")
    assert [report.status for report in step.reports] == ["planned", "done"]
    assert [report.status for report in step.superseded] == ["planned"]


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ({"status": "planned", "on": None}, ("done", NINTH)),
        ({"status": "planned", "on": NINTH}, ("done", NINTH)),
        ({"status": "planned", "on": TENTH}, ("planned", TENTH)),
        ({"status": "under_way", "on": None}, ("done", NINTH)),
        ({"status": "done", "on": None}, ("done", NINTH)),
        ({"status": "done", "on": date(2026, 11, 8)}, ("done", date(2026, 11, 8))),
        ({"status": "planned", "on": None, "is_corrected": True}, ("planned", NINTH)),
    ],
)
def test_what_was_done_is_planned_again_only_for_a_later_day_or_by_an_analyst(later, expected):
    (step,) = make_steps([mention(1), mention(2, **later)])
    assert (step.status, step.event_on) == expected


def test_an_analysts_word_holds_against_later_reports():
    (step,) = make_steps([mention(1, status="planned", is_corrected=True), mention(2, status="done")])
    assert (step.status, step.is_corrected) == ("planned", True)
    assert [report.status for report in step.superseded] == ["done"]


def test_a_step_taken_once_is_one_however_often_and_differently_it_is_told():
    assert told(mention(1, on=None, status="planned"), mention(2), mention(3, on=TENTH)) == [
        ("bimtek-2", "done", TENTH, 3, 3, 2)
    ]


def test_rounds_a_year_apart_are_two_steps():
    old = mention(1, on=date(2025, 11, 9), after=-365)
    assert [step[2] for step in told(old, mention(2))] == [date(2025, 11, 9), NINTH]


@pytest.mark.parametrize(
    ("kind", "first", "second", "steps"),
    [
        ("launch-app", {"programme": "Beresek"}, {"programme": "beresek", "on": TENTH}, 1),
        ("launch-app", {"programme": "Beresek"}, {"programme": "Sepintu"}, 2),
        ("launch-app", {}, {}, 2),
        ("regulation", {}, {}, 1),
        ("regulation", {}, {"on": TENTH}, 2),
        ("index", {"on": None}, {"on": None}, 2),
        ("mou", {"place": "bangka"}, {"place": "belitung"}, 2),
        ("mou", {"place": "bangka"}, {"place": None}, 2),
    ],
)
def test_other_kinds_are_one_by_name_or_day(kind, first, second, steps):
    assert len(told(mention(1, kind, **first), mention(2, kind, **second))) == steps


def test_within_a_story_the_lesser_claim_wins_a_draw_and_the_commonest_day():
    (step,) = make_steps([
        mention(1, status="done", on=TENTH, story=5), mention(2, status="planned", on=NINTH, story=5),
        mention(3, status="planned", on=NINTH, story=5, score=0.9), mention(4, status="done", on=None, story=5),
    ])  # fmt: skip
    assert (step.status, step.event_on, step.sentence) == ("planned", NINTH, "Kalimat 3")


def test_steps_are_in_order_of_their_day_and_undated_ones_of_their_report():
    found = told(
        mention(3, "award", on=date(2026, 11, 20)), mention(1, "kritik", on=None), mention(2, "budget", on=TENTH)
    )
    assert [step[0] for step in found] == ["kritik", "budget", "award"]
