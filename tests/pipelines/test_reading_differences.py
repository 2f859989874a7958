from datetime import UTC, datetime

import pytest

from models.shapes import Reading
from models.store.documents import make_read, make_refused
from pipelines.reading_differences import FIELDS, ReadingDifferences, compare_values, plain

URL = "https://kabarcontoh.example/satu"
NOON = datetime(2026, 11, 10, 5, tzinfo=UTC)
BODY = "Jembatan gantung itu dibuka kepala dusun pada hari Senin."
REFUSED = plain(make_refused(1, "k", "a listing", 1))


def reading(**values):
    given = {"title": "Jembatan Dibuka", "body": BODY, "published_at": NOON, "author": "Redaksi", **values}
    return plain(make_read(1, "k", Reading(url=URL, **given), 1))


def compared(*pairs, **options):
    differences = ReadingDifferences(**options)
    for number, (before, after) in enumerate(pairs):
        differences.add(number, "kabar_contoh", URL, before, after)
    return differences


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a", "a", "unchanged"),
        ("a", "b", "changed"),
        (None, "b", "gained"),
        ("", None, "unchanged"),
        ("a", "", "lost"),
        ([], ["b"], "gained"),
        (["a"], [], "lost"),
        ("none", "meta", "gained"),
        ("meta", "none", "lost"),
        (False, True, "changed"),
        (1, 2, "changed"),
    ],
)
def test_a_field_is_unchanged_changed_gained_or_lost(before, after, expected):
    assert compare_values(before, after) == expected


def test_instants_are_compared_and_shown_in_jakarta():
    assert reading()["published_at"] == "2026-11-10T12:00:00+07:00"


def test_every_column_that_is_read_is_compared_and_nothing_else():
    assert {"key", "title", "body", "published_at", "author", "links", "origins", "warnings"} <= set(FIELDS)
    assert not {"page_id", "article_id", "extract_version", "state", "reason"} & set(FIELDS)


def test_fields_are_counted_over_all_pages_and_by_source():
    differences = compared(
        (reading(), reading()), (reading(), reading(author=None)), (reading(section=None), reading(section="Desa"))
    )
    told = differences.as_dict()
    assert told["fields"]["author"] == {"unchanged": 2, "changed": 0, "gained": 0, "lost": 1}
    assert told["fields"]["section"] == {"unchanged": 2, "changed": 0, "gained": 1, "lost": 0}
    assert told["fields"]["body"]["unchanged"] == 3
    assert (told["pages"], told["touched"], told["lost"]) == (3, 2, 0)
    assert told["sources"] == {
        "kabar_contoh": {
            "pages": 3, "read_before": 3, "touched": 2, "lost": 0,
            "fields": {"author": {"lost": 1}, "section": {"gained": 1}},
        }
    }  # fmt: skip


@pytest.mark.parametrize(
    ("after", "is_lost"),
    [
        (REFUSED, True),
        (reading(published_at=None), True),
        (reading(body=""), True),
        (reading(body=BODY[: len(BODY) // 3]), True),
        (reading(body=BODY[:-5]), False),
        (reading(title="", author=None), False),
        (reading(published_at=datetime(2026, 11, 9, tzinfo=UTC)), False),
    ],
)
def test_a_page_is_lost_without_its_date_or_most_of_its_body(after, is_lost):
    assert compared((reading(), after)).lost == is_lost


def test_what_had_no_body_and_no_date_cannot_lose_them():
    headline = reading(body="", published_at=None)
    assert compared((headline, headline), (REFUSED, REFUSED)).lost == 0


def test_a_refused_page_says_nothing_and_gives_the_reason():
    differences = compared((reading(), REFUSED), (REFUSED, reading()))
    assert (differences.now_refused, differences.now_read, differences.read_before) == (1, 1, 1)
    assert differences.as_dict()["fields"]["title"] == {"unchanged": 0, "changed": 0, "gained": 1, "lost": 1}
    lost = next(found for found in differences.examples if (found["field"], found["change"]) == ("title", "lost"))
    assert lost == {
        "page_id": 0, "source_id": "kabar_contoh", "url": URL, "field": "title", "change": "lost",
        "before": "Jembatan Dibuka", "after": None, "reason": "a listing",
    }  # fmt: skip


@pytest.mark.parametrize(("lost", "is_publishable"), [(0, True), (2, True), (3, False)])
def test_up_to_one_page_in_fifty_may_be_lost(lost, is_publishable):
    pairs = [(reading(), REFUSED)] * lost + [(reading(), reading())] * (100 - lost) + [(REFUSED, REFUSED)] * 50
    assert compared(*pairs).is_publishable is is_publishable


def test_the_loss_is_told_in_numbers_with_the_worst_source_first():
    differences = ReadingDifferences()
    for number in range(10):
        differences.add(number, "satu", URL, reading(), REFUSED if number < 1 else reading())
        differences.add(number, "dua", URL, reading(), REFUSED if number < 4 else reading())
        differences.add(number, "tiga", URL, reading(), reading())
    assert differences.describe_loss() == (
        "the new reading loses the body or the date of 5 of 30 pages read before (16.7 %, at most 2 % may be lost):"
        " dua 4 of 10, satu 1 of 10"
    )
    assert compared((reading(), reading())).describe_loss() == "none of 1 pages read before loses its body or date"


def test_nothing_read_before_can_be_published():
    assert ReadingDifferences().is_publishable


def test_a_few_examples_are_kept_and_all_are_told():
    told = []
    pairs = [(reading(), reading(author=f"Penulis {number}")) for number in range(5)]
    differences = compared(*pairs, examples_each=2, sink=told.append)
    assert [found["after"] for found in differences.examples] == ["Penulis 0", "Penulis 1"]
    assert len(told) == 5
